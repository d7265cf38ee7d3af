import { colorOf } from '../codebook/colors.js';
import { type CaseColumn, columnKey } from '../compare/columns.js';
import { columnLabel, count, figure, listOf } from '../compare/phrases.js';
import { type Table, type TableColumn, tableOf } from '../compare/table.js';
import { choiceOf } from '../counting/choice.js';
import { readFilter, type Filtered } from '../filter/index.js';
import { needBy, needCodes } from '../filter/known.js';
import type { CellFinder, Impossible, Maker, Texts } from '../report/analyse.js';
import { contentsOf, GONE, nameOf, rowsAsked } from '../report/contents.js';
import type { AnalysisSpec } from '../report/spec.js';
import type { SheetRow } from '../report/types.js';
import type { Study } from '../study/types.js';
import { cellsOf, measureOf } from './measures.js';
import { sentenceOf } from './sentence.js';

/** Codes by columns, and how it was asked. */
export interface Crosstab {
  readonly table: Table;
  readonly filtered: Filtered;
}

/** By what was asked of which texts: an export asks for the passages of thousands of figures of one table. */
const latest = new WeakMap<Texts, { study: Study; asked: string; made: Promise<Crosstab | Impossible> }>();

/** What every analysis stands on: the table that a specification asks for. */
export function crosstabOf(study: Study, spec: AnalysisSpec, texts: Texts): Promise<Crosstab | Impossible> {
  const { by, codes, rollup, families, filter } = spec;
  const asked = JSON.stringify([by, codes, rollup, families, filter]);
  const known = latest.get(texts);
  if (known?.study === study && known.asked === asked) return known.made;
  const made = makeCrosstab(study, spec, texts);
  latest.set(texts, { study, asked, made });
  return made;
}

async function makeCrosstab(study: Study, spec: AnalysisSpec, texts: Texts): Promise<Crosstab | Impossible> {
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
        rows: rowsOf(study, table, (row) => cellsOf(study, measure, table, row)),
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
export const cellOfCrosstab: CellFinder = async (study, spec, { row, column: key }, texts) => {
  const made = await crosstabOf(study, spec, texts);
  if ('problem' in made) return made;
  const { table, filtered } = made;
  const stand = columnAsked(table, key);
  if (!stand) return GONE.column;
  const rows = rowsAsked(table, row);
  if (!rows) return GONE.row;
  const { documents, choice } = stand.source ?? {
    documents: table.included.documents,
    choice: choiceOf(study, filtered.selection),
  };
  const code = row === null ? undefined : nameOf(study, row);
  const named = code ?? (stand.label === undefined ? 'All codes' : undefined);
  return contentsOf(table, { documents, choice, rows }, [named, stand.label]);
};

/** The column of a key, with its name; of null, which stands for all, neither. undefined: there is none of that key. */
export function columnAsked(
  { columns, dimensions }: Table,
  key: string | null,
): { readonly source?: CaseColumn; readonly label?: string } | undefined {
  if (key === null) return {};
  const column = columns.find(({ source }) => columnKey(source.values) === key);
  const names = dimensions.map(({ name }) => name);
  return column && { source: column.source, label: columnLabel(column.source.values, names) };
}
