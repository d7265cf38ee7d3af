import { stringify } from 'yaml';
import type { Plain } from '../codebook/edit/scalars.js';
import type { EditResult } from '../edits/edit.js';
import type { AnalysisSpec, Filter } from '../report/spec.js';
import { type Before, type Change, editYaml } from '../yaml/edit.js';
import { COMPARISON_FIELDS, readComparison } from './read.js';
import { FILTER_FIELDS, SPEC_FIELDS } from './spec.js';

/** The text of a new file for a comparison. */
export function comparisonText(name: string, spec: AnalysisSpec): string {
  const { filter } = spec;
  const fields = SPEC_FIELDS.filter((field) => field !== 'filter' && isStated(spec[field]));
  const ordered = (all: readonly string[]) => COMPARISON_FIELDS.filter((field) => all.includes(field));
  const filters = FILTER_FIELDS.filter((field) => isStated(filter?.[field]));
  const entries = ordered(['name', ...fields, ...(filters.length > 0 ? ['filter'] : [])]).map((field) => [
    field,
    field === 'name' ? name : field === 'filter' ? pick(filter!, filters) : spec[field],
  ]);
  return stringify(Object.fromEntries(entries), { lineWidth: 0, flowCollectionPadding: false });
}

/** Edits that make an existing file say another spec; only what differs is touched. */
export function comparisonEdits(text: string, spec: AnalysisSpec): EditResult {
  return editYaml(text, specChanges(readComparison('', text, '').spec, spec), inOrder);
}

export function specChanges(before: AnalysisSpec, after: AnalysisSpec): Change[] {
  const of = (spec: AnalysisSpec): Map<string, Plain | undefined> =>
    new Map([
      ...SPEC_FIELDS.filter((field) => field !== 'filter').map(
        (field) => [field as string, stated(spec[field])] as const,
      ),
      ...FILTER_FIELDS.map((field) => [`filter ${field}`, stated(spec.filter?.[field])] as const),
    ]);
  const then = of(before);
  return [...of(after)]
    .filter(([path, value]) => JSON.stringify(then.get(path)) !== JSON.stringify(value))
    .map(([path, value]) => ({ path: path.split(' '), value }));
}

/** Fields stand in the order of the documentation. */
const inOrder: Before = (path, key, other) => {
  const order: readonly string[] = path.length === 0 ? COMPARISON_FIELDS : FILTER_FIELDS;
  const [one, two] = [order.indexOf(key), order.indexOf(other)];
  return one >= 0 && two >= 0 && one < two;
};

function stated(value: Plain | undefined): Plain | undefined {
  return isStated(value) ? value : undefined;
}

/** An empty list or text, and false, say what nothing says. */
function isStated(value: unknown): boolean {
  return !(
    value === undefined ||
    value === '' ||
    value === false ||
    (Array.isArray(value) && value.length === 0)
  );
}

function pick(filter: Filter, fields: readonly (keyof Filter)[]): Filter {
  return Object.fromEntries(fields.map((field) => [field, filter[field]]));
}
