import { colorOf } from '../codebook/colors.js';
import { columnKey } from '../compare/columns.js';
import { columnLabel, count, figure, listOf } from '../compare/phrases.js';
import { type Table, type TableColumn, tableOf } from '../compare/table.js';
import { choiceOf } from '../counting/choice.js';
import { peopleOf } from '../counting/people.js';
import { standing } from '../counting/standing.js';
import { participantsAmong } from '../counting/voices.js';
import { readFilter, type Filtered } from '../filter/index.js';
import { needBy, needCodes } from '../filter/known.js';
import type { CellContents, CellFinder, CellKey, Impossible, Maker, Texts } from '../report/analyse.js';
import type { AnalysisSpec } from '../report/spec.js';
import type { SheetRow } from '../report/types.js';
import type { Document, Study } from '../study/types.js';
import { cellsOf, measureOf } from './measures.js';
import { sentenceOf } from './sentence.js';

/** Codes by columns, and how it was asked. */
export interface Crosstab {
  readonly table: Table;
  readonly filtered: Filtered;
}

/** What crosstab and spread stand on: the table that a specification asks for. */
export async function crosstabOf(
  study: Study,
  spec: AnalysisSpec,
  texts: Texts,
): Promise<Crosstab | Impossible> {
  const by = spec.by?.length ? spec.by : [study.config.compareBy];
  const problem = needBy(study, by) ?? needCodes(study, spec.codes ?? []);
  if (problem !== undefined) return { problem };
  const filtered = await readFilter(study, spec.filter ?? {}, texts);
  if ('problem' in filtered) return filtered;
  const { codes, rollup = false, families = false } = spec;
  const table = tableOf(study, {
    ...filtered.selection,
    by,
    ...(codes?.length && { codes }),
    rollup,
    families,
    history: texts.history,
  });
  return { table, filtered };
}

/** Codes × values of attributes, participants, speakers or coders, with every figure's denominator. */
export const crosstab: Maker = async (study, spec, texts) => {
  const made = await crosstabOf(study, spec, texts);
  if ('problem' in made) return made;
  const { table, filtered } = made;
  const measure = measureOf(spec.measure);
  const names = table.dimensions.map(({ name }) => name);
  return {
    kind: 'crosstab',
    title: `${spec.families ? 'Families of codes' : 'Codes'} by ${listOf(names)}`,
    sentence: sentenceOf(table, filtered, spec),
    warnings: [...filtered.warnings, ...table.warnings],
    notes: measure.notes,
    sheets: [
      {
        title: measure.name,
        stub: 'Code',
        columns: table.columns.map((column) => ({
          ...headOf(table, column),
          figures: measure.figures(table),
        })),
        rows: rowsOf(study, table, (row) => cellsOf(measure, table, row)),
      },
    ],
    charts: measure.chart(table, study),
  };
};

/** Key, names and denominators of a column. */
export function headOf({ dimensions }: Table, column: TableColumn) {
  const { values } = column.source;
  const names = dimensions.map(({ name }) => name);
  const last = values.length - 1;
  return {
    key: columnKey(values),
    name: columnLabel(values.slice(last), names.slice(last)),
    ...(last > 0 && { group: columnLabel(values.slice(0, last), names) }),
    lines: [
      count(column.documents, 'document'),
      ...(column.participants > 0 ? [count(column.participants, 'participant')] : []),
      `${figure(column.words)} counted ${column.words === 1 ? 'word' : 'words'}`,
      ...(column.partial > 0 ? [`${column.partial} only in part`] : []),
      ...(column.none > 0 ? [`${column.none} not coded`] : []),
    ],
  };
}

/** The codes of a table as rows of a report, indented below those above them that it lists. */
export function rowsOf(
  study: Study,
  { rows, scheme }: Table,
  cells: (row: Table['rows'][number]) => SheetRow['cells'],
): SheetRow[] {
  const listed = new Set(rows.map(({ row }) => row));
  return rows.map((row) => {
    const code = study.codebook.codes.get(row.code);
    const above = scheme.rows[row.row]!.upwards.slice(1).filter((each) => listed.has(each));
    return {
      key: row.code,
      name: row.unknown ? `${row.code} (not in the codebook)` : (code?.name ?? row.code),
      depth: above.length,
      color: colorOf(study.codebook, row.code),
      ...(code?.brief !== undefined && { brief: code.brief }),
      cells: cells(row),
    };
  });
}

/** The passages behind a figure: those that the counting rules leave standing for its code, or for any. */
export const cellOfCrosstab: CellFinder = async (study, spec, cell, texts) => {
  const made = await crosstabOf(study, spec, texts);
  return 'problem' in made
    ? made
    : contentsOf(study, made.table, cell, choiceOf(study, made.filtered.selection));
};

function contentsOf(
  study: Study,
  table: Table,
  { row: code, column: key }: CellKey,
  anything: ReturnType<typeof choiceOf>,
): CellContents | Impossible {
  const { scheme, rolled, dimensions, included } = table;
  const column =
    key === null ? undefined : table.columns.find(({ source }) => columnKey(source.values) === key);
  const row = code === null ? undefined : table.rows.find((each) => each.code === code);
  if (key !== null && !column) return { problem: 'The table no longer has this column.' };
  if (code !== null && !row) return { problem: 'The table no longer has this code.' };
  const documents = column?.source.documents ?? included.documents;
  const choice = column?.source.choice ?? anything;
  const rows = new Set(table.rows.map((each) => each.row));
  const asks = (each: number): boolean => {
    const above = rolled ? scheme.rows[each]!.upwards : [each];
    return row ? above.includes(row.row) : above.some((one) => rows.has(one));
  };
  const passages = new Map<Document, Uint8Array>();
  for (const document of documents) {
    const { segments } = standing(document, scheme, choice);
    const found = new Uint8Array(document.scan.markCount);
    for (let at = 0; at < segments.length; at++) if (asks(segments.row[at]!)) found[segments.with[at]!] = 1;
    if (found.includes(1)) passages.set(document, found);
  }
  const people = new Set(documents.flatMap((each) => participantsAmong(each, choice.voices)));
  const carrying = carriers(table, documents, choice, asks);
  const name = row && (study.codebook.codes.get(row.code)?.name ?? row.code);
  const where =
    column &&
    columnLabel(
      column.source.values,
      dimensions.map((each) => each.name),
    );
  const total = [...passages.values()].reduce(
    (sum, found) => sum + found.reduce((all, is) => all + is, 0),
    0,
  );
  const words =
    row && column ? `, ${figure(column.cell(row.row).words)} of ${figure(column.words)} counted words` : '';
  return {
    title: [name, where].filter((part) => part !== undefined).join(' · ') || 'All codes',
    sentence: `${passages.size} of ${count(documents.length, 'document')}, ${count(total, 'passage')}${words}`,
    documents,
    passages,
    withoutParticipants: [...people].filter((each) => !carrying.has(each)).sort(),
  };
}

function carriers(
  { scheme }: Table,
  documents: readonly Document[],
  choice: ReturnType<typeof choiceOf>,
  asks: (row: number) => boolean,
): ReadonlySet<string> {
  const carrying = new Set<string>();
  for (const document of documents) {
    for (const [row, people] of peopleOf(document, scheme, choice).own)
      if (asks(row)) for (const person of people) carrying.add(person);
  }
  return carrying;
}
