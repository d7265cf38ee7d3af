import { editCodebook, type Step } from '../edit/index.js';
import type { Code } from '../types.js';
import { mentionsOf } from './mentions.js';
import type { Ground, Operation, PlanResult } from './types.js';

/**
 * Makes one code of several: passages get the code `into` instead, entries are kept under its `x-merged`, ids and aliases
 * become its aliases, the codes below come below it, and what named a merged code names it.
 */
export function merge(
  { study, text, uses }: Ground,
  { codes, into: wanted }: Extract<Operation, { kind: 'merge' }>,
): PlanResult {
  const { codebook } = study;
  const into = codebook.resolve(wanted);
  if (!into) return { refused: `“${wanted}” is not in the codebook.` };
  if (!into.codable)
    return {
      refused: `“${into.id}” only groups other codes and is not for passages. Choose a code below it.`,
    };
  const unknown = [...new Set(codes)].filter((id) => !codebook.resolve(id) && uses([id]).passages > 0);
  const merged = new Set(codes.flatMap((id) => codebook.resolve(id) ?? []).filter((code) => code !== into));
  if (merged.size + unknown.length === 0) return { refused: 'Choose at least one other code to merge.' };
  for (const { id } of merged) {
    if (codebook.descendants(id).includes(into.id)) {
      return { refused: `“${into.id}” stands below “${id}”. Move it out from there first, then merge.` };
    }
  }
  // The deepest first, so that what is left below a code is only what is not merged itself.
  const order = [...merged].sort((a, b) => b.depth - a.depth);
  const steps = order.flatMap((code): Step[] => [
    ...code.children
      .filter((child) => ![...merged].some(({ id }) => id === child))
      .map((child): Step => ({ do: 'move', code: child, parent: into.id })),
    { do: 'stow', code: code.id, into: into.id },
  ]);
  const isMerged = (written: string): boolean =>
    [...merged].some((code) => codebook.resolve(written) === code);
  const result = editCodebook(text, [
    ...mentionsOf(text, isMerged)
      .filter(({ code }) => ![...merged].some(({ id }) => id === code))
      .map(({ code, field }): Step => ({ do: 'set', code, field, value: code === into.id ? null : into.id })),
    ...steps,
    ...(merged.size > 0 ? [{ do: 'aliases', code: into.id, add: [...merged].flatMap(idsOf) } as const] : []),
  ]);
  if ('refused' in result) return result;
  const written = [...[...merged].flatMap(idsOf), ...unknown];
  const names = [...[...merged].map(({ id }) => id), ...unknown].join(', ');
  return {
    edits: result.edits,
    recoding: new Map(written.map((old) => [old, [into.id]])),
    code: into.id,
    label: `Merge ${names} into ${into.id}`,
  };
}

function idsOf({ id, aliases }: Code): string[] {
  return [id, ...aliases];
}
