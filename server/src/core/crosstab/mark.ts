import type { Table, TableColumn } from '../compare/table.js';

/** What a figure rests on where that is a single document or voice; undefined where it is more, or nothing. */
export function markOf(table: Table, column: TableColumn, row: number): string | undefined {
  const cell = column.cell(row);
  if (cell.documents === 1) return 'rests on one document';
  // Where the columns are voices every figure rests on one.
  const voices = table.dimensions.some(({ kind }) => kind === 'participant' || kind === 'speaker');
  if (!voices && cell.participants === 1 && !column.hasNobodys(row)) return 'rests on one voice';
  return undefined;
}
