import { editCodebook } from '../edit/index.js';
import { idOfName, refusedId } from './ids.js';
import type { Ground, Operation, PlanResult } from './types.js';

/** A new code, below a parent or at the root, last or behind a sibling. */
export function create(ground: Ground, operation: Extract<Operation, { kind: 'create' }>): PlanResult {
  const { study, text } = ground;
  const { codebook } = study;
  const name = operation.name.trim();
  const made = operation.id === undefined ? idOfName(study, name) : { id: operation.id.trim() };
  if ('refused' in made) return made;
  const { id } = made;
  const refused = refusedId(study, id);
  if (refused !== undefined) return { refused };
  const { parent = null, after } = operation;
  const above = parent === null ? null : codebook.resolve(parent);
  if (above === undefined) return { refused: `“${parent}” is not in the codebook.` };
  const sibling = after === undefined ? undefined : codebook.resolve(after);
  const fields = {
    ...(name !== '' && name !== id && { name }),
    ...(operation.brief !== undefined && operation.brief.trim() !== '' && { brief: operation.brief.trim() }),
  };
  const result = editCodebook(text, [
    { do: 'insert', id, fields, parent: above?.id ?? null, after: sibling?.id },
  ]);
  return 'refused' in result ? result : { edits: result.edits, code: id, label: `Create the code ${id}` };
}
