import type { Sheet, SheetColumn } from '../../../../server/src/protocol.js';

/** Sizes in pixels, the same for every row and cell of a sheet, so that what is not drawn takes up the right room. */
export interface Layout {
  readonly row: number;
  readonly stub: number;
  readonly columns: readonly number[];
}

const averageLetter = 0.56;
/** Lines of a cell that holds text. */
const textLines = 4;

/** `font`: the size of letters; `room`: the width there is. */
export function layoutOf(sheet: Sheet, font: number, room: number): Layout {
  const lines = Math.max(1, ...sheet.columns.map(linesOf));
  const longest = Math.max(6, ...sheet.rows.map(({ name, depth }) => name.length + 2 * depth + 4));
  const stub = clamp(longest * averageLetter * font + 34, 130, Math.min(300, room * 0.42));
  return {
    row: Math.round(lines * font * 1.4 + 11),
    stub,
    columns: sheet.columns.map((column, index) => widthOf(sheet, column, index, font)),
  };
}

export const isText = ({ figures }: SheetColumn): boolean =>
  figures.length === 1 && figures[0]!.format === 'text';

const linesOf = (column: SheetColumn): number =>
  isText(column) ? textLines : Math.ceil(column.figures.length / 2);

function widthOf(sheet: Sheet, column: SheetColumn, index: number, font: number): number {
  if (isText(column) && sheet.rows.some(({ cells }) => (cells[index]?.texts[0]?.length ?? 0) > 30))
    return 17 * font;
  // Two figures stand beside each other.
  const longest = [0, 0];
  for (const { cells } of sheet.rows) {
    cells[index]?.texts.forEach((text, at) => (longest[at % 2] = Math.max(longest[at % 2]!, text.length)));
  }
  const figures = longest[0]! + longest[1]! + 4;
  // The names of figures wrap between words, and are written smaller.
  const legend = alike(sheet) ? 0 : (longestWord(column, 0) + longestWord(column, 1)) * 0.9 + 2;
  const head = Math.max(...column.lines.map(({ length }) => length), Math.min(column.name.length, 18)) * 0.95;
  return Math.round(clamp(Math.max(figures, head, legend) * averageLetter * font + 30, 90, 320));
}

/** Whether all columns have the same figures: then their names stand once, over the names of rows. */
export const alike = ({ columns }: Sheet): boolean =>
  new Set(columns.map(({ figures }) => JSON.stringify(figures))).size <= 1;

/** Letters of the longest word in the names of every second figure. */
const longestWord = ({ figures }: SheetColumn, from: number): number =>
  Math.max(
    0,
    ...figures
      .filter((_, at) => at % 2 === from)
      .flatMap(({ name }) => name.split(' '))
      .map(({ length }) => length),
  );

const clamp = (n: number, low: number, high: number): number => Math.max(low, Math.min(n, high));
