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
  const outermost = passagesOf(document, scheme, choice, true);
  const counted = segmentsIn(outermost, segments);
  // Marks nest and never cross. So without fragments nothing that rule 2 leaves overlaps or has a segment twice.
  if (!segments.fragmented) return { outermost, segments: counted };
  const left = groupsOf(counted);
  if (new Set(segments.coder).size > 1) {
    connect(document, segments, passagesOf(document, scheme, choice, false), left);
  }
  return { outermost, segments: headsOf(left) };
}

/**
 * Every code of every mark that counts at all: row and mark. By rule 2 only the outermost: passages come by their
 * start, so one lies in an earlier one of its code if it ends no later.
 */
function passagesOf(document: Document, scheme: Scheme, choice: Choice, outermost: boolean): Pairs {
  const { columns, markCount } = document.scan;
  const { codesFrom, codes, end } = columns;
  const { ofMark, inherited } = segmentsOf(document);
  const counts = chooser(choice, document, scheme.names);
  const most = (codesFrom[markCount] ?? 0) + lengthOf(inherited);
  const pairs = new PairList(most);
  // Every one of them may be a code that the scheme meets for the first time.
  const openUntil = new Int32Array(scheme.rows.length + most);
  const add = (row: number, mark: number): void => {
    if (outermost && end[mark]! <= openUntil[row]!) return;
    openUntil[row] = end[mark]!;
    pairs.add(row, mark);
  };
  for (let mark = 0; mark < markCount; mark++) {
    const segment = ofMark[mark]!;
    if (segment < 0 || (counts && !counts(segment))) continue;
    const behind = codesFrom[mark + 1]!;
    for (let at = codesFrom[mark]!; at < behind; at++) add(scheme.rowOf(codes[at]!), mark);
    if (inherited.size === 0) continue;
    for (const code of inherited.get(mark) ?? []) add(scheme.rowOf(code), mark);
  }
  return pairs;
}

function lengthOf(inherited: DocumentSegments['inherited']): number {
  let length = 0;
  for (const codes of inherited.values()) length += codes.length;
  return length;
}

/** The same rows with the segments of their marks. */
function segmentsIn({ length, row, with: marks }: Pairs, { ofMark }: DocumentSegments): Pairs {
  const segments = new Int32Array(length);
  for (let at = 0; at < length; at++) segments[at] = ofMark[marks[at]!]!;
  return { length, row, with: segments };
}

class PairList implements Pairs {
  length = 0;
  readonly row: Int32Array;
  readonly with: Int32Array;

  constructor(room: number) {
    this.row = new Int32Array(room);
    this.with = new Int32Array(room);
  }

  add(row: number, other: number): void {
    this.row[this.length] = row;
    this.with[this.length++] = other;
  }
}

/** The segments of each row, each once and still by itself: where fragments make segments of several passages. */
function groupsOf(counted: Pairs): Map<number, Groups> {
  const groups = new Map<number, Groups>();
  for (let at = 0; at < counted.length; at++) {
    const row = counted.row[at]!;
    let group = groups.get(row);
    if (!group) groups.set(row, (group = new Groups()));
    group.add(counted.with[at]!);
  }
  return groups;
}

function headsOf(groups: ReadonlyMap<number, Groups>): Pairs {
  const pairs = [...groups].flatMap(([row, group]) =>
    group.heads().map((segment) => [row, segment] as const),
  );
  pairs.sort((a, b) => a[1] - b[1] || a[0] - b[0]);
  return {
    length: pairs.length,
    row: Int32Array.from(pairs, ([row]) => row),
    with: Int32Array.from(pairs, ([, segment]) => segment),
  };
}

/** Rule 3: joins the segments of each row that overlap and have different coders. */
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
