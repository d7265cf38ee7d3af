import type { Code, Codebook } from '../codebook/types.js';

/** A code that a later codebook has under another id. */
export interface Followed {
  readonly from: string;
  readonly to: string;
  /** The other code was there before. */
  readonly merged: boolean;
}

/** What became of the codes whose ids are gone, as the aliases of the later codebook state it. */
export function followAliases(before: Codebook, after: Codebook): Followed[] {
  return goneFrom(before, after).flatMap((from) => {
    const to = after.resolve(from)?.id;
    return to === undefined ? [] : [{ from, to, merged: before.codes.has(to) }];
  });
}

/** Ids that a later codebook gives to no code. */
export function goneFrom(before: Codebook, after: Codebook): string[] {
  return [...before.codes.keys()].filter((id) => !after.codes.has(id));
}

export type MeaningField = 'name' | 'brief' | 'definition' | 'use_when' | 'not_when' | 'examples';

/** The fields that say what a code means, as texts. */
export const MEANING: readonly (readonly [field: MeaningField, value: (code: Code) => string])[] = [
  ['name', ({ name }) => name],
  ['brief', ({ brief = '' }) => brief],
  ['definition', ({ definition = '' }) => definition],
  ['use_when', ({ useWhen = '' }) => useWhen],
  ['not_when', ({ notWhen = '' }) => notWhen],
  ['examples', ({ examples }) => examples.join('\n')],
];

/** The name of a code that has none is its id, which a renaming changes without changing what it means. */
export function meaningOf(code: Code, field: MeaningField): string {
  const value = MEANING.find(([each]) => each === field)![1](code);
  return field === 'name' && value === code.id ? '' : value;
}
