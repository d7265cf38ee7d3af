import { editCodebook, type Step } from '../edit/index.js';
import type { Ground, Operation, PlanResult } from './types.js';

/** Puts codes, with all below them, below another code or at the root; in the order in which the codebook has them. */
export function move({ study, text }: Ground, operation: Extract<Operation, { kind: 'move' }>): PlanResult {
  const { codebook } = study;
  const unknown = operation.codes.find((id) => !codebook.resolve(id));
  if (unknown !== undefined) return { refused: `“${unknown}” is not in the codebook.` };
  const parent = operation.parent === null ? null : codebook.resolve(operation.parent);
  if (parent === undefined) return { refused: `“${operation.parent}” is not in the codebook.` };
  const wanted = new Set(operation.codes.map((id) => codebook.resolve(id)!.id));
  const below = new Set([...wanted].flatMap((id) => codebook.descendants(id).slice(1)));
  // What stands below a code that is moved goes with it.
  const moved = [...codebook.codes.keys()].filter((id) => wanted.has(id) && !below.has(id));
  const inside = parent && moved.find((id) => codebook.descendants(id).includes(parent.id));
  if (inside !== undefined && inside !== null) {
    return { refused: `“${inside}” cannot be moved below itself. Choose another place.` };
  }
  const siblings = parent ? parent.children : codebook.roots;
  const first =
    operation.before === undefined ? -1 : siblings.indexOf(codebook.resolve(operation.before)?.id ?? '');
  const before = first < 0 ? undefined : siblings.slice(first).find((id) => !moved.includes(id));
  const result = editCodebook(
    text,
    moved.map((code): Step => ({ do: 'move', code, parent: parent?.id ?? null, before })),
  );
  if ('refused' in result) return result;
  if (moved.length === 0) return { refused: 'Choose a code to move.' };
  const label = `Move ${moved.join(', ')} ${parent ? `below ${parent.id}` : 'to the top'}`;
  return { edits: result.edits, code: moved[0]!, label };
}
