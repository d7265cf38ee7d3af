import { attributes } from '../syntax/attributes.js';
import { match } from '../syntax/grammar.js';
import { container, lastText } from './containers.js';
import type { Line } from './line.js';
import type { Reader } from './reader.js';

/** The line that opens a div; attributes may run over several lines. Columns are of the first and last line's text. */
interface DivOpening {
  readonly attributes: { readonly from: number; readonly to: number; readonly isWord: boolean };
  /** How many lines it takes. */
  readonly lines: number;
}

/** `::: {.a}` or `::: word`, perhaps with colons after it; not indented, no blank line needed before. */
function divOpening({ lines, at }: Reader): DivOpening | undefined {
  const from = /^:::+ */.exec(lines[at]!.text)?.[0].length;
  if (from === undefined) return undefined;
  const text = textToBlank(lines, at);
  const braces = match(attributes, text, from);
  const isWord = braces === -1;
  const to = isWord ? from + /^[^ \n]*/.exec(text.slice(from))![0].length : braces;
  if (to === from || !/^ *:* *(?:\n|$)/.test(text.slice(to))) return undefined;
  const lineStart = text.lastIndexOf('\n', to - 1) + 1;
  return {
    attributes: { from, to: to - lineStart, isWord },
    lines: text.slice(0, lineStart).split('\n').length,
  };
}

function textToBlank(lines: readonly Line[], from: number): string {
  let to = from + 1;
  while (lines[to]?.blank === false) to++;
  return lines
    .slice(from, to)
    .map((line) => line.text)
    .join('\n');
}

/** A div's blocks stand in the lines around it; its end is looked for only where a block may begin. */
export const div = container((reader) => {
  const opening = divOpening(reader);
  if (!opening) return false;
  const { lines, writer } = reader;
  const token = writer.enter('fencedDiv', lines[reader.at]!.point(0));
  writeOpening(reader, opening);
  const inside: Reader = { ...reader, divs: reader.divs + 1, depth: reader.depth + 1 };
  reader.readBlocks(inside, true);
  reader.at = inside.at;
  const closing = lines[reader.at];
  if (closing) {
    const end = closing.point(closing.textEnd);
    writer.leaf('divClosing', closing.point(0), end);
    writer.exit(token, end);
    writer.ending(closing);
    reader.at++;
  } else {
    const last = lastText(lines.slice(0, reader.at));
    writer.exit(token, last.point(last.text.length));
  }
  return true;
});

function writeOpening(reader: Reader, { attributes, lines: count }: DivOpening): void {
  const { writer } = reader;
  const lines = reader.lines.slice(reader.at, reader.at + count);
  const last = lines.at(-1)!;
  const fence = writer.enter('divOpening', lines[0]!.point(0));
  if (attributes.isWord) {
    writer.leaf('divWord', last.point(attributes.from), last.point(attributes.to));
  } else {
    for (const line of lines) writer.allowAttributes(line, 'plain');
    writer.text(
      lines.map((line, index) => ({
        line,
        from: index === 0 ? attributes.from : 0,
        to: line === last ? attributes.to : line.text.length,
      })),
    );
  }
  writer.exit(fence, last.point(last.text.length));
  writer.ending(last);
  reader.at += count;
}
