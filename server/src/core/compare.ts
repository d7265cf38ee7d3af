import type { Scalar } from './attributes/values.js';
import { columnText } from './compare/columns.js';
import { type TableCell, type TableColumn, type TableOptions, tableOf } from './compare/table.js';
import type { Omitted } from './counting/include.js';
import type { Study } from './study/types.js';

export interface CompareOptions extends Omit<TableOptions, 'by'> {
  /** As `TableOptions` has it; one name may stand alone. */
  readonly by?: string | readonly string[];
}

/** The comparison of cases: the JSON of `qualdown compare --json`. */
export interface Comparison {
  readonly by: string;
  readonly columns: readonly Column[];
  /** In the order of the codebook, then codes used without being in it, by id. */
  readonly rows: readonly ComparisonRow[];
  /** What to know before trusting the figures, in the researcher's words. */
  readonly warnings: readonly string[];
  readonly omitted: readonly Omitted[];
}

export interface Column extends Omit<TableColumn, 'source' | 'cell' | 'hasNobodys'> {
  /** null: the documents without the attribute. Of a pair: both as one text. */
  readonly value: Scalar | null;
  /** Present where the columns are pairs. */
  readonly values?: readonly (Scalar | null)[];
}

export interface ComparisonRow {
  readonly code: string;
  readonly parent: string | null;
  /** Present where the code is used, but not in the codebook. */
  readonly unknown?: true;
  /** One for each column. */
  readonly cells: readonly Cell[];
}

export type Cell = TableCell;

export function compare(study: Study, options: CompareOptions = {}): Comparison {
  const { by } = options;
  const table = tableOf(study, { ...options, by: [by ?? study.config.compareBy].flat() });
  return {
    by: table.dimensions.map(({ name }) => name).join(','),
    columns: table.columns.map(({ source, cell: _, hasNobodys: __, ...column }) => ({
      value: source.values.length > 1 ? columnText(source.values) : source.values[0]!,
      ...(source.values.length > 1 && { values: source.values }),
      ...column,
    })),
    rows: table.rows.map(({ row, code, parent, unknown }) => ({
      code,
      parent,
      ...(unknown && { unknown }),
      cells: table.columns.map((column) => column.cell(row)),
    })),
    warnings: table.warnings,
    omitted: table.included.omitted,
  };
}
