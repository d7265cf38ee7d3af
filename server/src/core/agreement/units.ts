import type { Range } from '../problem.js';
import { unitsOf } from '../units.js';
import type { Copy } from './copy.js';
import type { AgreementUnit } from './types.js';

/**
 * How a text is cut into units: each counted word lies in exactly one, and each unit holds at least one (units of
 * characters are dealt with word by word).
 */
export interface Units {
  readonly count: number;
  /** Unit of each word. */
  readonly ofWord: Int32Array;
  /** Words of each unit. */
  readonly words: readonly Range[];
}

/** What text can be cut into before anybody coded it. */
export type CutUnit = Exclude<AgreementUnit, 'passage'>;

export function unitsIn(copy: Copy, unit: CutUnit): Units {
  const count = copy.words.length;
  if (unit === 'word' || unit === 'character')
    return cut(
      Array.from({ length: count }, (_, at) => ({ start: at, end: at + 1 })),
      count,
    );
  const { scan } = copy.document;
  if (unit !== 'turn') return cut(blocksIn(copy, unit), count);
  const turns = Array.from({ length: scan.turnCount }, (_, index) => scan.turn(index))
    .filter(({ wordStart, wordEnd }) => wordEnd > wordStart)
    .map(({ wordStart, wordEnd }) => ({ start: wordStart, end: wordEnd }));
  // What no speaker says has no turns: it is cut by sentences.
  const inTurns = turns.reduce((sum, { start, end }) => sum + end - start, 0);
  return cut(inTurns === count ? turns : [...turns, ...without(blocksIn(copy, 'sentence'), turns)], count);
}

/** Sentences or paragraphs by their words. */
function blocksIn(copy: Copy, kind: 'sentence' | 'paragraph'): Range[] {
  const starts = copy.words.map(({ start }) => start);
  return unitsOf(copy.source, copy.document.scan, kind).flatMap(({ range, heading }) => {
    const start = firstFrom(starts, copy.clean.toClean(range.start));
    const end = firstFrom(starts, copy.clean.toClean(range.end));
    return heading || start >= end ? [] : [{ start, end }];
  });
}

function firstFrom(ascending: readonly number[], at: number): number {
  let [low, high] = [0, ascending.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ascending[middle]! < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Those of some ranges that share nothing with others. */
function without(ranges: readonly Range[], others: readonly Range[]): Range[] {
  return ranges.filter(({ start, end }) => !others.some((other) => other.start < end && start < other.end));
}

/** Words that no range has (of HTML, say) are units of neighbours; of two ranges that overlap the first has its words. */
function cut(ranges: readonly Range[], words: number): Units {
  const ofWord = new Int32Array(words).fill(-1);
  const units: { start: number; end: number }[] = [];
  const add = (start: number, end: number): void => {
    ofWord.fill(units.length, start, end);
    units.push({ start, end });
  };
  let at = 0;
  for (const { start, end } of [...ranges].sort((a, b) => a.start - b.start)) {
    if (start > at) add(at, start);
    if (end > Math.max(at, start)) add(Math.max(at, start), end);
    at = Math.max(at, end);
  }
  if (words > at) add(at, words);
  return { count: units.length, ofWord, words: units };
}
