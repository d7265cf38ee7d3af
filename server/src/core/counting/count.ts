import type { Document } from '../study/types.js';
import { perDocument } from './memo.js';
import { type Pairs, standing } from './standing.js';

/** Figures of one document by row of a scheme, for the rows that occur. `segments[i]` and `words[i]` are of `rows[i]`. */
export interface RowCounts {
  readonly rows: Int32Array;
  readonly segments: Int32Array;
  /** Counted words that the rows' passages cover, each once. */
  readonly words: Int32Array;
}

export interface DocumentCounts {
  /** Of each code by itself. */
  readonly own: RowCounts;
  /** Of each code together with all below it: a segment or word counts once, however many of them it carries. */
  readonly rolled: RowCounts;
}

export const countsOf = perDocument<DocumentCounts>((document, scheme, choice) => {
  const { outermost, segments } = standing(document, scheme, choice);
  const own = new Sums(document, scheme.rows.length);
  const rolled = new Sums(document, scheme.rows.length);
  forEach(segments, (row, segment) => {
    own.addSegment(row, segment);
    for (const above of scheme.rows[row]!.upwards) rolled.addSegment(above, segment);
  });
  forEach(outermost, (row, mark) => {
    own.addWords(row, mark);
    for (const above of scheme.rows[row]!.upwards) rolled.addWords(above, mark);
  });
  return { own: own.counts(), rolled: rolled.counts() };
});

function forEach(pairs: Pairs, each: (row: number, other: number) => void): void {
  for (let at = 0; at < pairs.length; at++) each(pairs.row[at]!, pairs.with[at]!);
}

/** Adds up by row. Segments and marks come in document order, so the last one seen tells what is counted already. */
class Sums {
  readonly #wordStart: Int32Array;
  readonly #wordEnd: Int32Array;
  readonly #segments: Int32Array;
  readonly #words: Int32Array;
  readonly #lastSegment: Int32Array;
  readonly #wordsSeen: Int32Array;

  constructor({ scan }: Document, rows: number) {
    this.#wordStart = scan.columns.wordStart;
    this.#wordEnd = scan.columns.wordEnd;
    this.#segments = new Int32Array(rows);
    this.#words = new Int32Array(rows);
    this.#lastSegment = new Int32Array(rows).fill(-1);
    this.#wordsSeen = new Int32Array(rows);
  }

  addSegment(row: number, segment: number): void {
    if (this.#lastSegment[row] === segment) return;
    this.#lastSegment[row] = segment;
    this.#segments[row]!++;
  }

  addWords(row: number, mark: number): void {
    const end = this.#wordEnd[mark]!;
    const seen = this.#wordsSeen[row]!;
    if (end <= seen) return;
    this.#words[row]! += end - Math.max(this.#wordStart[mark]!, seen);
    this.#wordsSeen[row] = end;
  }

  counts(): RowCounts {
    const rows = Int32Array.from(this.#segments.keys()).filter((row) => this.#segments[row]! > 0);
    return {
      rows,
      segments: rows.map((row) => this.#segments[row]!),
      words: rows.map((row) => this.#words[row]!),
    };
  }
}
