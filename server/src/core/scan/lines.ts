import type { LineAfter } from './attributes.js';
import { firstNotBelow } from './lookahead.js';

/** The lines of one block of text: where each goes on behind the marks of the quotes and lists around it. */
export class BlockLines {
  readonly #breaks: number[] = [];
  readonly #starts: number[] = [];
  end = 0;

  /** Begins a block. */
  clear(): void {
    if (this.#breaks.length === 0) return;
    this.#breaks.length = 0;
    this.#starts.length = 0;
  }

  /** The line break at `lineBreak` is followed by text at `start`. */
  add(lineBreak: number, start: number): void {
    this.#breaks.push(lineBreak);
    this.#starts.push(start);
  }

  readonly after: LineAfter = (lineBreak) => {
    if (lineBreak + 1 >= this.end) return -1;
    const index = firstNotBelow(this.#breaks, lineBreak);
    // A line break that is none of the block's lies inside a comment or the like.
    return this.#breaks[index] === lineBreak ? this.#starts[index]! : lineBreak + 1;
  };
}
