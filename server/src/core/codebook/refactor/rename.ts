import { editCodebook, type Step } from '../edit/index.js';
import { mentionsOf } from './mentions.js';
import { refusedId } from './ids.js';
import type { Ground, Operation, PlanResult } from './types.js';

/** Another id for a code wherever it is written: on passages (by an old id too), in its entry, where others name it. */
export function rename(ground: Ground, operation: Extract<Operation, { kind: 'rename' }>): PlanResult {
  const { study, text } = ground;
  const { codebook } = study;
  const { keepAlias } = operation;
  const to = operation.to.trim();
  const code = codebook.resolve(operation.code);
  if (!code) return renameUnknown(ground, operation.code, to);
  const name = operation.name?.trim();
  const isOld = code.aliases.includes(to);
  const refused = isOld || to === code.id ? undefined : refusedId(study, to);
  if (refused !== undefined) return { refused };
  const isNamed = name !== undefined && name !== '' && name !== code.name;
  if (to === code.id && !isNamed) return { refused: `The code is called “${to}” already.` };

  const steps: Step[] = [];
  if (isNamed) steps.push({ do: 'set', code: code.id, field: 'name', value: name });
  if (to !== code.id) {
    if (isOld) steps.push({ do: 'aliases', code: code.id, remove: [to] });
    if (keepAlias) steps.push({ do: 'aliases', code: code.id, add: [code.id] });
    for (const mention of mentionsOf(text, (written) => codebook.resolve(written) === code)) {
      steps.push({ do: 'set', ...mention, value: to });
    }
    steps.push({ do: 'rename', code: code.id, to });
  }
  const result = editCodebook(text, steps);
  if ('refused' in result) return result;
  const written = [code.id, ...code.aliases];
  const recoding = new Map(written.map((old) => [old, [to]]));
  const label = to === code.id ? `Name ${to} “${name}”` : `Rename ${code.id} to ${to}`;
  return { edits: result.edits, code: to, label, ...(to !== code.id && { recoding }) };
}

/** A code that is on passages only: there the id changes, also to one that the codebook has. */
function renameUnknown({ study, uses }: Ground, code: string, to: string): PlanResult {
  if (uses([code]).passages === 0) return { refused: `There is no code “${code}”.` };
  const known = study.codebook.resolve(to);
  const refused = known ? undefined : refusedId(study, to);
  if (refused !== undefined) return { refused };
  if (to === code) return { refused: `The code is called “${to}” already.` };
  return { edits: [], recoding: new Map([[code, [to]]]), code: to, label: `Rename ${code} to ${to}` };
}
