import type { Cell, Column, ComparisonRow } from '../compare.js';

/** The figures of a cell as people read them, each with what it is of; a dash where there is nothing to count. */
export interface CellTexts {
  /** `3/8`: documents that carry the code, of the column's. */
  readonly documents: string;
  /** `2/4` */
  readonly participants: string;
  /** `4.1%` of the counted words. */
  readonly share: string;
  /** `1.2` segments per 1,000 counted words. */
  readonly rate: string;
}

const NOTHING = '–';

export function cellTexts(cell: Cell, column: Column): CellTexts {
  const used = cell.documents > 0;
  return {
    documents: column.documents > 0 ? `${cell.documents}/${column.documents}` : NOTHING,
    participants: column.participants > 0 ? `${cell.participants}/${column.participants}` : NOTHING,
    share: used && cell.share !== null ? percentText(cell.share) : NOTHING,
    rate: used && cell.rate !== null ? cell.rate.toFixed(1) : NOTHING,
  };
}

/** Of something that is there, never `0.0%`. */
export function percentText(share: number): string {
  return share > 0 && share < 0.0005 ? '<0.1%' : `${(share * 100).toFixed(1)}%`;
}

/** How deep each row stands below the rows of the table, roots 0. */
export function depthsOf(rows: readonly Pick<ComparisonRow, 'code' | 'parent'>[]): number[] {
  const depths = new Map<string, number>();
  return rows.map(({ code, parent }) => {
    const above = parent === null ? undefined : depths.get(parent);
    const depth = above === undefined ? 0 : above + 1;
    depths.set(code, depth);
    return depth;
  });
}
