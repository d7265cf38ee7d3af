import { type DocumentSegments, segmentsOf } from '../segments.js';
import type { Document } from '../study/types.js';
import { type Choice, chooser, speaks } from './choice.js';
import type { Scheme } from './scheme.js';

/** Rows of a scheme, each paired with a mark or a segment of one document, in document order. */
export interface Pairs {
  readonly length: number;
  readonly row: Int32Array;
  readonly with: Int32Array;
}

/** Row and mark. */
interface Passages extends Pairs {
  /** Whether any lies within another of its row. */
  readonly nested: boolean;
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
 * Codings that `choice` leaves out are as if they were not written; what its voices do not say is left out after rule 2,
 * so that a passage inside another of its code stays what it is.
 */
export function standing(document: Document, scheme: Scheme, choice: Choice): Standing {
  const segments = segmentsOf(document);
  const theirs = speaks(choice, document, scheme.names);
  const written = passagesOf(document, scheme, choice, true);
  const outermost = theirs ? { ...only(written, segments, theirs), nested: written.nested } : written;
  const counted = segmentsIn(outermost, segments);
  // Marks nest and never cross. So without fragments nothing that rule 2 leaves overlaps or has a segment twice.
  if (!segments.fragmented) return { outermost, segments: counted };
  const left = eachOnce(counted, segments.count, scheme.rows.length);
  if (!outermost.nested || segments.coder.every((coder) => coder === segments.coder[0])) {
    return { outermost, segments: left };
  }
  return {
    outermost,
    segments: connected(document, segments, passagesOf(document, scheme, choice, false), left),
  };
}

/**
 * Every code of every mark that counts at all: row and mark. By rule 2 only the outermost: passages come by their
 * start, so one lies in an earlier one of its code if it ends no later.
 */
function passagesOf(document: Document, scheme: Scheme, choice: Choice, outermost: boolean): Passages {
  const { columns, markCount } = document.scan;
  const { codesFrom, codes, start, end } = columns;
  const { ofMark, inherited } = segmentsOf(document);
  const counts = chooser(choice, document, scheme.names);
  const most = (codesFrom[markCount] ?? 0) + lengthOf(inherited);
  const pairs = new PairList(most);
  let nested = false;
  // Every one of them may be a code that the scheme meets for the first time.
  const openUntil = new Int32Array(scheme.rows.length + most);
  const add = (row: number, mark: number): void => {
    if (start[mark]! < openUntil[row]!) nested = true;
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
  return { length: pairs.length, row: pairs.row, with: pairs.with, nested };
}

function lengthOf(inherited: DocumentSegments['inherited']): number {
  let length = 0;
  for (const codes of inherited.values()) length += codes.length;
  return length;
}

/** Those pairs of row and mark whose segments are wanted. */
function only(
  { length, row, with: marks }: Pairs,
  { ofMark }: DocumentSegments,
  wanted: (segment: number) => boolean,
): Pairs {
  const pairs = new PairList(length);
  for (let at = 0; at < length; at++) {
    if (wanted(ofMark[marks[at]!]!)) pairs.add(row[at]!, marks[at]!);
  }
  return pairs;
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

/** The same pairs of row and segment, each once, by segment: where fragments make segments of several passages. */
function eachOnce({ length, row, with: segments }: Pairs, segmentCount: number, rowCount: number): Pairs {
  const bySegment = sortedBySegment(segments, length, segmentCount);
  const last = new Int32Array(rowCount).fill(-1);
  const once = new PairList(length);
  for (const at of bySegment) {
    if (last[row[at]!] === segments[at]) continue;
    last[row[at]!] = segments[at]!;
    once.add(row[at]!, segments[at]!);
  }
  return once;
}

/** Indices of `segments` by ascending segment, equal ones in their order: sorted by counting. */
function sortedBySegment(segments: Int32Array, length: number, segmentCount: number): Int32Array {
  const place = new Int32Array(segmentCount + 1);
  for (let at = 0; at < length; at++) place[segments[at]! + 1]!++;
  for (let segment = 0; segment < segmentCount; segment++) place[segment + 1]! += place[segment]!;
  const sorted = new Int32Array(length);
  for (let at = 0; at < length; at++) sorted[place[segments[at]!]!++] = at;
  return sorted;
}

/** Rule 3: of the segments of each row that overlap and have different coders, only the first of those connected. */
function connected(
  document: Document,
  { ofMark, coder }: DocumentSegments,
  passages: Pairs,
  left: Pairs,
): Pairs {
  const { start, end } = document.scan.columns;
  const groups = groupsOf(left);
  /** By row: marks that hold the present place, outermost first. */
  const open = new Map<number, number[]>();
  for (let at = 0; at < passages.length; at++) {
    const row = passages.row[at]!;
    const mark = passages.with[at]!;
    const segment = ofMark[mark]!;
    const group = groups.get(row);
    if (!group?.has(segment)) continue;
    let around = open.get(row);
    if (!around) open.set(row, (around = []));
    while (around.length > 0 && end[around.at(-1)!]! <= start[mark]!) around.pop();
    for (const outer of around) {
      if (coder[ofMark[outer]!] !== coder[segment]) group.join(ofMark[outer]!, segment);
    }
    around.push(mark);
  }
  const heads = new PairList(left.length);
  for (let at = 0; at < left.length; at++) {
    if (groups.get(left.row[at]!)!.leads(left.with[at]!)) heads.add(left.row[at]!, left.with[at]!);
  }
  return heads;
}

function groupsOf({ length, row, with: segments }: Pairs): Map<number, Groups> {
  const groups = new Map<number, Groups>();
  for (let at = 0; at < length; at++) {
    let group = groups.get(row[at]!);
    if (!group) groups.set(row[at]!, (group = new Groups()));
    group.add(segments[at]!);
  }
  return groups;
}

/** Disjoint groups of segments, each led by its first. */
class Groups {
  readonly #above = new Map<number, number>();

  add(segment: number): void {
    this.#above.set(segment, segment);
  }

  has(segment: number): boolean {
    return this.#above.has(segment);
  }

  leads(segment: number): boolean {
    return this.#above.get(segment) === segment;
  }

  join(a: number, b: number): void {
    const [first, second] = [this.#head(a), this.#head(b)];
    this.#above.set(Math.max(first, second), Math.min(first, second));
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
