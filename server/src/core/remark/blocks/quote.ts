import { fencedCodeEnd } from './code.js';
import { listMarker } from './markers.js';
import type { Line } from './line.js';
import { isDivEnd, type Reader, type Surroundings } from './reader.js';

/**
 * Whether the text of the line before goes on with line `at` (Pandoc's `endline`): always, but before a blank line,
 * a complete block of code in backticks, the end of a div around, and inside lists a further marker. Headings,
 * quotes and, outside lists, list markers do not interrupt a paragraph.
 */
export function continuesText(lines: readonly Line[], at: number, around: Surroundings): boolean {
  const line = lines[at];
  if (line === undefined || line.blank) return false;
  if (around.inList && listMarker(line.text)) return false;
  if (around.divs > 0 && isDivEnd(line.text)) return false;
  return !(/^ {0,3}```/.test(line.text) && fencedCodeEnd(lines, at) !== undefined);
}

/** The quote's lines without their `>`; a line without one still belongs to it where a paragraph would go on. */
export function quotedLines({ lines, at, ...around }: Reader): Line[] | undefined {
  const quoted: Line[] = [];
  for (let next = at; next < lines.length; next++) {
    const line = lines[next]!;
    const sign = /^ {0,3}> ?/.exec(line.text);
    if (sign) quoted.push(line.rest(sign[0].length));
    else if (quoted.length > 0 && continuesText(lines, next, around)) quoted.push(line.rest(line.indent));
    else break;
  }
  return quoted.length > 0 ? quoted : undefined;
}
