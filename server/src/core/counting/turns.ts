import type { Document } from '../study/types.js';

const memo = new WeakMap<Document, Turns>();

export function turnsOf(document: Document): Turns {
  let turns = memo.get(document);
  if (!turns) memo.set(document, (turns = new Turns(document)));
  return turns;
}

/** The turns of one document by their counted words, to tell in whose turn a passage lies. */
class Turns {
  readonly #document: Document;
  readonly #wordStart: Int32Array;
  readonly #wordEnd: Int32Array;

  constructor(document: Document) {
    this.#document = document;
    const turns = Array.from({ length: document.scan.turnCount }, (_, index) => document.scan.turn(index));
    this.#wordStart = Int32Array.from(turns, ({ wordStart }) => wordStart);
    this.#wordEnd = Int32Array.from(turns, ({ wordEnd }) => wordEnd);
  }

  /** Turns with at least one of the counted words from `wordStart` to before `wordEnd`, in order. */
  *within(wordStart: number, wordEnd: number): Generator<number> {
    for (let turn = this.#firstAfter(wordStart); turn < this.#wordEnd.length; turn++) {
      if (this.#wordStart[turn]! >= wordEnd) return;
      if (this.#wordEnd[turn]! > this.#wordStart[turn]!) yield turn;
    }
  }

  /**
   * The participants, by id, that a passage with these words belongs to: whoever has some of them in a turn; in a
   * document without turns and with exactly one participant, that one.
   */
  *participants(wordStart: number, wordEnd: number): Generator<string> {
    const { participants } = this.#document;
    if (this.#wordEnd.length === 0) {
      if (participants.length === 1) yield participants[0]!;
      return;
    }
    for (const turn of this.within(wordStart, wordEnd)) {
      const participant = this.#document.turnParticipant(turn);
      if (participant !== undefined) yield participant;
    }
  }

  /** The first turn that ends behind a word. */
  #firstAfter(word: number): number {
    let [low, high] = [0, this.#wordEnd.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#wordEnd[middle]! > word) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}
