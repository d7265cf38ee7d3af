import { type DocumentSegments, segmentsOf } from '../segments.js';
import type { Document } from '../study/types.js';
import { type Choice, chooser } from './choice.js';
import type { Scheme } from './scheme.js';

/** Rows of a scheme, each paired with a mark or a segment of one document, in document order. */
export interface Pairs {
  readonly length: number;
  readonly row: Int32Array;
  readonly with: Int32Array;
}

export interface Standing {
  /**
   * Row and mark: the passages of each code that lie in no other passage of it. They share no words, but for one that
   * two marks cut in pieces, and together they hold every word of the code.
   */
  readonly outermost: Pairs;
  /** Row and segment: the segments that count for each code. */
  readonly segments: Pairs;
}

/**
 * The counting rules for one document (docs/counting.md tells them with examples):
 * 1. Fragments that share a `seg` are one segment: `segmentsOf`.
 * 2. A code nested in itself counts once: a segment counts for a code only if at least one of its passages lies in no
 *    other passage of that code.
 * 3. Overlapping codings of one code by different coders count once: what rule 2 leaves and what overlaps between
 *    different coders connect is one; the first in the document stands for all. Codings that nobody signed are one
 *    coder's among others.
 * Codings that `choice` leaves out are as if they were not written.
 */
export function standing(document: Document, scheme: Scheme, choice: Choice): Standing {
  const segments = segmentsOf(document);
  const passages = passagesOf(document, segments, scheme, choice);
  const outermost = outermostOf(document, scheme, passages);
  const counted = { ...outermost, with: outermost.with.map((mark) => segments.ofMark[mark]!) };
  // Marks nest and never cross. So without fragments nothing that rule 2 leaves overlaps or has a segment twice.
  return {
    outermost,
    segments: segments.fragmented ? joinAcross(document, segments, passages, counted) : counted,
  };
}

/** Every code of every mark that counts at all: row and mark. */
function passagesOf(document: Document, segments: DocumentSegments, scheme: Scheme, choice: Choice): Pairs {
  const { columns, markCount } = document.scan;
  const { codesFrom, codes } = columns;
  const { ofMark, inherited } = segments;
  const counts = chooser(choice, document, scheme.names);
  const extra = [...inherited.values()].reduce((sum, more) => sum + more.length, 0);
  const row = new Int32Array((codesFrom[markCount] ?? 0) + extra);
  const marks = new Int32Array(row.length);
  let length = 0;
  for (let mark = 0; mark < markCount; mark++) {
    if (ofMark[mark]! < 0 || !counts(ofMark[mark]!)) continue;
    for (let at = codesFrom[mark]!; at < codesFrom[mark + 1]!; at++) {
      row[length] = scheme.rowOf(codes[at]!);
      marks[length++] = mark;
    }
    if (extra === 0) continue;
    for (const code of inherited.get(mark) ?? []) {
      row[length] = scheme.rowOf(code);
      marks[length++] = mark;
    }
  }
  return { length, row, with: marks };
}

/** Rule 2, passage by passage. They come by their start, so one lies in an earlier one if it ends no later. */
function outermostOf(document: Document, scheme: Scheme, passages: Pairs): Pairs {
  const { end } = document.scan.columns;
  const openUntil = new Int32Array(scheme.rows.length);
  const row = new Int32Array(passages.length);
  const marks = new Int32Array(passages.length);
  let length = 0;
  for (let at = 0; at < passages.length; at++) {
    const code = passages.row[at]!;
    const mark = passages.with[at]!;
    if (end[mark]! <= openUntil[code]!) continue;
    openUntil[code] = end[mark]!;
    row[length] = code;
    marks[length++] = mark;
  }
  return { length, row: row.subarray(0, length), with: marks.subarray(0, length) };
}

/** Rules 2 and 3 where fragments make segments of several passages: each once, and those joined that overlaps connect. */
function joinAcross(document: Document, segments: DocumentSegments, passages: Pairs, counted: Pairs): Pairs {
  const left = new Map<number, Groups>();
  for (let at = 0; at < counted.length; at++) {
    const row = counted.row[at]!;
    let groups = left.get(row);
    if (!groups) left.set(row, (groups = new Groups()));
    groups.add(counted.with[at]!);
  }
  if (new Set(segments.coder).size > 1) connect(document, segments, passages, left);
  const pairs = [...left].flatMap(([row, groups]) =>
    groups.heads().map((segment) => [row, segment] as const),
  );
  pairs.sort((a, b) => a[1] - b[1] || a[0] - b[0]);
  return {
    length: pairs.length,
    row: Int32Array.from(pairs, ([row]) => row),
    with: Int32Array.from(pairs, ([, segment]) => segment),
  };
}

/** Joins the segments of each row that overlap and have different coders. */
function connect(
  document: Document,
  { ofMark, coder }: DocumentSegments,
  passages: Pairs,
  left: ReadonlyMap<number, Groups>,
): void {
  const { start, end } = document.scan.columns;
  /** By row: marks that hold the present place, outermost first. */
  const open = new Map<number, number[]>();
  for (let at = 0; at < passages.length; at++) {
    const row = passages.row[at]!;
    const mark = passages.with[at]!;
    const segment = ofMark[mark]!;
    const groups = left.get(row);
    if (!groups?.has(segment)) continue;
    let around = open.get(row);
    if (!around) open.set(row, (around = []));
    while (around.length > 0 && end[around.at(-1)!]! <= start[mark]!) around.pop();
    for (const outer of around) {
      if (coder[ofMark[outer]!] !== coder[segment]) groups.join(ofMark[outer]!, segment);
    }
    around.push(mark);
  }
}

/** Disjoint groups of segments, each led by its first. */
class Groups {
  readonly #above = new Map<number, number>();

  add(segment: number): void {
    if (!this.#above.has(segment)) this.#above.set(segment, segment);
  }

  has(segment: number): boolean {
    return this.#above.has(segment);
  }

  join(a: number, b: number): void {
    const [first, second] = [this.#head(a), this.#head(b)];
    this.#above.set(Math.max(first, second), Math.min(first, second));
  }

  heads(): number[] {
    return [...this.#above].filter(([segment, above]) => segment === above).map(([segment]) => segment);
  }

  #head(segment: number): number {
    let at = segment;
    for (let above = this.#above.get(at)!; above !== at; above = this.#above.get(at)!) {
      // Halving the way on every walk keeps all ways short.
      this.#above.set(at, this.#above.get(above)!);
      at = above;
    }
    return at;
  }
}
