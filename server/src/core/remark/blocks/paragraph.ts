import { blockTagEnd, inertEnd, type Place } from './html.js';
import { continuesText } from './quote.js';
import type { Line } from './line.js';
import { isRule, type BlockParser, type Reader } from './reader.js';

export const rule: BlockParser = (reader) => {
  const line = reader.lines[reader.at]!;
  if (!isRule(line.text)) return false;
  reader.writer.leaf('thematicBreak', line.point(line.indent), line.point(line.textEnd));
  reader.writer.ending(line);
  reader.at++;
  return true;
};

export const paragraph: BlockParser = (reader) => {
  writeParagraph(reader, reader.lines.slice(reader.at, paragraphEnd(reader)));
  return true;
};

/** Always at least one line: what nothing else reads is a paragraph. */
function writeParagraph(reader: Reader, lines: readonly Line[]): void {
  const { writer } = reader;
  const opening = lines[0]!;
  const last = lines.at(-1)!;
  const end = last.textEnd;
  const token = writer.enter('paragraph', opening.point(opening.indent));
  writer.text(lines.map((line) => ({ line, from: line.indent, to: line === last ? end : line.text.length })));
  writer.exit(token, last.point(end));
  writer.ending(last);
  reader.at += lines.length;
}

/** The first line after the paragraph. Comments in it, and elements that are not read, may hold blank lines. */
function paragraphEnd(reader: Reader): number {
  const { lines, at } = reader;
  let end = at + 1;
  for (let line = at; line < end; line++) {
    while (continuesText(lines, end, reader) && !beginsTag(lines, end)) end++;
    for (const place of inertStarts(lines, line)) {
      const inert = inertEnd(lines, place);
      if (inert) end = Math.max(end, inert.line + 1);
    }
  }
  return end;
}

function beginsTag(lines: readonly Line[], line: number): boolean {
  return blockTagEnd(lines, { line, column: lines[line]!.indent }) !== undefined;
}

function inertStarts(lines: readonly Line[], line: number): Place[] {
  const { text } = lines[line]!;
  if (!text.includes('<')) return [];
  return Array.from(text.matchAll(/<(?:!--|[pst])/gi), ({ index }) => ({ line, column: index }));
}
