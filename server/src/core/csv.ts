import Papa from 'papaparse';

/** Papa's own pattern misses a formula with a line break in it. */
const FORMULA = /^[=+\-@\t\r\n]/;

/**
 * Rows as CSV (RFC 4180), the first one naming the columns. A text that a spreadsheet would run as a formula (it
 * begins with `=`, `+`, `-`, `@`, a tab or a line break) gets an apostrophe before it; numbers stay numbers.
 */
export function csv(fields: readonly string[], rows: readonly (readonly unknown[])[]): string {
  return separated(',', fields, rows);
}

/** As `csv`, with tabs between. */
export function tsv(fields: readonly string[], rows: readonly (readonly unknown[])[]): string {
  return separated('\t', fields, rows);
}

function separated(
  delimiter: string,
  fields: readonly string[],
  rows: readonly (readonly unknown[])[],
): string {
  const text = Papa.unparse(
    { fields: [...fields], data: rows.map((row) => [...row]) },
    { delimiter, escapeFormulae: FORMULA },
  );
  return `${text}\r\n`;
}
