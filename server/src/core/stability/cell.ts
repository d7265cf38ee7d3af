import { columnLabel } from '../compare/phrases.js';
import type { CellFinder } from '../report/analyse.js';
import { contentsOf, GONE, nameOf, rowsAsked } from '../report/contents.js';
import { casesInTime, type Group } from './index.js';
import { crosstabFor } from './report.js';

/**
 * The passages of a code in a case at one time; of a difference, at the two that it is of; of no column, at all. Each
 * case has two sheets: all, and what only the same participants say.
 */
export const cellOfStability: CellFinder = async (study, spec, { sheet, row, column }, texts) => {
  const made = await crosstabFor(study, spec, texts);
  if ('problem' in made) return made;
  const { table, by, over } = made;
  const { times, cases } = casesInTime(table, over);
  const own = cases[Math.floor(sheet / 2)];
  const ends = times.filter((_, index) => index === 0 || index === times.length - 1);
  const at = column === null ? times : column === 'difference' ? ends : [column];
  if (!own || !at.every((time) => times.includes(time))) return GONE.column;
  const rows = rowsAsked(table, row);
  if (!rows) return GONE.row;
  const isSame = sheet % 2 === 1;
  const groups = own.groups[isSame ? 'same' : 'all'].filter((_, index) => at.includes(times[index]!));
  return contentsOf(table, { ...joined(groups), rows }, [
    row === null ? undefined : nameOf(study, row),
    columnLabel([own.value], [by]),
    at.map((time) => (over === 'date' ? time : `${over} ${time}`)).join(' and ') || undefined,
    isSame ? 'the same participants' : undefined,
  ]);
};

/** Groups of one case count alike. A document of several times stands there once. */
function joined(groups: readonly Group[]): Group {
  const documents = [...new Set(groups.flatMap((group) => group.documents))];
  return { documents, choice: groups[0]?.choice ?? {} };
}
