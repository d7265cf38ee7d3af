import type { Root } from 'mdast';
import type { Range } from '../problem.js';
import { parseTree } from '../remark/index.js';
import { shifted } from '../remark/positions.js';
import type { Reading } from './reading.js';

/**
 * The lines around a range up to the next blank ones: what inline text in it means depends on no more. What the blocks
 * mean may (an indented line, a list that goes on), so whoever works with a part of a document reads it all where
 * that part does not do.
 */
export function linesAround({ text, scan }: Reading, { start, end }: Range): Range {
  const whole = { start: 0, end: text.length };
  let from = lineStart(text, start);
  while (from > 0 && !isBlankLine(text, lineStart(text, from - 1))) from = lineStart(text, from - 1);
  let to = lineAfter(text, Math.max(start, end - 1));
  while (to < text.length && !isBlankLine(text, to)) to = lineAfter(text, to);
  return scan.frontMatter && from < scan.frontMatter.end ? whole : { start: from, end: to };
}

/** The Markdown tree of a part of a text, with the places of the whole. */
export function treeOf({ text }: Reading, part: Range): Root {
  const isWhole = part.start === 0 && part.end === text.length;
  return isWhole ? parseTree(text) : shifted(parseTree(text.slice(part.start, part.end)), part.start);
}

function isBlankLine(text: string, at: number): boolean {
  return /^[ \t]*\r?$/.test(text.slice(at, lineAfter(text, at)).replace(/\n$/, ''));
}

/** Searching before the first place of a text would find a line break at that place itself. */
function lineStart(text: string, at: number): number {
  return at === 0 ? 0 : text.lastIndexOf('\n', at - 1) + 1;
}

function lineAfter(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end === -1 ? text.length : end + 1;
}
