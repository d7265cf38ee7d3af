import stringWidth from 'string-width';

/** A cell of an aligned table. A text alone is one at the left. */
export type Cell = string | { readonly text: string; readonly right?: boolean; readonly span?: number };

export function right(text: string): Cell {
  return { text, right: true };
}

/**
 * Lines of an aligned table; wide characters (CJK, emoji) take two places, colour codes none.
 * @param gaps Blanks before each column; the last one holds for all that follow.
 */
export function tableLines(rows: readonly (readonly Cell[])[], gaps: readonly number[] = [0, 2]): string[] {
  const gap = (column: number): number => gaps[column] ?? gaps.at(-1) ?? 0;
  const widths = widthsOf(rows, gap);
  return rows.map((cells) => {
    let line = '';
    let column = 0;
    for (const cell of cells) {
      const { text, right: atRight, span } = whole(cell);
      const room = spread(widths, column, span, gap);
      const pad = ' '.repeat(Math.max(0, room - stringWidth(text)));
      line += ' '.repeat(gap(column)) + (atRight ? pad + text : text + pad);
      column += span;
    }
    return line.trimEnd();
  });
}

function whole(cell: Cell): { text: string; right: boolean; span: number } {
  return typeof cell === 'string'
    ? { text: cell, right: false, span: 1 }
    : { right: false, span: 1, ...cell };
}

type Gap = (column: number) => number;

/** Places of some neighbouring columns together with the gaps between them. */
function spread(widths: readonly number[], from: number, span: number, gap: Gap): number {
  let sum = widths[from] ?? 0;
  for (let column = from + 1; column < from + span; column++) sum += gap(column) + (widths[column] ?? 0);
  return sum;
}

function widthsOf(rows: readonly (readonly Cell[])[], gap: Gap): number[] {
  const widths: number[] = [];
  const spanning: { column: number; span: number; width: number }[] = [];
  for (const cells of rows) {
    let column = 0;
    for (const cell of cells) {
      const { text, span } = whole(cell);
      if (span === 1) widths[column] = Math.max(widths[column] ?? 0, stringWidth(text));
      else spanning.push({ column, span, width: stringWidth(text) });
      column += span;
    }
  }
  for (const { column, span, width } of spanning) {
    const last = column + span - 1;
    const missing = width - spread(widths, column, span, gap);
    if (missing > 0) widths[last] = (widths[last] ?? 0) + missing;
  }
  return widths;
}
