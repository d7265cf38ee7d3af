import type { Line } from './line.js';
import type { BlockParser, Reader } from './reader.js';

/** `# Heading {.a} #`: no indentation, a space after the signs. Its attributes are read with its text. */
export const atxHeading: BlockParser = (reader) => {
  const line = reader.lines[reader.at]!;
  const signs = /^(#+)(?![.)]|[^ ])/.exec(line.text);
  if (!signs) return false;
  writeHeading(reader, line, signs[0].length, signs[0].length);
  reader.writer.ending(line);
  reader.at++;
  return true;
};

/** A heading of one line, underlined: Pandoc reads no others. */
export const setextHeading: BlockParser = (reader) => {
  const line = reader.lines[reader.at]!;
  const underline = reader.lines[reader.at + 1];
  const signs = underline && /^(=+|-+) *$/.exec(underline.text);
  if (!signs) return false;
  writeHeading(reader, line, signs[0].startsWith('=') ? 1 : 2, 0, underline);
  reader.writer.ending(underline);
  reader.at += 2;
  return true;
};

function writeHeading({ writer }: Reader, line: Line, depth: number, from: number, underline?: Line): void {
  const start = from + /^ */.exec(line.text.slice(from))![0].length;
  const end = Math.max(start, line.textEnd);
  writer.allowAttributes(line, underline ? 'plain' : 'hashes');
  const token = writer.enter('heading', line.point(line.indent), { _depth: depth });
  writer.text([{ line, from: start, to: end }]);
  const last = underline ?? line;
  writer.exit(token, last.point(last.textEnd));
  // Not inside the heading, of whose text it would become a part.
  if (underline) writer.ending(line);
}
