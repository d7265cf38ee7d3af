import type { Code, Codebook } from '../codebook/types.js';
import { listOf } from '../compare/phrases.js';
import { followAliases, goneFrom, MEANING } from './match.js';

/** What is different in a later codebook. Ids. */
export interface CodebookChanges {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  /** Codes of another id now, which name their old one as alias; `merged`: that code was there before. */
  readonly renamed: readonly { readonly from: string; readonly to: string; readonly merged: boolean }[];
  /** Codes whose meaning was put otherwise, and where. */
  readonly changed: readonly { readonly code: string; readonly fields: readonly string[] }[];
}

/** What is compared of each code: what it means, and where it stands. */
const FIELDS: readonly (readonly [name: string, value: (code: Code) => unknown])[] = [
  ...MEANING,
  ['parent', ({ parent }) => parent],
];

export function codebookChanges(before: Codebook, after: Codebook): CodebookChanges {
  const renamed = followAliases(before, after);
  const newNames = new Set(renamed.map(({ to }) => to));
  const oldNames = new Set(renamed.map(({ from }) => from));
  return {
    added: [...after.codes.keys()].filter((id) => !before.resolve(id) && !newNames.has(id)),
    removed: goneFrom(before, after).filter((id) => !oldNames.has(id)),
    renamed,
    changed: [...after.codes.values()].flatMap((code) => {
      const old = before.codes.get(code.id);
      if (!old) return [];
      const fields = FIELDS.filter(([, value]) => value(code) !== value(old)).map(([name]) => name);
      return fields.length > 0 ? [{ code: code.id, fields }] : [];
    }),
  };
}

/** In words; empty where nothing changed. */
export function changesInWords({ added, removed, renamed, changed }: CodebookChanges): string {
  const parts = [
    ...(added.length > 0 ? [`added ${listOf(added)}`] : []),
    ...(removed.length > 0 ? [`removed ${listOf(removed)}`] : []),
    ...renamed.map(
      ({ from, to, merged }) => `${merged ? 'merged' : 'renamed'} ${from} ${merged ? 'into' : 'to'} ${to}`,
    ),
    ...changed.map(({ code, fields }) => `${code}: ${listOf(fields)} changed`),
  ];
  return parts.join('; ');
}
