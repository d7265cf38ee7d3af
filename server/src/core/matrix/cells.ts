import { crosstabOf, rowsOf } from '../crosstab/index.js';
import { columnLabel, valueLabel } from '../compare/phrases.js';
import type { Table } from '../compare/table.js';
import { type Choice, choiceOf } from '../counting/choice.js';
import { standing } from '../counting/standing.js';
import type { Filtered } from '../filter/index.js';
import type { Impossible, Texts } from '../report/analyse.js';
import type { AnalysisSpec } from '../report/spec.js';
import type { SheetRow } from '../report/types.js';
import { listSegments, type SegmentEntry } from '../segments/list.js';
import type { Document, Study } from '../study/types.js';
import { caseAttribute, NO_VALUE } from './rows.js';

/** One row: a case, a document or a participant. */
export interface MatrixRow {
  /** What names it in files and requests. */
  readonly key: string;
  readonly name: string;
  readonly documents: readonly Document[];
  /** How many more of its documents are not coded yet. */
  readonly none: number;
  readonly choice: Choice;
}

/** Cases, documents or participants by codes; which passages stand in a cell is found when asked. */
export interface MatrixTable {
  readonly table: Table;
  readonly filtered: Filtered;
  readonly rows: readonly MatrixRow[];
  /** The codes, as rows of a crosstab have them. */
  readonly codes: readonly SheetRow[];
  /** Segments of a cell by document: 1 at the index of each. Documents without any are absent. */
  cell(row: MatrixRow, code: string): Map<Document, Uint8Array>;
}

/** The matrix that a specification asks for. The same documents and codings count as in a crosstab. */
export async function matrixOf(
  study: Study,
  spec: AnalysisSpec,
  texts: Texts,
): Promise<MatrixTable | Impossible> {
  const { unit = 'case' } = spec;
  const by = [unit === 'participant' ? 'participant' : caseAttribute(study, spec)];
  const made = await crosstabOf(study, { ...spec, by }, texts);
  if ('problem' in made) return made;
  const { table, filtered } = made;
  const rows = unit === 'document' ? documentRows(study, made) : columnRows(table, by[0]!);
  const parts = new Map<Document, Map<Choice, ReadonlyMap<number, readonly number[]>>>();
  const index = new Map(table.rows.map(({ code, row }) => [code, row]));
  return {
    table,
    filtered,
    rows,
    codes: rowsOf(study, table, () => []),
    cell({ documents, choice }, code) {
      const found = new Map<Document, Uint8Array>();
      const wanted = index.get(code);
      if (wanted === undefined) return found;
      for (const document of documents) {
        const byChoice = parts.get(document) ?? new Map<Choice, ReadonlyMap<number, readonly number[]>>();
        parts.set(document, byChoice);
        let segments = byChoice.get(choice);
        if (!segments) byChoice.set(choice, (segments = segmentsByRow(table, document, choice)));
        const some = segments.get(wanted);
        if (!some) continue;
        const marked = new Uint8Array(document.scan.markCount);
        for (const segment of some) marked[segment] = 1;
        found.set(document, marked);
      }
      return found;
    },
  };
}

function documentRows(
  study: Study,
  { table, filtered }: { readonly table: Table; readonly filtered: Filtered },
): MatrixRow[] {
  const choice = choiceOf(study, filtered.selection);
  const { documents, none } = table.included;
  return [...documents, ...none]
    .map((document) => {
      const coded = document.coding !== 'none';
      return {
        key: document.file,
        name: document.file,
        documents: coded ? [document] : [],
        none: coded ? 0 : 1,
        choice,
      };
    })
    .sort((a, b) => (a.key < b.key ? -1 : 1));
}

function columnRows({ columns }: Table, by: string): MatrixRow[] {
  return columns.map(({ source, none }) => {
    const [value = null] = source.values;
    return {
      key: value === null ? NO_VALUE : String(value),
      name: value === null ? valueLabel(value, by) : columnLabel([value], [by]),
      documents: source.documents,
      none,
      choice: source.choice,
    };
  });
}

/** The segments that count for each row of a table, rolled up where the table is. */
function segmentsByRow({ scheme, rolled }: Table, document: Document, choice: Choice): Map<number, number[]> {
  const { segments } = standing(document, scheme, choice);
  const byRow = new Map<number, number[]>();
  for (let at = 0; at < segments.length; at++) {
    const row = segments.row[at]!;
    for (const each of rolled ? scheme.rows[row]!.upwards : [row]) {
      const list = byRow.get(each);
      if (list) list.push(segments.with[at]!);
      else byRow.set(each, [segments.with[at]!]);
    }
  }
  return byRow;
}

/** The passages of a cell with their words, at most so many; undefined where a document has changed meanwhile. */
export async function passagesIn(
  study: Study,
  cell: ReadonlyMap<Document, Uint8Array>,
  texts: Texts,
  most = Infinity,
): Promise<SegmentEntry[] | undefined> {
  const passages: SegmentEntry[] = [];
  for (const [document, found] of cell) {
    if (passages.length >= most) break;
    const text = await texts.of(document);
    if (text === undefined) return undefined;
    passages.push(...listSegments(study, document, text, { found }));
  }
  return passages.slice(0, most);
}

export function countIn(cell: ReadonlyMap<Document, Uint8Array>): number {
  return [...cell.values()].reduce((sum, found) => sum + found.reduce((all, is) => all + is, 0), 0);
}
