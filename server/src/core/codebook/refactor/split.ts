import { editCodebook, type Step } from '../edit/index.js';
import { refusedId } from './ids.js';
import type { Ground, Operation, PlanResult } from './types.js';

/** The codebook's part of a split: new codes behind the one that is split, which may be retired. */
export function split({ study, text }: Ground, operation: Extract<Operation, { kind: 'split' }>): PlanResult {
  const { codebook } = study;
  const code = codebook.resolve(operation.code);
  if (!code) return { refused: `“${operation.code}” is not in the codebook.` };
  const made = operation.into.filter(({ id }) => !codebook.resolve(id));
  if (operation.into.every(({ id }) => codebook.resolve(id) === code)) {
    return { refused: 'Name at least one code that the passages are to get.' };
  }
  if (new Set(made.map(({ id }) => id)).size < made.length)
    return { refused: 'Two of the new codes have the same id.' };
  for (const { id } of made) {
    const refused = refusedId(study, id);
    if (refused !== undefined) return { refused };
  }
  const steps = made.map(({ id, name }, index): Step => {
    const named = name !== undefined && name.trim() !== '' && name.trim() !== id;
    const after = index === 0 ? code.id : made[index - 1]!.id;
    const fields: Record<string, string> = named ? { name: name.trim() } : {};
    return { do: 'insert', id, fields, parent: code.parent ?? null, after };
  });
  if (operation.retire === true) steps.push({ do: 'set', code: code.id, field: 'status', value: 'retired' });
  const result = editCodebook(text, steps);
  if ('refused' in result) return result;
  const names = operation.into.map(({ id }) => id).join(', ');
  return { edits: result.edits, code: code.id, label: `Split ${code.id} into ${names}` };
}
