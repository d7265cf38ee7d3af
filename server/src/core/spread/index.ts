import { crosstabOf, headOf, rowsOf } from '../crosstab/index.js';
import { markOf } from '../crosstab/mark.js';
import { basis } from '../crosstab/sentence.js';
import { columnLabel, count, figure, listOf } from '../compare/phrases.js';
import { percentText } from '../compare/cells.js';
import type { Table } from '../compare/table.js';
import type { Impossible, Maker, Texts } from '../report/analyse.js';
import type { AnalysisSpec } from '../report/spec.js';
import type { Chart, Figure, Sheet, SheetCell } from '../report/types.js';
import type { Study } from '../study/types.js';
import { type Spread, spreadOf } from './dispersion.js';
import { documentUnits, participantUnits, type UnitsOf } from './units.js';

/** Of each column and row of a table the spread over documents and over participants. */
export interface Spreads {
  readonly table: Table;
  /** In the order of the table's columns. */
  readonly columns: readonly { readonly documents: UnitsOf; readonly participants: UnitsOf }[];
}

export function spreadsOf(table: Table): Spreads {
  const { scheme, rolled } = table;
  return {
    table,
    columns: table.columns.map((column) => ({
      documents: documentUnits(column, scheme, rolled),
      participants: participantUnits(column, scheme, rolled),
    })),
  };
}

/** How each figure of a comparison is distributed over its documents and participants. */
export const spread: Maker = async (study, spec, texts) => {
  const made = await crosstabOf(study, spec, texts);
  if ('problem' in made) return made;
  const { table, filtered } = made;
  const spreads = spreadsOf(table);
  const names = listOf(table.dimensions.map(({ name }) => name));
  const people = table.columns.some(({ participants }) => participants > 0);
  const codes = spec.families
    ? `${figure(table.rows.length)} ${table.rows.length === 1 ? 'family' : 'families'}`
    : count(table.rows.length, 'code');
  const over = people ? 'documents and participants' : 'documents';
  return {
    kind: 'spread',
    title: `Spread of codes by ${names}`,
    sentence: `${[
      `How ${codes} ${table.rows.length === 1 ? 'spreads' : 'spread'} over the ${over} of each ${names}`,
      ...basis(table, filtered.selection),
      ...filtered.words,
    ].join('; ')}.`,
    warnings: [...filtered.warnings, ...table.warnings],
    notes: NOTES,
    sheets: [
      sheetOf(study, spreads, 'documents'),
      ...(people ? [sheetOf(study, spreads, 'participants')] : []),
    ],
    charts: chartOf(study, spreads),
  };
};

export const NOTES: readonly string[] = [
  'Least, middle, most: part of the counted words of each document (or participant) of the column that carries the code, those without it included.',
  'Half in: the fewest documents (or participants) that together hold half of the words under the code.',
  'DP: deviation of proportions, 0 where the code is spread as evenly as the text, near 1 where it stands in one small part of it (Gries 2008, International Journal of Corpus Linguistics 13(4), 403–437); DPnorm divides it by its largest possible value (Lijffijt & Gries 2012, IJCL 17(1), 147–149). From words under the code and counted words.',
  'Most in: the document (or participant) with the largest part of the words under the code.',
];

const FIGURES: readonly Figure[] = [
  { key: 'carrying', name: 'carry it', format: 'count', of: true },
  { key: 'min', name: 'least share', format: 'percent' },
  { key: 'median', name: 'middle share', format: 'percent' },
  { key: 'max', name: 'most share', format: 'percent' },
  { key: 'rate-min', name: 'least per 1,000', format: 'decimal' },
  { key: 'rate-median', name: 'middle per 1,000', format: 'decimal' },
  { key: 'rate-max', name: 'most per 1,000', format: 'decimal' },
  { key: 'half', name: 'half in', format: 'count' },
  { key: 'dp', name: 'DP', format: 'decimal' },
  { key: 'dpnorm', name: 'DPnorm', format: 'decimal' },
  { key: 'most', name: 'most in', format: 'text' },
];

