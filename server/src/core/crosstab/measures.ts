import { cellTexts } from '../compare/cells.js';
import { markOf } from './mark.js';
import { columnLabel, count, figure } from '../compare/phrases.js';
import type { Table, TableCell, TableColumn, TableRow } from '../compare/table.js';
import { amount, NOTHING, part, percent as percentOf, type Amount } from '../report/cells.js';
import { nameOf } from '../report/contents.js';
import type { Measure } from '../report/spec.js';
import type { Chart, Figure, SheetCell } from '../report/types.js';
import type { Study } from '../study/types.js';

interface FigureMaker extends Figure {
  readonly make: (cell: TableCell, column: TableColumn, totals: Totals, row: TableRow) => Amount;
}

/** What percentages are of: segments of rows, of columns (by index), of all. Each the sum of its parts. */
interface Totals {
  readonly rows: ReadonlyMap<number, number>;
  readonly columns: ReadonlyMap<TableColumn, number>;
  readonly all: number;
}

const percent = (value: number, of: number): Amount => ({ ...percentOf(of > 0 ? value / of : null), of });

const FIGURES = {
  documents: {
    key: 'documents',
    name: 'documents',
    format: 'count',
    of: true,
    make: (cell, column) => part(cell.documents, column.documents),
  },
  participants: {
    key: 'participants',
    name: 'participants',
    format: 'count',
    of: true,
    make: (cell, column) => part(cell.participants, column.participants),
  },
  share: {
    key: 'share',
    name: 'share of counted words',
    format: 'percent',
    of: true,
    make: (cell, column) => ({
      value: cell.share,
      of: column.words,
      text: cellTexts({ ...cell }, { ...column, value: null }).share,
    }),
  },
  segments: { key: 'segments', name: 'segments', format: 'count', make: (cell) => amount(cell.segments) },
  words: {
    key: 'words',
    name: 'words',
    format: 'count',
    of: true,
    make: (cell, column) => ({ ...amount(cell.words), of: column.words }),
  },
  rate: {
    key: 'rate',
    name: 'segments per 1,000 counted words',
    format: 'decimal',
    make: (cell) => ({ value: cell.rate, text: cell.rate ? cell.rate.toFixed(1) : NOTHING }),
  },
  'row-percent': {
    key: 'row-percent',
    name: 'per cent of the row’s segments',
    format: 'percent',
    of: true,
    make: (cell, _, totals, row) => percent(cell.segments, totals.rows.get(row.row) ?? 0),
  },
  'column-percent': {
    key: 'column-percent',
    name: 'per cent of the column’s segments',
    format: 'percent',
    of: true,
    make: (cell, column, totals) => percent(cell.segments, totals.columns.get(column) ?? 0),
  },
  'total-percent': {
    key: 'total-percent',
    name: 'per cent of all segments',
    format: 'percent',
    of: true,
    make: (cell, _, totals) => percent(cell.segments, totals.all),
  },
  present: {
    key: 'present',
    name: 'present',
    format: 'text',
    make: (cell, { documents }) => ({
      value: documents > 0 ? Number(cell.documents > 0) : null,
      text: documents === 0 ? NOTHING : cell.documents > 0 ? 'present' : 'absent',
    }),
  },
} as const satisfies Record<string, FigureMaker>;

export interface MeasureMaker {
  readonly key: Measure;
  readonly name: string;
  readonly notes: readonly string[];
  figures(table: Table): Figure[];
  makers(table: Table): readonly FigureMaker[];
  chart(table: Table, study: Study): readonly Chart[];
}

const NOTES: Readonly<Record<Measure, readonly string[]>> = {
  overview: [
    'Documents: those with at least one passage of the code, of the column’s documents. Participants: those to whom a passage of it belongs, of the column’s.',
    'Share: counted words under the code, each once, of the column’s counted words.',
  ],
  documents: ['Documents with at least one passage of the code, of the column’s documents.'],
  participants: ['Participants to whom at least one passage of the code belongs, of the column’s.'],
  segments: ['Segments as docs/counting.md defines them. A segment may be a phrase or a section.'],
  words: ['Counted words in passages of the code, each once, of the column’s counted words.'],
  share: ['Counted words under the code, each once, of the column’s counted words.'],
  rate: [
    'Segments per 1,000 counted words of the column. A segment may be a phrase or a section: read it beside the share.',
  ],
  'row-percent': ['Per cent of the row’s segments: of the sum of its columns.'],
  'column-percent': [
    'Per cent of the column’s segments: of the sum of its codes; a segment with two codes counts for both.',
  ],
  'total-percent': [
    'Per cent of all segments: of the sum of all cells; a segment with two codes counts for both.',
  ],
  present: ['Present: at least one passage in the column’s documents.'],
};

/** Tinted by a figure that is no part of 1: as a part of the table's largest. */
const RELATIVE: readonly Measure[] = [
  'segments',
  'words',
  'share',
  'rate',
  'column-percent',
  'total-percent',
];

export function measureOf(key: Measure = 'overview'): MeasureMaker {
  const makers = (table: Table): readonly FigureMaker[] => {
    if (key !== 'overview') return [FIGURES[key]];
    // Where the columns are voices, how many voices carry a code says nothing.
    const voices = table.dimensions.some(({ kind }) => kind === 'participant' || kind === 'speaker');
    const people = !voices && table.columns.some(({ participants }) => participants > 0);
    return [FIGURES.documents, ...(people ? [FIGURES.participants] : []), FIGURES.share];
  };
  const heat = RELATIVE.includes(key)
    ? 'Tint: the figure as a part of the largest in the table.'
    : key === 'present'
      ? 'Tint: present.'
      : key === 'row-percent'
        ? 'Tint: the per cent itself.'
        : `Tint: ${key === 'participants' ? 'participants' : 'documents'} as a part of the column’s.`;
  return {
    key,
    name: key === 'overview' ? 'Documents and share' : FIGURES[key].name,
    notes: [...NOTES[key], heat],
    figures: (table) => makers(table).map(({ make: _, ...each }) => each),
    makers,
    chart: (table, study) => chartsOf(table, study, makers(table)),
  };
}

