import { didYouMean, nearest } from '../nearest.js';
import type { Study } from '../study/types.js';
import type { Comparison } from './types.js';

/** The comparisons a study keeps, by name; of two with one name the first file holds. */
export function comparisonsOf(study: Study): Comparison[] {
  const saved = [...study.kept.values()].filter((kept) => kept.kind === 'comparison');
  return saved.sort((a, b) => natural.compare(a.name, b.name) || (a.file < b.file ? -1 : 1));
}

const natural = new Intl.Collator('en', { numeric: true });

/** The comparison of a name, or of a file's path. `problem`: why there is none, and the way out. */
export function findComparison(study: Study, name: string): Comparison | { readonly problem: string } {
  const all = comparisonsOf(study);
  const wanted = name.normalize('NFC').trim();
  const found =
    all.find((each) => each.name.normalize('NFC') === wanted) ?? all.find(({ file }) => file === wanted);
  if (found) return found;
  const names = all.map((each) => each.name);
  const known =
    names.length === 0
      ? ' None is saved: comparisons/ holds no .yaml file.'
      : ` Saved are ${names.map((each) => `“${each}”`).join(', ')}.`;
  return { problem: `no comparison is called “${name}”.${didYouMean(nearest(name, names))}${known}` };
}
