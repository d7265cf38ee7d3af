import type { TextEdit } from '../../edits/edit.js';

/** A piece of the text as it is now: of the original from an offset on, or new (`from` undefined). */
interface Piece {
  readonly from: number | undefined;
  readonly text: string;
}

/**
 * A text that is changed step by step, each step working on what the one before left. In the end the steps are told as
 * edits of the original, apart from each other: what nobody changed is in none of them.
 */
export class Rewriting {
  #pieces: readonly Piece[];
  readonly #length: number;

  constructor(original: string) {
    this.#pieces = [{ from: 0, text: original }];
    this.#length = original.length;
  }

  get text(): string {
    return this.#pieces.map(({ text }) => text).join('');
  }

  /** @param edits of the text as it is now, in any order, apart from each other */
  apply(edits: readonly TextEdit[]): void {
    // From the end, so that no edit moves the places of another; of insertions at one place the first stays first.
    const ordered = edits.map((edit, index) => ({ edit, index }));
    ordered.sort((a, b) => b.edit.start - a.edit.start || b.edit.end - a.edit.end || b.index - a.index);
    for (const { edit } of ordered) this.#replace(edit);
  }

  /** Ascending. */
  edits(): TextEdit[] {
    const edits: TextEdit[] = [];
    let at = 0;
    let text = '';
    const tell = (end: number): void => {
      if (end > at || text !== '') edits.push({ start: at, end, text });
      text = '';
    };
    for (const piece of this.#pieces) {
      if (piece.from === undefined) text += piece.text;
      else {
        tell(piece.from);
        at = piece.from + piece.text.length;
      }
    }
    tell(this.#length);
    return edits;
  }

  #replace({ start, end, text }: TextEdit): void {
    const before: Piece[] = [];
    const after: Piece[] = [];
    let at = 0;
    for (const piece of this.#pieces) {
      const stop = at + piece.text.length;
      if (at < start) before.push(part(piece, 0, Math.min(piece.text.length, start - at)));
      if (stop > end) after.push(part(piece, Math.max(0, end - at), piece.text.length));
      at = stop;
    }
    this.#pieces = [...before, { from: undefined, text }, ...after].filter((piece) => piece.text !== '');
  }
}

function part({ from, text }: Piece, start: number, end: number): Piece {
  return { from: from === undefined ? undefined : from + start, text: text.slice(start, end) };
}