/** The cells of a row, tinted. */
export function cellsOf(study: Study, measure: MeasureMaker, table: Table, row: TableRow): SheetCell[] {
  const name = nameOf(study, row.code);
  const totals = totalsOf(table);
  const makers = measure.makers(table);
  const largest = RELATIVE.includes(measure.key) ? largestOf(table, makers[0]!, totals) : undefined;
  return table.columns.map((column) => {
    const cell = column.cell(row.row);
    const values = makers.map(({ make }) => make(cell, column, totals, row));
    const heat = heatOf(values[0]!, makers[0]!, largest);
    const mark = markOf(table, column, row.row);
    return {
      values: values.map(({ value }) => value),
      ...(makers.some((each) => each.of) && { of: values.map(({ of }) => of ?? null) }),
      texts: values.map(({ text }) => text),
      ...(heat !== undefined && heat > 0 && { heat }),
      ...(mark !== undefined && { mark }),
      title: [titleOf(table, name, column, cell), ...(mark === undefined ? [] : [mark])].join('; '),
    };
  });
}

function heatOf({ value, of }: Amount, { format }: Figure, largest?: number): number | undefined {
  if (value === null) return undefined;
  if (largest !== undefined) return largest > 0 ? value / largest : undefined;
  if (format === 'count') return of ? value / of : undefined;
  return value;
}

const totalsMemo = new WeakMap<Table, Totals>();

function totalsOf(table: Table): Totals {
  let totals = totalsMemo.get(table);
  if (totals) return totals;
  const listed = new Set(table.rows.map(({ row }) => row));
  // Of codes rolled up, those above hold those below: only the uppermost are parts.
  const parts = table.rows.filter(
    ({ upwards }) => !table.rolled || !upwards.slice(1).some((above) => listed.has(above)),
  );
  const columns = new Map(
    table.columns.map((column) => [
      column,
      parts.reduce((sum, { row }) => sum + column.cell(row).segments, 0),
    ]),
  );
  totals = {
    rows: new Map(
      table.rows.map(({ row }) => [
        row,
        table.columns.reduce((sum, column) => sum + column.cell(row).segments, 0),
      ]),
    ),
    columns,
    all: [...columns.values()].reduce((sum, each) => sum + each, 0),
  };
  totalsMemo.set(table, totals);
  return totals;
}

const largestMemo = new WeakMap<Table, Map<string, number>>();

function largestOf(table: Table, { key, make }: FigureMaker, totals: Totals): number {
  let byKey = largestMemo.get(table);
  if (!byKey) largestMemo.set(table, (byKey = new Map<string, number>()));
  let largest = byKey.get(key);
  if (largest === undefined) {
    largest = 0;
    for (const row of table.rows)
      for (const column of table.columns)
        largest = Math.max(largest, make(column.cell(row.row), column, totals, row).value ?? 0);
    byKey.set(key, largest);
  }
  return largest;
}

/** `Buffering, Alder: 7 of 8 documents, 4 of 6 participants, 11 segments, 324 of 6,401 counted words`. */
function titleOf({ dimensions }: Table, name: string, column: TableColumn, cell: TableCell): string {
  const where = columnLabel(
    column.source.values,
    dimensions.map(({ name }) => name),
  );
  const people =
    column.participants > 0
      ? `, ${figure(cell.participants)} of ${count(column.participants, 'participant')}`
      : '';
  return `${name}, ${where}: ${figure(cell.documents)} of ${count(column.documents, 'document')}${people}, ${count(cell.segments, 'segment')}, ${figure(cell.words)} of ${figure(column.words)} counted words`;
}

/** Bars for so many codes at most can be told apart. */
const BARS = 12;

/** The codes with the most in any column, as bars side by side. */
function chartsOf(table: Table, study: Study, makers: readonly FigureMaker[]): Chart[] {
  const maker = makers.at(-1)!;
  if (maker.format === 'text' || table.columns.length === 0) return [];
  const totals = totalsOf(table);
  const valueOf = (row: TableRow, column: TableColumn): number | null =>
    maker.make(column.cell(row.row), column, totals, row).value;
  const most = (row: TableRow): number =>
    Math.max(...table.columns.map((column) => valueOf(row, column) ?? 0));
  const shown = new Set(
    table.rows
      .filter((row) => most(row) > 0)
      .sort((a, b) => most(b) - most(a))
      .slice(0, BARS),
  );
  if (shown.size === 0) return [];
  const rows = table.rows.filter((row) => shown.has(row));
  const names = table.dimensions.map(({ name }) => name);
  const axis = maker.name[0]!.toUpperCase() + maker.name.slice(1);
  const more = table.rows.length > rows.length ? `The ${rows.length} codes with the most` : 'Each code';
  return [
    {
      kind: 'bars',
      title: `${axis} by ${names.join(' and ')}`,
      alt: `${more}, a bar for each column: ${maker.name}.`,
      format: maker.format,
      axis,
      categories: rows.map(({ code }) => nameOf(study, code)),
      series: table.columns.map((column) => ({
        name: columnLabel(column.source.values, names),
        values: rows.map((row) => valueOf(row, column)),
      })),
    },
  ];
}
