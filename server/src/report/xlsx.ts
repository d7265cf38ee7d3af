import writeXlsxFile, { type Cell, type Row, type Sheet as Page } from 'write-excel-file/node';
import { provenanceLines } from '../core/report/provenance.js';
import type { Figure, Sheet, SheetCell, SheetColumn } from '../core/report/types.js';
import type { FileJob } from './job.js';
import { tintOf } from './tint.js';
import { withoutTimes } from './zip.js';

/** So many characters a cell of Excel holds. */
const MOST = 32_767;
const CUT = ' … (cut: a cell of Excel holds no more)';
const FORMATS: Record<Exclude<Figure['format'], 'text'>, string> = {
  count: '#,##0',
  percent: '0.0%',
  decimal: '#,##0.00',
};

/** A workbook: a sheet for each table, numbers as numbers, and one that says how it was made. */
export async function xlsxFile(job: Pick<FileJob, 'report' | 'provenance' | 'leftOut'>): Promise<Uint8Array> {
  const taken = new Set([ABOUT.toLowerCase()]);
  const tables = job.report.sheets.map((sheet) => tablePage(sheet, sheetName(sheet.title, taken)));
  const file = writeXlsxFile([...tables, aboutPage(job)], { fontFamily: 'Calibri', fontSize: 11 });
  return withoutTimes(await file.toBuffer());
}

/** One column of the workbook. */
interface Leaf {
  readonly name: string;
  readonly value: (cell: SheetCell | undefined) => Cell;
}

function tablePage({ stub, columns, rows }: Sheet, sheet: string): Page<Blob> {
  const leaves = columns.map((column, index) =>
    leavesOf(
      column,
      rows.some(({ cells }) => cells[index]?.mark),
    ),
  );
  const deepest = Math.max(0, ...columns.map(({ lines }) => lines.length));
  const across = (first: Cell, cellOf: (column: SheetColumn) => string): Row => [
    first,
    ...columns.flatMap((column, index) => spanning(cellOf(column), leaves[index]!.length)),
  ];
  const heads: Row[] = [
    ...(columns.some(({ group }) => group !== undefined) ? [across(null, ({ group }) => group ?? '')] : []),
    across(null, ({ name }) => name),
    ...Array.from({ length: deepest }, (_, line) => across(null, ({ lines }) => lines[line] ?? '')),
    [head(stub), ...leaves.flat().map(({ name }) => head(name))],
  ];
  const body = rows.map(({ name, depth, cells }): Row => [
    { ...string(name), indent: depth, ...(depth === 0 && { fontWeight: 'bold' as const }) },
    ...leaves.flatMap((of, index) => of.map(({ value }) => value(cells[index]))),
  ]);
  const longest = Math.max(stub.length, ...rows.map(({ name, depth }) => name.length + 2 * depth));
  return {
    sheet,
    data: [...heads, ...body],
    columns: [
      { width: clamp(longest, 12, 48) },
      ...leaves.flat().map(({ name }) => ({ width: clamp(name.length, 10, 28) })),
    ],
    stickyRowsCount: heads.length,
    stickyColumnsCount: 1,
  };
}

function leavesOf({ figures }: SheetColumn, marked: boolean): Leaf[] {
  return [
    ...figures.flatMap((figure, index): Leaf[] => [
      {
        name: figure.name,
        value: (cell) => value(cell?.values[index] ?? null, figure, index === 0 ? cell?.heat : 0),
      },
      ...(figure.of
        ? [
            {
              name: `of ${figure.name}`,
              value: (cell: SheetCell | undefined) => value(cell?.of?.[index] ?? null, figure),
            },
          ]
        : []),
    ]),
    ...(marked ? [{ name: 'note', value: (cell: SheetCell | undefined) => value(cell?.mark ?? null) }] : []),
  ];
}

function value(of: number | string | null, figure?: Figure, heat = 0): Cell {
  const color = tintOf(heat);
  const tint = color === undefined ? {} : { backgroundColor: `#${color}` };
  if (of === null) return null;
  if (typeof of === 'string') return { ...string(of), wrap: of.length > 40, ...tint };
  if (!Number.isFinite(of)) return string(String(of));
  const format = figure && figure.format !== 'text' ? FORMATS[figure.format] : undefined;
  return { type: Number, value: of, ...(format !== undefined && { format }), ...tint };
}

/** Always a text, whatever it begins with: Excel runs no formula in it. */
function string(text: string): { type: StringConstructor; value: string } {
  return { type: String, value: text.length > MOST ? text.slice(0, MOST - CUT.length) + CUT : text };
}

const head = (text: string): Cell => ({
  ...string(text),
  fontWeight: 'bold',
  wrap: true,
  bottomBorderStyle: 'thin',
});

function spanning(text: string, count: number): Row {
  const first: Cell = { ...string(text), fontWeight: 'bold', ...(count > 1 && { columnSpan: count }) };
  return [text === '' ? null : first, ...Array.from({ length: count - 1 }, () => null)];
}

const ABOUT = 'How this was made';

function aboutPage({
  report,
  provenance,
  leftOut = [],
}: Pick<FileJob, 'report' | 'provenance' | 'leftOut'>): Page<Blob> {
  const { title, sentence, warnings, notes } = report;
  const line = (name: string, text: string): Row => [
    { ...string(name), fontWeight: 'bold', alignVertical: 'top' },
    { ...string(text), wrap: true },
  ];
  return {
    sheet: ABOUT,
    columns: [{ width: 20 }, { width: 100 }],
    data: [
      line('Table', title),
      line('What is counted', sentence),
      ...warnings.map((text) => line('Warning', text)),
      ...notes.map((text) => line('Note', text)),
      ...leftOut.map((text) => line('Left out', text)),
      ...provenanceLines(provenance).map(([name, text]) => line(name, text)),
    ],
  };
}

/** What Excel takes for a sheet's name: at most 31 characters, without some signs, no two alike. */
function sheetName(title: string, taken: Set<string>): string {
  const plain = title.replaceAll(/[[\]/\\:*?\p{Cc}]+/gu, ' ').replaceAll(/^[\s']+|[\s']+$/g, '') || 'Table';
  for (let number = 1; ; number++) {
    const end = number === 1 ? '' : ` (${number})`;
    const name = `${Array.from(plain)
      .slice(0, 60)
      .join('')
      .slice(0, 31 - end.length)
      .trim()}${end}`;
    if (taken.has(name.toLowerCase())) continue;
    taken.add(name.toLowerCase());
    return name;
  }
}

function clamp(length: number, least: number, most: number): number {
  return Math.min(Math.max(length + 2, least), most);
}
