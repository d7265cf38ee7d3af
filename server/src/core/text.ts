import type { Range } from './problem.js';

/** A place as people and `--json` name it: both from 1, `column` in UTF-16 units. */
export interface LineColumn {
  readonly line: number;
  readonly column: number;
}

/**
 * Offsets of a text as lines and columns and back. Lines end at `\n`, `\r\n` or a lone `\r`,
 * as editors count them; a byte order mark is no column. Built in one pass; a look-up is a binary search.
 */
export class LineIndex {
  readonly #starts: number[] = [0];
  readonly #length: number;

  constructor(text: string) {
    this.#length = text.length;
    if (text.startsWith('\uFEFF')) this.#starts[0] = 1;
    const hasReturns = text.includes('\r');
    if (!hasReturns) {
      for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) this.#starts.push(at + 1);
      return;
    }
    for (let at = 0; at < text.length; at++) {
      const unit = text.charCodeAt(at);
      if (unit === 0x0a || (unit === 0x0d && text.charCodeAt(at + 1) !== 0x0a)) this.#starts.push(at + 1);
    }
  }

  get lineCount(): number {
    return this.#starts.length;
  }

  /** Offsets outside the text are taken as its nearest end. */
  positionAt(offset: number): LineColumn {
    const inside = Math.max(this.#starts[0]!, Math.min(offset, this.#length));
    let low = 0;
    let high = this.#starts.length;
    while (high - low > 1) {
      const middle = (low + high) >>> 1;
      if (this.#starts[middle]! <= inside) low = middle;
      else high = middle;
    }
    return { line: low + 1, column: inside - this.#starts[low]! + 1 };
  }

  /** A column beyond its line is taken as the line's end (its line break included), a line beyond the text as its end. */
  offsetAt({ line, column }: LineColumn): number {
    if (line < 1) return this.#starts[0]!;
    const start = this.#starts[line - 1];
    if (start === undefined) return this.#length;
    const next = this.#starts[line] ?? this.#length;
    return Math.min(start + Math.max(0, column - 1), next);
  }
}

/** The text of a range. */
export function sliceOf(text: string, range: Range): string {
  return text.slice(range.start, range.end);
}
