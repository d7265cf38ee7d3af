import Papa from 'papaparse';

/**
 * Rows as CSV (RFC 4180), the first one naming the columns. A text that a spreadsheet would run as a formula (it
 * begins with `=`, `+`, `-`, `@`, a tab or a return) gets an apostrophe before it; numbers stay numbers.
 */
export function csv(fields: readonly string[], rows: readonly (readonly unknown[])[]): string {
  const text = Papa.unparse(
    { fields: [...fields], data: rows.map((row) => [...row]) },
    { escapeFormulae: true },
  );
  return `${text}\r\n`;
}
