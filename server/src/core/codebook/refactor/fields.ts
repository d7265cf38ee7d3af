import type { Study } from '../../study/types.js';
import { editCodebook, type Step } from '../edit/index.js';
import { STATUSES } from '../read.js';
import type { Code } from '../types.js';
import type { Ground, Operation, PlanResult } from './types.js';

const TEXTS = ['name', 'brief', 'definition', 'use_when', 'not_when'];
const FIELDS = [...TEXTS, 'color', 'codable', 'status', 'replaced_by', 'counterpart'];

/** Writes one field of a code, or takes it out. */
export function setField(
  { study, text }: Ground,
  operation: Extract<Operation, { kind: 'setField' }>,
): PlanResult {
  const code = study.codebook.resolve(operation.code);
  if (!code) return { refused: `“${operation.code}” is not in the codebook.` };
  const { field } = operation;
  const value = typeof operation.value === 'string' ? operation.value.trim() : operation.value;
  const refused = refusedValue(study, code, field, value);
  if (refused !== undefined) return { refused };
  const empty = value === null || value === '';
  const result = editCodebook(text, [{ do: 'set', code: code.id, field, value: empty ? null : value }]);
  return 'refused' in result
    ? result
    : { edits: result.edits, code: code.id, label: labelOf(code.id, field, value) };
}

function labelOf(id: string, field: string, value: string | boolean | null): string {
  if (field === 'color') return `Colour of ${id}`;
  if (field === 'name' && typeof value === 'string') return `Name ${id} “${value}”`;
  return `Change “${field}” of ${id}`;
}

function refusedValue(
  study: Study,
  code: Code,
  field: string,
  value: string | boolean | null,
): string | undefined {
  if (!FIELDS.includes(field))
    return `“${field}” is no field that can be written here. Open the codebook to change it.`;
  if (value === null || value === '') return undefined;
  if (field === 'codable')
    return typeof value === 'boolean' ? undefined : '“codable” is either true or false.';
  if (typeof value !== 'string') return `“${field}” takes a text.`;
  if (field === 'color' && !/^#(?:[0-9a-f]{3}|[0-9a-f]{6})$/i.test(value)) {
    return `“${value}” is no colour here. Write it as #b5651d: a hash sign and six digits from 0 to f.`;
  }
  if (field === 'status' && !(STATUSES as readonly string[]).includes(value)) {
    return `“status” is one of: ${STATUSES.join(', ')}.`;
  }
  if (field === 'replaced_by') return refusedSuccessor(study, code, value);
  if (field !== 'counterpart') return undefined;
  const other = study.codebook.resolve(value);
  if (!other) return `“${value}” is not in the codebook.`;
  return other === code ? `“${code.id}” cannot be its own counterpart.` : undefined;
}

/** A code that takes another's place must be there, and must not be replaced by that one itself. */
export function refusedSuccessor({ codebook }: Study, code: Code, replacedBy: string): string | undefined {
  const seen = new Set<Code>();
  for (let at = codebook.resolve(replacedBy); ; at = codebook.resolve(at.replacedBy)) {
    if (!at) return `“${replacedBy}” is not in the codebook.`;
    if (at === code)
      return `“${code.id}” cannot be replaced by “${replacedBy}”: that leads back to “${code.id}”.`;
    if (at.replacedBy === undefined || seen.has(at)) return undefined;
    seen.add(at);
  }
}

/** The code stays on its passages and counts; coders are told to use another. */
export function retire(
  { study, text }: Ground,
  operation: Extract<Operation, { kind: 'retire' }>,
): PlanResult {
  const code = study.codebook.resolve(operation.code);
  if (!code) return { refused: `“${operation.code}” is not in the codebook.` };
  const { replacedBy } = operation;
  const refused = replacedBy === null ? undefined : refusedSuccessor(study, code, replacedBy);
  if (refused !== undefined) return { refused };
  const successor = replacedBy === null ? null : study.codebook.resolve(replacedBy)!.id;
  const steps: Step[] = [
    { do: 'set', code: code.id, field: 'status', value: 'retired' },
    { do: 'set', code: code.id, field: 'replaced_by', value: successor },
  ];
  const result = editCodebook(text, steps);
  return 'refused' in result ? result : { edits: result.edits, code: code.id, label: `Retire ${code.id}` };
}
