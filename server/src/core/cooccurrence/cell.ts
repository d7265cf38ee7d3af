import { listOf } from '../compare/phrases.js';
import { choiceOf } from '../counting/choice.js';
import type { Table } from '../compare/table.js';
import type { CellFinder } from '../report/analyse.js';
import { contentsOf, GONE, nameOf, rowsAsked } from '../report/contents.js';
import type { Document } from '../study/types.js';
import { togetherIn } from './index.js';
import { crosstabFor } from './report.js';

const PLACE = {
  overlap: 'overlapping',
  turn: 'in the same turn',
  paragraph: 'in the same paragraph',
  document: 'in the same document',
} as const;

/**
 * The passages of two codes that stand together, both codes' alike; on the diagonal, and under n of one code, all of
 * that code's. The first sheet has codes as rows and columns, the second pairs as rows.
 */
export const cellOfCooccurrence: CellFinder = async (study, spec, { sheet, row, column }, texts) => {
  const made = await crosstabFor(study, spec, texts);
  if ('problem' in made) return made;
  const { table, filtered } = made;
  const asked = sheet === 0 ? [row, column] : sidesOf(table, row, column);
  if (!asked) return GONE.line;
  const codes = [...new Set(asked.filter((each) => each !== null))];
  const choice = choiceOf(study, filtered.selection);
  const { documents } = table.included;
  const [first = null, other] = codes;
  const some = rowsAsked(table, first);
  const more = rowsAsked(table, other ?? first);
  if (!some || !more) return GONE.row;
  const names = codes.length > 0 ? listOf(codes.map((code) => nameOf(study, code))) : 'All codes';
  const rows = new Set([...some, ...more]);
  if (other === undefined) return contentsOf(table, { documents, choice, rows }, [names]);
  const within = spec.within ?? 'overlap';
  const pair: Table = { ...table, rows: table.rows.filter(({ row: each }) => rows.has(each)) };
  const together = new Map<Document, Uint8Array>();
  for (const document of documents) {
    const found = await togetherIn(document, pair, choice, within, texts);
    if (found) together.set(document, found);
  }
  const only = (document: Document, segment: number): boolean => together.get(document)?.[segment] === 1;
  return contentsOf(table, { documents, choice, rows, only, bothCoders: true }, [names, PLACE[within]]);
};

/** The codes that a figure of a pair is of. */
function sidesOf({ rows }: Table, key: string | null, column: string | null): (string | null)[] | undefined {
  if (key === null) return [null];
  const codes = key.split(' ');
  if (codes.length !== 2 || !codes.every((code) => rows.some((each) => each.code === code))) return undefined;
  return column === 'n1' ? codes.slice(0, 1) : column === 'n2' ? codes.slice(1) : codes;
}
