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
function sheetLines(whole: Sheet, width: number, style: Style): string[] {
  if (whole.rows.length === 0) return ['Nothing to show.'];
  const fits = (block: readonly string[]): boolean => block.every((line) => stringWidth(line) <= width);
  const sheet = narrowed(whole, (each) => fits(blockLines(each, 0, 1, width, style)));
  const { columns } = sheet;
  const print = (from: number, to: number): string[] => blockLines(sheet, from, to, width, style);
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
  const marks = whole.rows.flatMap(({ name, cells }) =>
    cells.flatMap(({ mark }, index) =>
      mark === undefined ? [] : [`* ${name}, ${headOf(whole.columns[index]!)}: ${mark}`],
    ),
  );
  return [...lines, ...(marks.length > 0 ? ['', ...marks.flatMap((mark) => wrap(mark, width))] : [])];
}

/**
 * The same sheet, where a column whose figures have no room beside each other is several: as many figures each as fit.
 * @param fits whether a sheet of one column has room
 */
function narrowed(sheet: Sheet, fits: (sheet: Sheet) => boolean): Sheet {
  const parts = sheet.columns.flatMap((_, index) => {
    if (fits(partOf(sheet, [{ index, from: 0, to: Infinity }]))) return [{ index, from: 0, to: Infinity }];
    const { length } = sheet.columns[index]!.figures;
    const cut: Part[] = [];
    for (let from = 0; from < length;) {
      let to = from + 1;
      while (to < length && fits(partOf(sheet, [{ index, from, to: to + 1 }]))) to++;
      cut.push({ index, from, to });
      from = to;
    }
    return cut.length > 0 ? cut : [{ index, from: 0, to: Infinity }];
  });
  return parts.length === sheet.columns.length ? sheet : partOf(sheet, parts);
}

/** Some figures of a column. */
interface Part {
  readonly index: number;
  readonly from: number;
  readonly to: number;
}

/** What goes on says whose it is; what it stands on, and its mark, are told with the first part. */
function partOf({ columns, rows, ...sheet }: Sheet, parts: readonly Part[]): Sheet {
  return {
    ...sheet,
    columns: parts.map(({ index, from, to }) => {
      const column = columns[index]!;
      const figures = column.figures.slice(from, to);
      return from === 0 ? { ...column, figures } : { ...column, lines: [], figures };
    }),
    rows: rows.map((row) => ({
      ...row,
      cells: parts.map(({ index, from, to }) => {
        const { mark, ...cell } = row.cells[index]!;
        const some = { ...cell, values: cell.values.slice(from, to), texts: cell.texts.slice(from, to) };
        return from === 0 && mark !== undefined ? { ...some, mark } : some;
      }),
    })),
  };
}

const headOf = ({ group, name }: SheetColumn): string => (group === undefined ? name : `${group}, ${name}`);

function blockLines(
  { stub, columns: all, rows }: Sheet,
  from: number,
  to: number,
  width: number,
  style: Style,
): string[] {
  const names = Math.max(...rows.map(({ name, depth }) => stringWidth(name) + 2 * depth));
  // Beside the names, so that a list of codes makes its row higher, not the table wider.
  const room = Math.max(12, Math.min(40, width - names - 3));
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
      ...rows.flatMap((row) => rowLines(row, columns, from, room, style)),
    ],
    [0, ...columns.flatMap((column) => Array.from({ length: span(column) }, (_, at) => (at === 0 ? 3 : 2)))],
  );
}

/** A row, with as many lines as its longest text needs. */
function rowLines(
  row: SheetRow,
  columns: readonly SheetColumn[],
  from: number,
  room: number,
  style: Style,
): Cell[][] {
  const texts = row.cells.map((cell, index) =>
    cell.texts.map((text, at) =>
      columns[index - from]?.figures[at]?.format === 'text' && stringWidth(text) > room
        ? wrap(text, room)
        : [text],
    ),
  );
  const height = Math.max(1, ...texts.flat().map(({ length }) => length));
  return Array.from({ length: height }, (_, line) => {
    const cells = row.cells.map((cell, index) => ({
      ...cell,
      texts: texts[index]!.map((lines) => lines[line] ?? ''),
    }));
    if (line === 0) return rowCells({ ...row, cells }, columns, from, style);
    const bare = cells.map(({ mark: _, ...cell }) => cell);
    return rowCells({ ...row, name: '', depth: 0, cells: bare }, columns, from, style);
  });
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
