import { diffWordsWithSpace } from 'diff';

/** A stretch of two texts laid over each other. */
export interface WordChange {
  readonly change: 'same' | 'added' | 'removed';
  readonly text: string;
}

/** How one text became another, word by word. Its `same` and `removed` parts are the first text, without `removed` the second. */
export function wordDiff(before: string, after: string): WordChange[] {
  return diffWordsWithSpace(before, after).map(({ added, removed, value }) => ({
    change: added ? 'added' : removed ? 'removed' : 'same',
    text: value,
  }));
}

/** From 0, nothing in common, to 1: the same words (Dice's coefficient of the two sets of words). */
export function likeness(one: string, other: string): number {
  const [a, b] = [wordSet(one), wordSet(other)];
  if (a.size + b.size === 0) return 0;
  let common = 0;
  for (const word of a) if (b.has(word)) common++;
  return (2 * common) / (a.size + b.size);
}

function wordSet(text: string): ReadonlySet<string> {
  return new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []);
}
