/** Cells as spreadsheets put them on the clipboard: tabs between, a cell with a tab, a line break or a quote in quotes. */
export function toTsv(rows: readonly (readonly string[])[]): string {
  const cell = (text: string): string => (/[\t\n\r"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return rows.map((row) => row.map(cell).join('\t')).join('\n');
}

/** The cells of what a spreadsheet put on the clipboard. A quote opens a quoted cell only at the cell's beginning. */
export function fromTsv(text: string): string[][] {
  const rows: string[][] = [[]];
  const cells = /(?:"((?:[^"]|"")*)"(?=[\t\r\n]|$)|([^\t\r\n]*))(\t|\r?\n|\r|$)/gy;
  for (let found = cells.exec(text); found; found = cells.exec(text)) {
    const [, quoted, plain = '', end] = found;
    rows.at(-1)!.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === '' || cells.lastIndex >= text.length) {
      if (end === '\t') rows.at(-1)!.push('');
      break;
    }
    if (end !== '\t') rows.push([]);
  }
  return rows;
}
