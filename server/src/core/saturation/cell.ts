import { columnLabel } from '../compare/phrases.js';
import type { Choice } from '../counting/choice.js';
import type { CellFinder } from '../report/analyse.js';
import { contentsOf, GONE, rowsAsked } from '../report/contents.js';
import type { Document } from '../study/types.js';
import { inOrder, type SaturationStep } from './index.js';
import { caseKey, prefixOf, saturationFor } from './report.js';

/** One curve: all documents or those of a case, and what is said of each. */
interface Curve {
  readonly steps: readonly SaturationStep[];
  readonly documents: readonly Document[];
  readonly choice: Choice;
  readonly prefix: string;
  readonly key: string | null;
  readonly label?: string;
}

/**
 * The passages of a document: of the codes that are new in it, under “New” and “First seen here”; of all codes so far,
 * with the documents before it, under “So far”; else of any code. A row that is a case opens all of its documents.
 */
export const cellOfSaturation: CellFinder = async (study, spec, { sheet, row, column }, texts) => {
  const made = await saturationFor(study, spec, texts);
  if ('problem' in made) return made;
  const { table, by, choice, result } = made;
  const whole: Curve = {
    steps: result.steps,
    documents: table.included.documents,
    choice,
    prefix: '',
    key: null,
  };
  const cases = result.cases.map(({ value, steps }): Curve => {
    const { source } = table.columns.find((each) => each.source.values[0] === value)!;
    const label = columnLabel([value], [by]);
    return { ...source, steps, prefix: prefixOf(value), key: caseKey(value), label };
  });
  for (const { steps, documents, choice: own, prefix, key, label } of sheet === 0 ? [whole] : cases) {
    const ordered = inOrder(documents);
    if (row === key)
      return contentsOf(table, { documents: ordered, choice: own, rows: rowsAsked(table, null)! }, [
        label ?? 'All documents',
      ]);
    const at = steps.findIndex(({ file }) => row === prefix + file);
    const step = steps[at];
    if (!step) continue;
    const isNew = column === 'new' || column === 'first';
    const rows = isNew
      ? new Set(step.first.map((code) => table.scheme.find(code)!))
      : rowsAsked(table, null)!;
    const some = column === 'cumulative' ? ordered.slice(0, at + 1) : ordered.slice(at, at + 1);
    const what = isNew ? 'codes new here' : column === 'cumulative' ? 'all codes so far' : 'all codes';
    return contentsOf(table, { documents: some, choice: own, rows }, [step.title ?? step.file, what, label]);
  }
  return GONE.line;
};
