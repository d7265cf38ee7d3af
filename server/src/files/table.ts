import Papa from 'papaparse';

/**
 * The rows of a CSV file, or of what a spreadsheet puts on the clipboard: commas, semicolons, tabs or bars between
 * cells, found out by themselves; quotes as in RFC 4180. Never throws. Rows without any text are left out.
 */
export function parseTable(text: string): string[][] {
  const plain = text.replace(/^\uFEFF/, '');
  // One column alone has no separator to find.
  const [head = ''] = plain.split(/\r?\n/, 1);
  const delimiter = head.includes('\t') ? '\t' : undefined;
  const { data } = Papa.parse<string[]>(plain, { skipEmptyLines: 'greedy', ...(delimiter && { delimiter }) });
  // What our own export protects from being run as a formula is taken back.
  return data.map((row) => row.map((cell) => cell.replace(/^'(?=[=+\-@\t\r])/, '')));
}
