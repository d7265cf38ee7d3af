import { code } from '../syntax/code.js';
import { escape } from '../syntax/attributes.js';
import { tag } from '../syntax/html.js';
import { first, match } from '../syntax/grammar.js';
import { textEnd, type Line } from './line.js';
import type { BlockParser, Reader } from './reader.js';

interface Cell {
  readonly from: number;
  readonly to: number;
}

/** What a cell's bound cannot lie in. */
const atom = first(escape, code, tag);

/** A pipe table: a row of cells, a line of dashes that says how many count, further rows. */
export const table: BlockParser = (reader) => {
  const { lines, at } = reader;
  const heads = cells(lines[at]!);
  const align = heads && /^ {0,3}[^ ]/.test(lines[at]!.text) && lines[at + 1] && columns(lines[at + 1]!.text);
  if (!align) return false;
  const token = reader.writer.enter('table', lines[at]!.point(0), { _align: align });
  writeRow(reader, heads.slice(0, align.length));
  reader.writer.ending(lines[reader.at++]!);
  let last = lines[at + 1]!;
  for (let row = reader.lines[reader.at]; row !== undefined; row = reader.lines[reader.at]) {
    const found = cells(row);
    if (!found) break;
    writeRow(reader, found.slice(0, align.length));
    last = row;
  }
  reader.writer.exit(token, last.point(last.text.length));
  return true;
};

function columns(text: string): ('left' | 'right' | 'center' | 'none')[] | undefined {
  if (!/^ {0,3}\|? *:?-+:? *(?:[|+] *:?-+:? *)*\|? *$/.test(text) || !/[|+]/.test(text)) return undefined;
  return Array.from(text.matchAll(/(:?)-+(:?)/g), ([, left, right]) =>
    left ? (right ? 'center' : 'left') : right ? 'right' : 'none',
  );
}

/** The cells of a row, without the pipes around; undefined where the line is no row. */
function cells({ text }: Line): Cell[] | undefined {
  if (!text.includes('|')) return undefined;
  const indent = /^ */.exec(text)![0].length;
  const opens = text[indent] === '|';
  const found: Cell[] = [];
  let from = opens ? indent + 1 : indent;
  for (let at = from; at < text.length;) {
    const atomEnd = '\\`<'.includes(text[at]!) ? match(atom, text, at) : -1;
    if (text[at] === '|') {
      found.push({ from, to: at });
      from = at + 1;
    }
    at = atomEnd === -1 ? at + 1 : atomEnd;
  }
  const closes = /^ *$/.test(text.slice(from));
  if (!closes) found.push({ from, to: text.length });
  return found.length > 1 || opens || closes ? found : undefined;
}

function writeRow(reader: Reader, row: readonly Cell[]): void {
  const { writer, lines, at } = reader;
  const line = lines[at]!;
  const token = writer.enter('tableRow', line.point(0));
  for (const { from, to } of row) {
    const start = from + /^ */.exec(line.text.slice(from, to))![0].length;
    const end = Math.max(start, textEnd(line.text, to));
    const cell = writer.enter('tableData', line.point(from));
    writer.text([{ line, from: start, to: end }]);
    writer.exit(cell, line.point(to));
  }
  writer.exit(token, line.point(line.text.length));
  writer.ending(line);
  reader.at++;
}
