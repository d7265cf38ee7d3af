import type { Range } from '../../problem.js';
import type { Entry, Mapping } from '../../yaml/index.js';
import { lineEnd, lineStart } from '../../yaml/lines.js';

/** Where things stand on the lines of a YAML text. */

export function columnOf(text: string, offset: number): number {
  return offset - lineStart(text, offset);
}

export function isFlow(text: string, map: Mapping): boolean {
  return text[map.start] === '{';
}

/** Behind the line of an offset, its line break included. */
export function afterLine(text: string, offset: number): number {
  return Math.min(text.length, lineEnd(text, offset) + 1);
}

/** Behind the colon of an entry's key. */
export function afterColon(text: string, entry: Entry): number {
  return text.indexOf(':', entry.keyRange.end) + 1;
}

/** Behind the key of an entry, and behind its colon where it has one. */
export function colonEnd(text: string, entry: Entry): number {
  const [sign = ''] = /^["']?\s*:/.exec(text.slice(entry.keyRange.end)) ?? [];
  return entry.keyRange.end + sign.length;
}

/**
 * The whole lines of an entry of a block map: with the comments directly above it in its column, and what is indented
 * deeper below it. Blank lines around it are not its own.
 */
export function linesOf(text: string, siblings: Mapping, entry: Entry): Range {
  const column = columnOf(text, entry.start);
  const floor = Math.max(
    0,
    ...siblings.entries.filter(({ end }) => end <= entry.start).map(({ end }) => end),
  );
  let start = lineStart(text, entry.start);
  while (start > floor) {
    const above = lineStart(text, start - 1);
    if (above < floor || indentOf(text, above) !== column || text[above + column] !== '#') break;
    start = above;
  }
  return { start, end: tailOf(text, afterLine(text, entry.end), column) };
}

/** Where comments that are indented deeper than a column end. */
function tailOf(text: string, from: number, column: number): number {
  let end = from;
  for (let line = from; line < text.length; line = afterLine(text, line)) {
    const indent = indentOf(text, line);
    if (text.slice(line, lineEnd(text, line)).trim() === '') continue;
    if (text[line + indent] !== '#' || indent <= column) break;
    end = afterLine(text, line);
  }
  return end;
}

export function indentOf(text: string, line: number): number {
  let at = line;
  while (text[at] === ' ') at++;
  return at - line;
}

/** Lines moved so that what stood at column `from` stands at column `to`. */
export function shiftedLines(lines: string, from: number, to: number): string {
  if (to >= from) return lines.replace(/^(?=[^\r\n])/gm, ' '.repeat(to - from));
  return lines.replace(new RegExp(`^ {1,${from - to}}`, 'gm'), '');
}

/** The range of lines that is to be taken out, with a blank line that would else be one too many. */
export function withBlankLine(text: string, { start, end }: Range): Range {
  const above = start === 0 ? 0 : lineStart(text, start - 1);
  const blankAbove = start > 0 && text.slice(above, start).trim() === '';
  const blankBelow = end >= text.length || text.slice(end, lineEnd(text, end)).trim() === '';
  return blankAbove && blankBelow ? { start: above, end } : { start, end };
}

/** An entry of a flow map or list with the comma that parts it from the others. */
export function withComma(text: string, { start, end }: Range): Range {
  const [after] = /^\s*,[ \t]*/.exec(text.slice(end)) ?? [];
  if (after !== undefined) return { start, end: end + after.length };
  const [before] = /,\s*$/.exec(text.slice(0, start)) ?? [];
  return { start: start - (before?.length ?? 0), end };
}
