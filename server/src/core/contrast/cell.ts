import { columnLabel } from '../compare/phrases.js';
import { choiceOf } from '../counting/choice.js';
import type { CellFinder } from '../report/analyse.js';
import { contentsOf, GONE, nameOf, rowsAsked } from '../report/contents.js';
import { casesOf, restOf } from './index.js';
import { casesAsked, restLabel } from './report.js';

/** The passages of a code in a case, in the rest, or (of a ratio) in both. A sheet is a case. */
export const cellOfContrast: CellFinder = async (study, spec, { sheet, row, column }, texts) => {
  const made = await casesAsked(study, spec, texts);
  if ('problem' in made) return made;
  const { table, filtered } = made;
  const { all, shown } = casesOf(table);
  const own = shown[sheet];
  const rows = rowsAsked(table, row);
  if (!own) return GONE.column;
  if (!rows) return GONE.row;
  const value = own.source.values[0]!;
  const labels = [
    columnLabel([value], [table.dimensions[0]!.name]),
    restLabel(table, shown.length === 1, value),
  ] as const;
  const sides = {
    case: { documents: own.source.documents, label: labels[0] },
    rest: { documents: restOf(own, all), label: labels[1] },
    both: { documents: all, label: labels.join(' and ') },
  };
  const { documents, label } = sides[column === 'case' || column === 'rest' ? column : 'both'];
  const choice = choiceOf(study, filtered.selection);
  return contentsOf(table, { documents, choice, rows }, [
    row === null ? undefined : nameOf(study, row),
    label,
  ]);
};
