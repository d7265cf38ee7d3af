import { tag, VERBATIM } from '../syntax/html.js';
import { match } from '../syntax/grammar.js';
import type { Line } from './line.js';
import type { BlockParser, Reader } from './reader.js';

/** A line by its index, and a column of its text. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

const VERBATIM_TAG = new RegExp(`<(${VERBATIM.join('|')})(?: [^>]*)?>`, 'iy');
/** Elements that stand for blocks, as Pandoc has them. */
const BLOCKS = new Set<string>(
  [
    'address article aside blockquote body canvas caption center col colgroup dd details dir div dl dt fieldset',
    'figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html isindex li main menu meta nav',
    'noframes ol output p pre script section style summary table tbody td textarea tfoot th thead tr ul',
  ].flatMap((names) => names.split(' ')),
);

/**
 * A comment, an element whose text is not read, or a single tag of a block: each stands for itself, and what follows
 * it on its line is a block of its own. So text between tags is read.
 */
export const html: BlockParser = (reader) => {
  const { lines, at } = reader;
  const { indent, text } = lines[at]!;
  if (indent > 3 || text[indent] !== '<') return false;
  const start = { line: at, column: indent };
  const end = inertEnd(lines, start) ?? blockTagEnd(lines, start);
  if (!end) return false;
  writeHtml(reader, end);
  return true;
};

/** Where the comment or the element that is not read ends which begins at a place; both may hold blank lines. */
export function inertEnd(lines: readonly Line[], { line, column }: Place): Place | undefined {
  const { text } = lines[line]!;
  if (text.startsWith('<!--', column)) return find(lines, { line, column: column + 4 }, /-->/g);
  VERBATIM_TAG.lastIndex = column;
  const opening = VERBATIM_TAG.exec(text);
  if (!opening) return undefined;
  const after = { line, column: column + opening[0].length };
  return find(lines, after, new RegExp(`</${opening[1]!} *>`, 'gi'));
}

function find(lines: readonly Line[], from: Place, closing: RegExp): Place | undefined {
  for (let line = from.line; line < lines.length; line++) {
    closing.lastIndex = line === from.line ? from.column : 0;
    const found = closing.exec(lines[line]!.text);
    if (found) return { line, column: closing.lastIndex };
  }
  return undefined;
}

/** Where the tag of a block ends which begins at a place, be it an opening or a closing one. */
export function blockTagEnd(lines: readonly Line[], start: Place): Place | undefined {
  const name = /^<\/?([a-z][a-z0-9]*)/i.exec(lines[start.line]!.text.slice(start.column))?.[1];
  if (name === undefined || !BLOCKS.has(name.toLowerCase())) return undefined;
  let text = '';
  for (let line = start.line; line < lines.length && !lines[line]!.blank; line++) {
    const lineStart = text.length;
    text += lines[line]!.text;
    const end = match(tag, text, start.column);
    if (end !== -1) return { line, column: end - lineStart };
    text += '\n';
  }
  return undefined;
}

function writeHtml(reader: Reader, end: Place): void {
  const { lines, writer, at } = reader;
  const last = lines[end.line]!;
  const value = [...lines.slice(at, end.line).map((line) => line.text), last.text.slice(0, end.column)];
  const token = writer.enter('htmlBlock', lines[at]!.point(0), { _value: value.join('\n') });
  for (; reader.at < end.line; reader.at++) writer.ending(lines[reader.at]!);
  writer.exit(token, last.point(end.column));
  const rest = last.rest(end.column);
  if (rest.blank) {
    writer.ending(last);
    reader.at++;
  } else {
    lines[reader.at] = rest.rest(rest.indent);
  }
}
