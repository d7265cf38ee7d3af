import { count, listOf } from '../compare/phrases.js';
import { choiceOf } from '../counting/choice.js';
import type { Table } from '../compare/table.js';
import type { CellContents, CellFinder } from '../report/analyse.js';
import { contentsOf, GONE, nameOf, ones, rowsAsked } from '../report/contents.js';
import type { Document } from '../study/types.js';
import { type Cooccurrence, cooccurrenceOf, togetherIn } from './index.js';
import { crosstabFor, UNITS } from './report.js';

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
  const contents = contentsOf(table, { documents, choice, rows, only, bothCoders: true }, [
    names,
    PLACE[within],
  ]);
  return { ...contents, sentence: sentenceOf(contents, await cooccurrenceOf(pair, choice, within, texts)) };
};

/** The figure as the table has it: not the words of the passages, which may be more than what both share. */
function sentenceOf({ documents, passages }: CellContents, result: Cooccurrence): string {
  const both = result.codes.length === 2 ? result.at(0, 1).n12 : 0;
  const total = [...passages.values()].reduce((sum, found) => sum + ones(found), 0);
  const unit = UNITS[result.within].slice(0, -1);
  return `${count(both, unit)} of both; ${passages.size} of ${count(documents.length, 'document')}, ${count(total, 'passage')}`;
}

/** The codes that a figure of a pair is of. */
function sidesOf({ rows }: Table, key: string | null, column: string | null): (string | null)[] | undefined {
  if (key === null) return [null];
  const codes = key.split(' ');
  if (codes.length !== 2 || !codes.every((code) => rows.some((each) => each.code === code))) return undefined;
  return column === 'n1' ? codes.slice(0, 1) : column === 'n2' ? codes.slice(1) : codes;
}
