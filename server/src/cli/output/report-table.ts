import stringWidth from 'string-width';
import type { Report, Sheet, SheetColumn, SheetRow } from '../../core/report/types.js';
import type { Io } from '../io.js';
import { warningLines, widthOf, wrap } from './lines.js';
import { styleFor, type Style } from './style.js';
import { type Cell, right, tableLines } from './table.js';

/** A report for a terminal: what is counted, what to know first, the tables, what the figures are. */
export function reportTable(io: Io, report: Report): string {
  const style = styleFor(io.stdout, io);
  const width = widthOf(io);
  const { title, sentence, warnings, notes, sheets } = report;
  const lines = [
    style.bold(title),
    ...wrap(sentence, width),
    '',
    ...warningLines(warnings, width, style),
    ...sheets.flatMap((sheet) => [
      ...(sheets.length > 1 ? [style.bold(sheet.title), ''] : []),
      ...sheetLines(sheet, width, style),
      '',
    ]),
    ...notes.flatMap((note) => wrap(note, width).map(style.dim)),
  ];
  while (lines.at(-1) === '') lines.pop();
  return `${lines.join('\n')}\n`;
}

/** As many columns beside each other as there is room for; the others below. */
function sheetLines(sheet: Sheet, width: number, style: Style): string[] {
  const { columns, rows } = sheet;
  if (rows.length === 0) return ['Nothing to show.'];
  const print = (from: number, to: number): string[] => blockLines(sheet, from, to, style);
  const fits = (block: readonly string[]): boolean => block.every((line) => stringWidth(line) <= width);
  const lines: string[] = [];
  for (let from = 0; from < columns.length;) {
    let to = from + 1;
    let block = print(from, to);
    for (; to < columns.length; to++) {
      const wider = print(from, to + 1);
      if (!fits(wider)) break;
      block = wider;
    }
    if (lines.length > 0) lines.push('');
    lines.push(...block);
    from = to;
  }
  const marks = rows.flatMap(({ name, cells }) =>
    cells.flatMap(({ mark }, index) =>
      mark === undefined ? [] : [`* ${name}, ${headOf(columns[index]!)}: ${mark}`],
    ),
  );
  return [...lines, ...(marks.length > 0 ? ['', ...marks.flatMap((mark) => wrap(mark, width))] : [])];
}

const headOf = ({ group, name }: SheetColumn): string => (group === undefined ? name : `${group}, ${name}`);

function blockLines({ stub, columns: all, rows }: Sheet, from: number, to: number, style: Style): string[] {
  const columns = all.slice(from, to);
  const span = ({ figures }: SheetColumn): number => Math.max(figures.length, 1);
  const across = (text: (column: SheetColumn) => string): Cell[] => [
    '',
    ...columns.map((column) => ({ text: text(column), span: span(column) })),
  ];
  const deepest = Math.max(0, ...columns.map(({ lines }) => lines.length));
  // Columns of one figure each that is called as the column is need but one head.
  const plain =
    deepest === 0 && columns.every(({ name, figures }) => figures[0]?.name === name && !figures[1]);
  const heads = (style: (text: string) => string): Cell[] =>
    columns.flatMap(({ figures }) =>
      figures.map(({ name, format }) => atSide(style(name), format === 'text')),
    );
  return tableLines(
    [
      ...(columns.some(({ group }) => group !== undefined) ? [across(({ group }) => group ?? '')] : []),
      ...(plain
        ? [[style.dim(stub), ...heads(style.bold)]]
        : [
            across(({ name }) => style.bold(name)),
            ...Array.from({ length: deepest }, (_, index) => across(({ lines }) => lines[index] ?? '')),
            [style.dim(stub), ...heads(style.dim)],
          ]),
      ...rows.map((row) => rowCells(row, columns, from, style)),
    ],
    [0, ...columns.flatMap((column) => Array.from({ length: span(column) }, (_, at) => (at === 0 ? 3 : 2)))],
  );
}

function rowCells(
  { name, depth, cells }: SheetRow,
  columns: readonly SheetColumn[],
  from: number,
  style: Style,
): Cell[] {
  const label = '  '.repeat(depth) + name;
  return [
    depth === 0 ? style.bold(label) : label,
    ...columns.flatMap(({ figures }, index) => {
      const cell = cells[from + index];
      const empty = cell?.values.every((value) => value === null || value === 0) ?? true;
      return figures.map(({ format }, at) => {
        const text = (cell?.texts[at] ?? '') + (at === 0 && cell?.mark !== undefined ? '*' : '');
        return atSide(empty ? style.dim(text) : text, format === 'text');
      });
    }),
  ];
}

function atSide(text: string, left: boolean): Cell {
  return left ? text : right(text);
}
