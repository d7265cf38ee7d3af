import type { Document, Study } from './study/types.js';

/**
 * The segments of one document: its marks that carry codes, with those of one `seg` value joined into one segment.
 * Numbered from 0 in document order of their first fragment. Independent of the codebook.
 */
export interface DocumentSegments {
  readonly count: number;
  /** Segment of each mark; -1 for a mark without codes. */
  readonly ofMark: Int32Array;
  /** Who signed each segment, in the first of its fragments that is signed: id of the study's names, -1 = nobody. */
  readonly coder: Int32Array;
  /** Whether any segment has more than one fragment. */
  readonly fragmented: boolean;
  /**
   * A segment carries the codes of all its fragments. By mark: those that only other fragments name; empty but for
   * documents with the problem `seg-codes`.
   */
  readonly inherited: ReadonlyMap<number, readonly number[]>;
}

type Scanned = Pick<Document, 'scan'>;

const memo = new WeakMap<Scanned, DocumentSegments>();

export function segmentsOf(document: Scanned): DocumentSegments {
  let segments = memo.get(document);
  if (!segments) memo.set(document, (segments = joinFragments(document)));
  return segments;
}

function joinFragments(document: Scanned): DocumentSegments {
  const { columns, markCount } = document.scan;
  const ofMark = new Int32Array(markCount).fill(-1);
  const coder = new Int32Array(markCount);
  const bySeg = new Map<number, number>();
  /** Segments of more than one fragment. */
  const fragmented = new Set<number>();
  let count = 0;
  for (let mark = 0; mark < markCount; mark++) {
    if (columns.codesFrom[mark] === columns.codesFrom[mark + 1]) continue;
    const seg = columns.seg[mark]!;
    const joined = seg < 0 ? undefined : bySeg.get(seg);
    if (joined === undefined) {
      if (seg >= 0) bySeg.set(seg, count);
      coder[count] = columns.coder[mark]!;
      ofMark[mark] = count++;
    } else {
      fragmented.add(joined);
      if (coder[joined]! < 0) coder[joined] = columns.coder[mark]!;
      ofMark[mark] = joined;
    }
  }
  const inherited = inheritedCodes(document, ofMark, fragmented);
  return { count, ofMark, coder: coder.slice(0, count), fragmented: fragmented.size > 0, inherited };
}

/** The codes written on one mark, as ids of the study's names. */
export function codesOfMark({ scan }: Scanned, mark: number): Int32Array {
  const { codes, codesFrom } = scan.columns;
  return codes.subarray(codesFrom[mark], codesFrom[mark + 1]);
}

function inheritedCodes(
  document: Scanned,
  ofMark: Int32Array,
  fragmented: ReadonlySet<number>,
): Map<number, number[]> {
  const inherited = new Map<number, number[]>();
  if (fragmented.size === 0) return inherited;
  const bySegment = new Map<number, Set<number>>();
  const fragments: number[] = [];
  ofMark.forEach((segment, mark) => {
    if (!fragmented.has(segment)) return;
    fragments.push(mark);
    const codes = bySegment.get(segment) ?? new Set();
    bySegment.set(segment, codes);
    for (const code of codesOfMark(document, mark)) codes.add(code);
  });
  for (const mark of fragments) {
    const own = codesOfMark(document, mark);
    const others = [...(bySegment.get(ofMark[mark]!) ?? [])].filter((code) => !own.includes(code));
    if (others.length > 0) inherited.set(mark, others);
  }
  return inherited;
}

/** The fragments of every segment, as indices of marks in document order. */
export function fragmentsOf(document: Scanned): readonly (readonly number[])[] {
  const { count, ofMark } = segmentsOf(document);
  const fragments: number[][] = Array.from({ length: count }, () => []);
  ofMark.forEach((segment, mark) => {
    if (segment >= 0) fragments[segment]!.push(mark);
  });
  return fragments;
}

/** The codes that a document carries: ids of the codebook, aliases resolved; unknown ones as written. */
export function codesIn(
  { codebook, context }: Pick<Study, 'codebook' | 'context'>,
  { scan }: Scanned,
): Set<string> {
  return new Set(
    Array.from(new Set(scan.columns.codes), (name) => {
      const written = context.names.name(name);
      return codebook.resolve(written)?.id ?? written;
    }),
  );
}