function sheetOf(study: Study, { table, columns }: Spreads, over: 'documents' | 'participants'): Sheet {
  return {
    title: `Over ${over}`,
    stub: 'Code',
    columns: table.columns.map((column) => ({ ...headOf(table, column), figures: FIGURES })),
    rows: rowsOf(study, table, ({ row }) =>
      columns.map((column, at) => {
        const mark = markOf(table, table.columns[at]!, row);
        return { ...cellOf(spreadOf(column[over](row))), ...(mark !== undefined && { mark }) };
      }),
    ),
  };
}

function cellOf(spread: Spread): SheetCell {
  const { share, rate, half, dp, dpNorm, most, carrying, units } = spread;
  const rates = [rate?.min, rate?.median, rate?.max].map((each) => each ?? null);
  const shares = [share?.min, share?.median, share?.max].map((each) => each ?? null);
  const text = mostText(spread);
  const used = carrying > 0;
  const decimal = (value: number | null, places: number): string =>
    value === null || !used ? '–' : value.toFixed(places);
  return {
    values: [carrying, ...shares, ...rates, half, dp, dpNorm, most && text],
    of: [units, ...Array.from({ length: FIGURES.length - 1 }, () => null)],
    texts: [
      units > 0 ? `${figure(carrying)}/${figure(units)}` : '–',
      ...shares.map((value) => (value === null || !used ? '–' : percentText(value))),
      ...rates.map((value) => decimal(value, 1)),
      half === null ? '–' : figure(half),
      decimal(dp, 2),
      decimal(dpNorm, 2),
      text,
    ],
    ...(dpNorm !== null && dpNorm > 0 && { heat: Math.min(1, dpNorm) }),
  };
}

/** `alder/ap1.md (62%)` */
export function mostText({ most }: Spread): string {
  return most ? `${most.name} (${Math.round(most.part * 100)}%)` : '–';
}

/** So many codes can be told apart in a picture. */
const SHOWN = 12;

function chartOf(study: Study, { table, columns }: Spreads): Chart[] {
  const rows = table.rows
    .map((row) => ({ row, spreads: columns.map((column) => spreadOf(column.documents(row.row))) }))
    .filter(({ spreads }) => spreads.some(({ carrying }) => carrying > 0))
    .sort((a, b) => mostOf(b.spreads) - mostOf(a.spreads))
    .slice(0, SHOWN);
  if (rows.length === 0) return [];
  const names = table.dimensions.map(({ name }) => name);
  return [
    {
      kind: 'dots',
      title: 'Share of counted words, document by document',
      alt: 'For each code and column the middle share of its documents, with a line from the least to the most.',
      format: 'percent',
      axis: 'Share of counted words',
      categories: rows.map(({ row: { code } }) => study.codebook.codes.get(code)?.name ?? code),
      series: table.columns.map((column, at) => ({
        name: columnLabel(column.source.values, names),
        values: rows.map(({ spreads }) => spreads[at]!.share?.median ?? null),
        ranges: rows.map(({ spreads }) => {
          const { share } = spreads[at]!;
          return share && ([share.min, share.max] as const);
        }),
      })),
    },
  ];
}

const mostOf = (spreads: readonly Spread[]): number =>
  Math.max(...spreads.map(({ share }) => share?.max ?? 0));

/** The JSON of `qualdown spread --json`. */
export async function spreadJson(
  study: Study,
  spec: AnalysisSpec,
  texts: Texts,
): Promise<object | Impossible> {
  const made = await crosstabOf(study, spec, texts);
  if ('problem' in made) return made;
  const { table, filtered } = made;
  const { columns } = spreadsOf(table);
  return {
    by: table.dimensions.map(({ name }) => name),
    columns: table.columns.map(({ source, cell: _, hasNobodys: __, ...column }) => ({
      values: source.values,
      ...column,
    })),
    rows: table.rows.map(({ row, code, parent, unknown }) => ({
      code,
      parent,
      ...(unknown && { unknown }),
      cells: columns.map(({ documents, participants }) => ({
        documents: spreadOf(documents(row)),
        participants: spreadOf(participants(row)),
      })),
    })),
    warnings: [...filtered.warnings, ...table.warnings],
    omitted: table.included.omitted,
  };
}
