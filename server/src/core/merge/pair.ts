import type { Range } from '../problem.js';
import type { Carry } from './carry.js';
import { saying, type Side, type SideMark } from './side.js';

/** Which mark of a version continues each one of the base. */
export type Pairs = ReadonlyMap<SideMark, SideMark>;

/**
 * Pairs the marks of the base with those of one side: first those that say the same of the same passage, then those of
 * the same passage (recoded, signed, a memo added), then those that overlap and share code and coder, `seg` or `#id`
 * (resized).
 */
export function pairMarks(base: Side, side: Side, carry: Carry): Pairs {
  const pairs = new Map<SideMark, SideMark>();
  const left = new Set(side.marks);
  const bound = base.marks.map((mark) => ({ mark, image: imageOf(mark, carry) }));
  const take = (mark: SideMark, found: SideMark): void => {
    pairs.set(mark, found);
    left.delete(found);
  };
  const byPlace = groups(side.marks, (mark) => placeKey(mark, mark.region));
  const open = (): typeof bound => bound.filter(({ mark }) => !pairs.has(mark));
  for (const { mark, image } of bound) {
    const same = byPlace
      .get(placeKey(mark, image))
      ?.find((other) => left.has(other) && saying(other) === saying(mark));
    if (same) take(mark, same);
  }
  best(
    open().flatMap(({ mark, image }) =>
      (byPlace.get(placeKey(mark, image)) ?? []).flatMap((other) => {
        const likeness = alike(mark, other);
        return likeness > 0 || mark.coder === other.coder ? [{ mark, other, score: likeness }] : [];
      }),
    ),
    left,
    pairs,
  );
  const others = [...left];
  best(
    open().flatMap(({ mark, image }) =>
      others.flatMap((other) => {
        const common = Math.min(image.end, other.region.end) - Math.max(image.start, other.region.start);
        const tied = mark.id !== undefined && mark.id === other.id;
        if (!tied && (common <= 0 || !isContinued(mark, other))) return [];
        const union = Math.max(image.end, other.region.end) - Math.min(image.start, other.region.start);
        return [{ mark, other, score: (tied ? 1 : 0) + Math.max(0, common) / Math.max(1, union) }];
      }),
    ),
    left,
    pairs,
  );
  return pairs;
}

export function imageOf({ region }: SideMark, carry: Carry): Range {
  const start = carry.at(region.start, 'start').at;
  const end = carry.at(region.end, 'end').at;
  return { start, end: Math.max(start, end) };
}

function placeKey({ kind, inBraces }: SideMark, { start, end }: Range): string {
  return `${kind} ${String(inBraces)} ${start} ${end}`;
}

function alike(a: SideMark, b: SideMark): number {
  const codes = a.codes.filter((code) => b.codes.includes(code)).length;
  const others = a.codes.length + b.codes.length - 2 * codes;
  const isSame = (one: string | undefined, other: string | undefined): boolean =>
    one !== undefined && one === other;
  const names = (isSame(a.id, b.id) ? 3 : 0) + (isSame(a.seg, b.seg) ? 3 : 0);
  return codes * 2 + names === 0 ? 0 : codes * 2 + names + (a.coder === b.coder ? 1 : 0) - others / 10;
}

function isContinued(a: SideMark, b: SideMark): boolean {
  if (a.seg !== undefined && a.seg === b.seg) return true;
  return a.coder === b.coder && a.codes.some((code) => b.codes.includes(code));
}

interface Candidate {
  readonly mark: SideMark;
  readonly other: SideMark;
  readonly score: number;
}

/** Takes the likeliest pairs first. */
function best(candidates: readonly Candidate[], left: Set<SideMark>, pairs: Map<SideMark, SideMark>): void {
  for (const { mark, other } of candidates.toSorted((a, b) => b.score - a.score)) {
    if (pairs.has(mark) || !left.has(other)) continue;
    pairs.set(mark, other);
    left.delete(other);
  }
}

export function groups<Item>(items: Iterable<Item>, keyOf: (item: Item) => string): Map<string, Item[]> {
  const result = new Map<string, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const same = result.get(key);
    if (same) same.push(item);
    else result.set(key, [item]);
  }
  return result;
}
