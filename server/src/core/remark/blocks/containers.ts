import type { Point, Token, TokenType } from 'micromark-util-types';
import { noteLines } from './definitions.js';
import type { Line } from './line.js';
import { definitionAfter, itemLines } from './list.js';
import { bullet, definitionMarker, ordered, type ListMarker } from './markers.js';
import { quotedLines } from './quote.js';
import { MAX_DEPTH, type BlockParser, type Reader } from './reader.js';

/** Reads a container's lines, which begin with the reader's, and writes it around what they hold. */
function writeContainer(
  reader: Reader,
  lines: readonly Line[],
  {
    type,
    at,
    inList = reader.inList,
    ...fields
  }: Partial<Token> & { type: TokenType; at: Point; inList?: boolean },
): Line {
  const { writer, divs, depth, readBlocks } = reader;
  const end = containerEnd(reader, lines, type);
  const token = writer.enter(type, at, { ...fields, _after: end });
  readBlocks({ writer, readBlocks, lines: [...lines], at: 0, end, inList, divs, depth: depth + 1 });
  reader.at += lines.length;
  const last = lastText(lines);
  writer.exit(token, last.point(last.text.length));
  return last;
}

/** A blank line ends a quote; list items and notes last to the next line of text. */
function containerEnd(reader: Reader, lines: readonly Line[], type: TokenType): number {
  let next = reader.at + lines.length;
  if (type !== 'blockQuote') while (reader.lines[next]?.blank) next++;
  else if (reader.lines[next]?.blank) return reader.lines[next]!.source.point(0).offset;
  return reader.lines[next]?.source.point(0).offset ?? reader.end;
}

export function lastText(lines: readonly Line[]): Line {
  return lines.findLast((line) => !line.blank) ?? lines[0]!;
}

export const container =
  (read: BlockParser): BlockParser =>
  (reader) =>
    reader.depth < MAX_DEPTH && read(reader);

export const quote = container((reader) => {
  const quoted = quotedLines(reader);
  if (!quoted) return false;
  const opening = reader.lines[reader.at]!;
  writeContainer(reader, quoted, { type: 'blockQuote', at: opening.point(opening.indent) });
  return true;
});

export const list = (kind: 'bullet' | 'ordered'): BlockParser => {
  const markerOf = kind === 'bullet' ? bullet : ordered;
  return container((reader) => {
    const opening = reader.lines[reader.at]!;
    const marker = markerOf(opening.text);
    if (!marker) return false;
    const fields = { _ordered: kind === 'ordered', _start: marker.start };
    const token = reader.writer.enter('markdownList', opening.point(marker.indent), fields);
    const last = items(reader, (text) => {
      const next = markerOf(text);
      return next?.style === marker.style ? next : undefined;
    });
    reader.writer.exit(token, last.point(last.text.length));
    return true;
  });
};

/** Items as long as the marker of one follows. */
function items(reader: Reader, markerOf: (text: string) => ListMarker | undefined): Line {
  let last = reader.lines[reader.at]!;
  for (let line: Line | undefined = last; line; line = reader.lines[reader.at]) {
    const marker = markerOf(line.text);
    if (!marker) break;
    const start = { type: 'markdownListItem', at: line.point(marker.indent), inList: true } as const;
    last = writeContainer(reader, itemLines(reader, marker), start);
  }
  return last;
}

/** Terms of one line each, with what `:` or `~` begins. */
export const definitionList = container((reader) => {
  const { lines, writer } = reader;
  let first = definitionAfter(reader, 1);
  if (first === undefined) return false;
  const opening = lines[reader.at]!;
  const list = writer.enter('definitionList', opening.point(opening.indent));
  let last = opening;
  for (
    ;
    first !== undefined;
    first = reader.at < lines.length ? definitionAfter(reader, Infinity) : undefined
  ) {
    const term = lines[reader.at]!;
    const token = writer.enter('definitionTerm', term.point(term.indent));
    writer.text([{ line: term, from: term.indent, to: term.textEnd }]);
    writer.exit(token, term.point(term.textEnd));
    for (; reader.at < first; reader.at++) writer.ending(lines[reader.at]!);
    last = items(reader, definitionMarker);
  }
  writer.exit(list, last.point(last.text.length));
  return true;
});

export const note = container((reader) => {
  const found = noteLines(reader);
  if (!found) return false;
  const opening = reader.lines[reader.at]!;
  (reader.writer.context.parser.notes ??= new Set()).add(found.label);
  const at = opening.point(opening.indent);
  writeContainer(reader, found.content, { type: 'noteDefinition', at, _label: found.label });
  return true;
});
