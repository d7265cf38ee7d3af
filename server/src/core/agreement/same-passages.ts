import type { Range } from '../problem.js';
import type { Alignment } from './alignment.js';
import type { CodeView } from './codes.js';
import type { Cut, SideCopy } from './compared.js';

interface Marked {
  readonly side: number;
  readonly codes: readonly string[];
  /** Base words, ascending. */
  readonly words: readonly number[];
}

/** Passages are the same where they share at least this part of the words that either has (Jaccard 1912). */
const SAME = 0.5;

/**
 * Units that are passages: passages of any sides that are the same, directly or by way of another, are one unit, which
 * a side coded with each code that one of its own among them carries. What nobody marked is no unit.
 */
export function samePassages(
  sides: readonly (SideCopy | null)[],
  alignments: readonly (Alignment | null)[],
  view: CodeView,
): Cut {
  const passages = sides.flatMap((side, index) => markedBy(side, alignments[index] ?? null, index, view));
  passages.sort((a, b) => a.words[0]! - b.words[0]! || a.words.at(-1)! - b.words.at(-1)!);
  const groupOf = passages.map((_, at) => at);
  const head = (at: number): number => (groupOf[at] === at ? at : (groupOf[at] = head(groupOf[at]!)));
  passages.forEach((passage, at) => {
    for (let next = at + 1; next < passages.length; next++) {
      if (passages[next]!.words[0]! > passage.words.at(-1)!) break;
      if (areSame(passage.words, passages[next]!.words)) {
        const [a, b] = [head(at), head(next)];
        groupOf[Math.max(a, b)] = Math.min(a, b);
      }
    }
  });
  const heads = [...new Set(passages.map((_, at) => head(at)))].sort((a, b) => a - b);
  const unitOf = new Map(heads.map((at, unit) => [at, unit]));
  const words: { start: number; end: number }[] = heads.map(() => ({ start: Infinity, end: 0 }));
  const coded = new Map<string, Uint8Array[]>();
  passages.forEach(({ side, codes, words: own }, at) => {
    const unit = unitOf.get(head(at))!;
    words[unit]!.start = Math.min(words[unit]!.start, own[0]!);
    words[unit]!.end = Math.max(words[unit]!.end, own.at(-1)! + 1);
    for (const code of codes) {
      let flags = coded.get(code);
      if (!flags) coded.set(code, (flags = sides.map(() => new Uint8Array(heads.length))));
      flags[side]![unit] = 1;
    }
  });
  const judged = sides.map((side, index) => {
    const has = (range: Range): boolean =>
      alignments[index]?.fromBase.subarray(range.start, range.end).some((own) => own >= 0) ?? false;
    return Uint8Array.from(words, (range) => (side && has(range) ? 1 : 0));
  });
  return { words, judged, coded };
}

function markedBy(
  side: SideCopy | null,
  alignment: Alignment | null,
  index: number,
  view: CodeView,
): Marked[] {
  if (!side || !alignment) return [];
  return side.passages.flatMap(({ codes, fragments }): Marked[] => {
    const words = new Set<number>();
    for (const { words: own } of fragments) {
      for (let at = own.start; at < own.end; at++)
        if (alignment.toBase[at]! >= 0) words.add(alignment.toBase[at]!);
    }
    const compared = [...new Set(codes.flatMap((code) => view.of(code)))];
    if (words.size === 0 || compared.length === 0) return [];
    return [{ side: index, codes: compared, words: [...words].sort((a, b) => a - b) }];
  });
}

function areSame(one: readonly number[], other: readonly number[]): boolean {
  // Most pairs differ in length so much that nothing need be counted.
  const [less, more] = [Math.min(one.length, other.length), Math.max(one.length, other.length)];
  if (less < SAME * more) return false;
  let [a, b, common] = [0, 0, 0];
  while (a < one.length && b < other.length) {
    const difference = one[a]! - other[b]!;
    if (difference === 0) common++;
    if (difference <= 0) a++;
    if (difference >= 0) b++;
  }
  return common >= SAME * (one.length + other.length - common);
}
