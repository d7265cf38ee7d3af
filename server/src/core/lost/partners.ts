import type { Coding } from './read.js';

/** A coding with the words of the new text that it covers. */
export interface Placed {
  readonly coding: Coding;
  /** Aliases resolved. */
  readonly code: string;
  /** Indices of words of the new text, ascending: for a coding of the old text, what has become of its words. */
  readonly places: readonly number[];
  readonly spoken: readonly string[];
}

/** So much of a passage must stand for its coding to be seen in another one's place, or elsewhere. */
const MUCH = 0.2;
const MOST = 0.5;

/**
 * Finds for each coding of an old text the one of the new text that continues it: by the same code and no other coder,
 * first over the words that stayed, then, for what was moved, over most of the same words somewhere else.
 * @returns the old codings without one, and the new ones that continue none
 */
export function partners(
  old: readonly Placed[],
  now: readonly Placed[],
): { without: Placed[]; come: Placed[] } {
  const byCode = new Map<string, Placed[]>();
  for (const coding of now) {
    const same = byCode.get(coding.code);
    if (same) same.push(coding);
    else byCode.set(coding.code, [coding]);
  }
  const claimed = new Set<Placed>();
  const candidates = (coding: Placed): Placed[] =>
    (byCode.get(coding.code) ?? []).filter((other) => isSameCoder(coding, other));

  let open = old.filter((coding) => {
    const best = bestOf(candidates(coding), (other) => overlap(coding.places, other.places));
    if (!best || best.score < Math.max(1, MUCH * coding.spoken.length)) return true;
    claimed.add(best.found);
    return false;
  });
  // Two words left of a long passage are its coding still, unless they only look so beside another one's.
  open = open.filter((coding) => {
    const free = candidates(coding).filter((other) => !claimed.has(other));
    const best = bestOf(free, (other) => overlap(coding.places, other.places));
    if (!best || best.score < 1) return true;
    claimed.add(best.found);
    return false;
  });
  open = open.filter((coding) => {
    const free = candidates(coding).filter((other) => !claimed.has(other));
    const best = bestOf(free, (other) => likeness(coding, other));
    if (!best || best.score < MOST) return true;
    claimed.add(best.found);
    return false;
  });
  return { without: open, come: now.filter((coding) => !claimed.has(coding)) };
}

/** A coding that was signed, or is signed no longer, is the same; one of another coder is not. */
function isSameCoder({ coding: { coder: a } }: Placed, { coding: { coder: b } }: Placed): boolean {
  return a === b || a === null || b === null;
}

function bestOf(
  candidates: readonly Placed[],
  scoreOf: (candidate: Placed) => number,
): { found: Placed; score: number } | undefined {
  let best: { found: Placed; score: number } | undefined;
  for (const found of candidates) {
    const score = scoreOf(found);
    if (!best || score > best.score) best = { found, score };
  }
  return best;
}

/** Numbers that two ascending lists have in common. */
export function overlap(a: readonly number[], b: readonly number[]): number {
  if (a.length === 0 || b.length === 0 || a.at(-1)! < b[0]! || b.at(-1)! < a[0]!) return 0;
  let common = 0;
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    if (a[i] === b[j]) common++;
    if (a[i]! <= b[j]!) i++;
    else j++;
  }
  return common;
}

/** The part of the longer passage's words that the other one has too; without words, whether the texts are the same. */
function likeness(a: Placed, b: Placed): number {
  const longest = Math.max(a.spoken.length, b.spoken.length);
  if (longest === 0) return Number(a.coding.text === b.coding.text);
  if (Math.min(a.spoken.length, b.spoken.length) < MOST * longest) return 0;
  const left = new Map<string, number>();
  for (const word of a.spoken) left.set(word, (left.get(word) ?? 0) + 1);
  let common = 0;
  for (const word of b.spoken) {
    const count = left.get(word) ?? 0;
    if (count > 0) common++;
    left.set(word, count - 1);
  }
  return common / longest;
}
