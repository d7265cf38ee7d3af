import { normalizeIdentifier } from 'micromark-util-normalize-identifier';
import { attributes } from '../syntax/attributes.js';
import { match } from '../syntax/grammar.js';
import { definitionLabel, definitionTitle } from '../syntax/resource.js';
import { continuesText } from './quote.js';
import type { Line } from './line.js';
import { isDivEnd, type BlockParser, type Reader } from './reader.js';

const NOTE_MARK = /^ {0,3}\[\^([^\s^[\]]+)\]/;

/** The lines of `[^1]: Note.`: those of its first paragraph need no indentation, later ones four spaces. */
export function noteLines(reader: Reader): { label: string; content: Line[] } | undefined {
  const { lines, at } = reader;
  const mark = NOTE_MARK.exec(lines[at]!.text);
  if (lines[at]!.text[mark?.[0].length ?? -1] !== ':') return undefined;
  const opening = lines[at]!.rest(mark![0].length + 1);
  const content = [opening];
  let next = at + 1;
  if (opening.blank && next < lines.length) content.push(unindented(lines[next++]!));
  for (;;) {
    while (next < lines.length && isNoteText(reader, lines[next]!)) content.push(unindented(lines[next++]!));
    let after = next;
    while (after < lines.length && lines[after]!.blank) after++;
    if (after === next || after >= lines.length || lines[after]!.indent < 4) break;
    content.push(...lines.slice(next, after), unindented(lines[after]!));
    next = after + 1;
  }
  return { label: mark![1]!, content };
}

function isNoteText({ divs }: Reader, line: Line): boolean {
  return !line.blank && !(divs > 0 && isDivEnd(line.text)) && !NOTE_MARK.test(line.text);
}

function unindented(line: Line): Line {
  return line.indent >= 4 ? line.rest(4) : line;
}

/** One word, where Pandoc takes any number: transcripts write `[Name]: what somebody said`. */
const ADDRESS = /^(?:<[^<>\n]*>|[^ \n]+)/;

/** `[label]: address "title" {.a}`: nothing in it is read as text. */
export const definition: BlockParser = (reader) => {
  const { lines, at, writer } = reader;
  if (!/^ {0,3}\[(?!\^)/.test(lines[at]!.text)) return false;
  let end = at + 1;
  while (end < lines.length && continuesText(lines, end, reader)) end++;
  const paragraph = lines.slice(at, end);
  const found = readDefinition(paragraph.map((line) => line.text).join('\n'));
  if (!found) return false;
  writer.context.parser.defined.push(normalizeIdentifier(found.label));
  const last = paragraph[found.lines - 1]!;
  const { label, url, title } = found;
  const token = writer.enter('linkDefinition', lines[at]!.point(lines[at]!.indent), {
    _definition: { label, url, title },
  });
  for (; reader.at < at + found.lines - 1; reader.at++) writer.ending(lines[reader.at]!);
  writer.exit(token, last.point(last.text.length));
  writer.ending(last);
  reader.at++;
  return true;
};

interface Definition {
  readonly label: string;
  readonly url: string;
  readonly title: string | null;
  readonly lines: number;
}

function readDefinition(text: string): Definition | undefined {
  const start = /^ */.exec(text)![0].length;
  const labelEnd = match(definitionLabel, text, start);
  if (labelEnd === -1 || text[labelEnd] !== ':') return undefined;
  let at = labelEnd + 1 + /^ *\n? */.exec(text.slice(labelEnd + 1))![0].length;
  if (text[at] === '[') return undefined;
  const url = ADDRESS.exec(text.slice(at))?.[0];
  if (url === undefined) return undefined;
  at += url.length;
  const titleEnd = match(definitionTitle, text, at);
  const title = titleEnd === -1 ? null : text.slice(at, titleEnd).trim().slice(1, -1);
  if (titleEnd !== -1) at = titleEnd;
  const gap = at + /^ *\n? */.exec(text.slice(at))![0].length;
  const attributesEnd = match(attributes, text, gap);
  if (attributesEnd !== -1) at = attributesEnd;
  if (!/^ *(?:\n|$)/.test(text.slice(at))) return undefined;
  const lines = text.slice(0, at).split('\n').length;
  return {
    label: text.slice(start + 1, labelEnd - 1),
    url: url.replace(/^<(.*)>$/, '$1'),
    title,
    lines,
  };
}
