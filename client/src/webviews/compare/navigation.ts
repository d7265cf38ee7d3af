import type { Sheet } from '../../../../server/src/protocol.js';
import type { Layout } from './layout.js';
import { type ShownRow, shownRows } from './rows.js';
import { change, type Place, state } from './state.js';

/** The table as keys go through it: rows as shown, columns, sizes. Index -1 is the head, or the names of rows. */
export interface Grid {
  readonly sheet: Sheet;
  readonly rows: readonly ShownRow[];
  readonly layout: Layout;
  readonly headHeight: number;
  readonly headRows: number;
  readonly hasFamilies: boolean;
  readonly activeRow: number;
  readonly activeColumn: number;
}

/** Whether a cell is the one that Tab reaches. */
export const isActive = (row: string | null, column: string | null): boolean =>
  active.row === row && active.column === column;
/** `state.active`, or the head where its row or column is no longer shown. */
let active: Place = { row: null, column: null };

export function tableGrid(sheet: Sheet, layout: Layout, headHeight: number): Grid {
  const rows = shownRows(sheet, state.sort, state.flat, state.folded);
  const activeRow = rows.findIndex(({ row }) => row.key === state.active.row);
  const activeColumn = sheet.columns.findIndex(({ key }) => key === state.active.column);
  active = { row: rows[activeRow]?.row.key ?? null, column: sheet.columns[activeColumn]?.key ?? null };
  return (drawn = {
    sheet,
    rows,
    layout,
    headHeight,
    headRows: sheet.columns.some(({ group }) => group !== undefined) ? 2 : 1,
    hasFamilies: rows.some(({ isFamily }) => isFamily),
    activeRow,
    activeColumn,
  });
}

let drawn: Grid | null = null;

/** Brings the active cell into view, where the frame has become smaller. */
export function revealActive(frame: HTMLElement): void {
  if (drawn) reveal(frame, drawn, drawn.activeRow, drawn.activeColumn);
}

/** Goes to a cell: it takes the focus once it is drawn, and comes into view. */
export function goTo(grid: Grid, row: number, column: number): void {
  const at = {
    row: Math.max(-1, Math.min(row, grid.rows.length - 1)),
    column: Math.max(-1, Math.min(column, grid.sheet.columns.length - 1)),
  };
  change({
    active: {
      row: grid.rows[at.row]?.row.key ?? null,
      column: grid.sheet.columns[at.column]?.key ?? null,
    },
  });
  queueMicrotask(() => focusAt(grid, at.row, at.column));
}

/** The focus back into the table, at the cell it left. */
export function focusActive(): void {
  document.querySelector<HTMLElement>('.frame [tabindex="0"]')?.focus({ preventScroll: true });
}

function focusAt(grid: Grid, row: number, column: number): void {
  const cell = document.querySelector<HTMLElement>(`.frame [data-row="${row}"][data-column="${column}"]`);
  cell?.focus({ preventScroll: true });
  const frame = document.querySelector<HTMLElement>('.frame');
  if (frame) reveal(frame, grid, row, column);
}

/** Scrolls no further than needed; the head and the names of rows lie over what is below them. */
function reveal(frame: HTMLElement, { layout, headHeight }: Grid, row: number, column: number): void {
  if (row >= 0) {
    const top = row * layout.row;
    const seen = frame.clientHeight - headHeight;
    if (top < frame.scrollTop) frame.scrollTop = top;
    else if (top + layout.row > frame.scrollTop + seen) frame.scrollTop = top + layout.row - seen;
  }
  if (column >= 0) {
    const left = layout.columns.slice(0, column).reduce((sum, width) => sum + width, 0);
    const width = layout.columns[column]!;
    const seen = frame.clientWidth - layout.stub;
    if (left < frame.scrollLeft) frame.scrollLeft = left;
    else if (left + width > frame.scrollLeft + seen) frame.scrollLeft = left + width - seen;
  }
}
