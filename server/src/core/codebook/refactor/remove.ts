import { editCodebook, type Step } from '../edit/index.js';
import { mentionsOf } from './mentions.js';
import type { Ground, Operation, PlanResult } from './types.js';

/** Takes codes out of the codebook that no passage carries, with all below them. */
export function remove(
  { study, text, uses }: Ground,
  operation: Extract<Operation, { kind: 'delete' }>,
): PlanResult {
  const { codebook } = study;
  const unknown = operation.codes.find((id) => !codebook.resolve(id));
  if (unknown !== undefined) return { refused: `“${unknown}” is not in the codebook.` };
  const wanted = new Set(operation.codes.map((id) => codebook.resolve(id)!.id));
  const below = new Set([...wanted].flatMap((id) => codebook.descendants(id).slice(1)));
  const all = new Set([...wanted, ...below]);
  for (const id of all) {
    const { passages, documents } = uses([id]);
    if (passages === 0) continue;
    const count = `${passages} ${passages === 1 ? 'passage' : 'passages'} in ${documents} ${documents === 1 ? 'document' : 'documents'}`;
    return {
      refused: `“${id}” is on ${count}. Merge it into another code, or retire it; then nothing is lost.`,
    };
  }
  const tops = [...wanted].filter((id) => !below.has(id));
  if (tops.length === 0) return { refused: 'Choose a code to delete.' };
  const isGone = (written: string): boolean => all.has(codebook.resolve(written)?.id ?? '');
  const result = editCodebook(text, [
    ...mentionsOf(text, isGone)
      .filter(({ code }) => !all.has(code))
      .map(({ code, field }): Step => ({ do: 'set', code, field, value: null })),
    ...tops.map((code): Step => ({ do: 'remove', code })),
  ]);
  return 'refused' in result
    ? result
    : { edits: result.edits, code: tops[0]!, label: `Delete ${tops.join(', ')}` };
}
