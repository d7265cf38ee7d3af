import { strFromU8, zipSync } from 'fflate';
import { readSheet } from 'read-excel-file/universal';
import { parseTable } from '../files/table.js';
import { unpack } from './archive.js';
import { isArchive } from './content.js';
import { decodeText } from './decode.js';
import { firstLine, Unreadable } from './unreadable.js';

const REMEDY = 'Open it in the program that made it and save it again as .xlsx or .csv';
/** What a spreadsheet's text is in; pictures, charts and macros stay where they are. */
const NEEDED =
  /^(\[Content_Types\]\.xml|_rels\/[^/]+\.rels|xl\/(?:workbook|sharedStrings|styles)\.xml|xl\/_rels\/[^/]+\.rels|xl\/worksheets\/[^/]+\.xml)$/;
const MOST_CELLS = 2_000_000;

/** The rows of a .csv, or of the first sheet of an .xlsx, as texts. @throws Unreadable */
export async function tableOf(bytes: Uint8Array, file: string): Promise<string[][]> {
  if (isArchive(bytes)) return workbook(bytes);
  if (/\.xlsx$/i.test(file)) throw new Unreadable(`is no workbook, or is protected by a password. ${REMEDY}`);
  const { text } = decodeText(bytes);
  // eslint-disable-next-line no-control-regex -- what no text has
  if (/[\u0000-\u0008]/.test(text.slice(0, 10_000))) throw new Unreadable('is no text');
  return bounded(parseTable(text));
}

async function workbook(bytes: Uint8Array): Promise<string[][]> {
  const { parts } = unpack(bytes, NEEDED, 'workbook', REMEDY);
  if (!parts['xl/workbook.xml']) throw new Unreadable(`is no workbook. ${REMEDY}`);
  for (const [name, part] of Object.entries(parts)) refuseFarCells(name, part);
  try {
    const plain = zipSync(parts, { level: 0 });
    const rows = await readSheet(plain.buffer, 1);
    return bounded(rows.map((row) => row.map(cellText))).filter((row) =>
      row.some((cell) => cell.trim() !== ''),
    );
  } catch (error) {
    if (error instanceof Unreadable) throw error;
    throw new Unreadable(`is damaged: its cells cannot be read (${firstLine(error)}). ${REMEDY}`);
  }
}

/** One cell far out makes a table of millions of empty ones. */
function refuseFarCells(name: string, part: Uint8Array): void {
  if (!name.startsWith('xl/worksheets/')) return;
  let [rows, columns] = [0, 0];
  for (const [, letters, row] of strFromU8(part, true).matchAll(/\br="([A-Z]{1,9})(\d{1,12})"/g)) {
    const column = Buffer.from(letters!).reduce((sum, letter) => sum * 26 + letter - 64, 0);
    [rows, columns] = [Math.max(rows, Number(row)), Math.max(columns, column)];
  }
  if (rows * columns > MOST_CELLS)
    throw new Unreadable(
      `has ${rows} rows and ${columns} columns, more than a table of answers has. Take out what is empty`,
    );
}

function bounded(rows: string[][]): string[][] {
  if (rows.reduce((sum, row) => sum + row.length, 0) > MOST_CELLS)
    throw new Unreadable('has more cells than a table of answers has. Split it');
  return rows;
}

function cellText(cell: unknown): string {
  if (cell === null || cell === undefined) return '';
  if (cell instanceof Date)
    return Number.isNaN(cell.getTime())
      ? ''
      : cell
          .toISOString()
          .replace(/T00:00:00\.000Z$/, '')
          .replace(/\.000Z$/, '');
  if (typeof cell === 'number' || typeof cell === 'boolean') return String(cell);
  return typeof cell === 'string' ? cell : '';
}
