import { match, optional, seq, first, char, chars, literal } from '../syntax/grammar.js';
import { attributes, isSpace, spaces } from '../syntax/attributes.js';
import type { Line } from './line.js';
import { closesFence, type BlockParser } from './reader.js';

const isLanguage = (code: number): boolean => !isSpace(code) && !'`{}'.includes(String.fromCharCode(code));
const rawFormat = seq(
  literal('{'),
  spaces,
  literal('='),
  char(isLanguage),
  chars(isLanguage),
  spaces,
  literal('}'),
);
const info = seq(spaces, first(rawFormat, seq(chars(isLanguage), spaces, optional(attributes))), spaces);

/** The line that closes the fence on line `at`; undefined where none does: then it is no fence but text. */
export function fencedCodeEnd(lines: readonly Line[], at: number): number | undefined {
  const text = lines[at]!.text;
  const fence = /^ {0,3}(`{3,}|~{3,})/.exec(text);
  if (!fence || match(info, text, fence[0].length) !== text.length) return undefined;
  for (let end = at + 1; end < lines.length; end++) {
    if (closesFence(lines[end]!.text, fence[1]![0]!, fence[1]!.length)) return end;
  }
  return undefined;
}

export const fencedCode: BlockParser = (reader) => {
  const end = fencedCodeEnd(reader.lines, reader.at);
  if (end === undefined) return false;
  const opening = reader.lines[reader.at]!;
  const language = /^ *[`~]+ *([^`~{} ]*)/.exec(opening.text)![1]!;
  const indent = opening.indent;
  const value = reader.lines
    .slice(reader.at + 1, end)
    .map((line) => line.text.slice(Math.min(line.indent, indent)))
    .join('\n');
  writeCode(reader, end, value, language || null);
  return true;
};

export const indentedCode: BlockParser = (reader) => {
  const { lines, at } = reader;
  if (lines[at]!.indent < 4) return false;
  let end = at;
  for (let next = at + 1; next < lines.length; next++) {
    const line = lines[next]!;
    if (line.blank) continue;
    if (line.indent < 4) break;
    end = next;
  }
  const value = lines
    .slice(at, end + 1)
    .map((line) => line.text.slice(4))
    .join('\n');
  writeCode(reader, end, value, null);
  return true;
};

function writeCode(
  reader: Parameters<BlockParser>[0],
  end: number,
  value: string,
  lang: string | null,
): void {
  const { writer, lines } = reader;
  const last = lines[end]!;
  const token = writer.enter('codeBlock', lines[reader.at]!.point(0), { _code: { value, lang } });
  for (; reader.at < end; reader.at++) writer.ending(lines[reader.at]!);
  writer.exit(token, last.point(last.text.length));
  writer.ending(last);
  reader.at++;
}
