import { ROW, type MarkWriter } from './layout.js';
import { firstNotBelow } from './lookahead.js';

/** Where the words of one block are, for marks that begin or end inside a word: one lies under them if any of it does. */
export class WordExtents {
  readonly #starts: number[] = [];
  readonly #ends: number[] = [];

  /** @param marked opening brackets of marks with codes, which stand in no word's way */
  constructor(readonly marked: ReadonlySet<number>) {}

  /** A character of the word with this index. */
  add(word: number, start: number, end: number): void {
    this.#starts[word] ??= start;
    this.#ends[word] = end;
  }

  /** Forgets a word and those behind it. */
  drop(word: number): void {
    this.#starts.length = word;
    this.#ends.length = word;
  }

  clear(): void {
    this.drop(0);
  }

  tell(word: (start: number, end: number) => void): void {
    this.#starts.forEach((start, index) => {
      word(start, this.#ends[index]!);
    });
  }

  /** Gives the marks from `first` on the words that are under them. */
  settle(marks: MarkWriter, first: number, base: number): void {
    for (let mark = first; mark < marks.count; mark++) {
      const row = marks.row(mark);
      const start = marks.rows[row + ROW.contentStart]!;
      const end = marks.rows[row + ROW.contentEnd]!;
      const from = firstNotBelow(this.#ends, start + 1);
      const to = start === end ? from : firstNotBelow(this.#starts, end);
      marks.rows[row + ROW.wordStart] = base + from;
      marks.rows[row + ROW.wordEnd] = base + Math.max(from, to);
    }
  }
}
