import type { Sheet, SheetCell, SheetRow } from '../../../../server/src/protocol.js';
import type { Sort } from './state.js';

/** A row as it stands in the table. */
export interface ShownRow {
  readonly row: SheetRow;
  readonly depth: number;
  readonly isFamily: boolean;
  readonly isFolded: boolean;
}

interface Node {
  readonly row: SheetRow;
  readonly children: Node[];
}

/** Rows in the order asked for, without those below a folded one. Equal rows keep the order that they had. */
export function shownRows(
  { rows, columns }: Sheet,
  sort: Sort | null,
  flat: boolean,
  folded: readonly string[],
): ShownRow[] {
  const column = columns.findIndex(({ key }) => key === sort?.column);
  const order = (a: SheetRow, b: SheetRow): number => {
    const [x, y] = [a, b].map((row) =>
      sort?.column === null ? row.name : valueOf(row.cells[column], sort?.figure ?? 0),
    );
    return compared(x ?? null, y ?? null, sort?.descending ?? false);
  };
  const isSorted = sort !== null && (sort.column === null || column >= 0);
  if (isSorted && flat) {
    return [...rows].sort(order).map((row) => ({ row, depth: 0, isFamily: false, isFolded: false }));
  }
  const closed = new Set(folded);
  const list = (nodes: readonly Node[]): ShownRow[] => {
    const inOrder = isSorted ? [...nodes].sort((a, b) => order(a.row, b.row)) : nodes;
    return inOrder.flatMap(({ row, children }) => {
      const isFamily = children.length > 0;
      const isFolded = isFamily && closed.has(row.key);
      const shown = { row, depth: row.depth, isFamily, isFolded };
      return isFolded ? [shown] : [shown, ...list(children)];
    });
  };
  return list(treeOf(rows));
}

const valueOf = (cell: SheetCell | undefined, figure: number): number | string | null =>
  cell?.values[figure] ?? null;

/** What is nothing stands last, whichever way is sorted. */
function compared(a: number | string | null, b: number | string | null, descending: boolean): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  const order =
    typeof a === 'number' && typeof b === 'number'
      ? a - b
      : String(a).localeCompare(String(b), undefined, { numeric: true });
  return descending ? -order : order;
}

function treeOf(rows: readonly SheetRow[]): Node[] {
  const roots: Node[] = [];
  const above: Node[] = [];
  for (const row of rows) {
    const node: Node = { row, children: [] };
    above.length = Math.min(above.length, row.depth);
    (above.at(-1)?.children ?? roots).push(node);
    above.push(node);
  }
  return roots;
}
