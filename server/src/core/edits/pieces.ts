import type { Nodes } from 'mdast';
import { type Block, blocksIn, contentOf, trimmed } from '../blocks.js';
import type { Range } from '../problem.js';
import { childrenOf, rangeOf } from '../remark/tree.js';
import { afterLabel } from '../units.js';
import type { Reading } from './reading.js';

const NO_TEXT =
  'No code can be put here: this is front matter, code or HTML, not text that somebody said or wrote.';
const LABEL = 'This is a speaker’s label, which is no part of what is said. Select words behind it.';
const NOTHING = 'Select the words to code first.';

/**
 * The stretches of a source range that have to be marked so that just the passage is, without breaking anything inline:
 * in each block one, or several where the passage crosses an edge. Ascending. What holds no text between them is
 * passed over; so are the labels of speakers.
 */
export function piecesOf(reading: Reading, tree: Nodes, range: Range): Range[] | { refused: string } {
  const blocks = blocksIn(tree, range);
  const spoken = blocks.filter(({ content }) => content);
  if (spoken.length === 0) return { refused: NO_TEXT };
  const pieces = spoken.flatMap((block) => piecesIn(reading, block, range));
  if (pieces.length > 0) return pieces;
  const inLabel = spoken.some(({ content }) => afterLabel(reading.scan, content!).start > content!.start);
  return { refused: inLabel ? LABEL : NOTHING };
}

function piecesIn(reading: Reading, { node, content, quoted }: Block, range: Range): Range[] {
  const said = clamped(range, afterLabel(reading.scan, content!));
  const inside = trimmed(reading.text, said, quoted);
  if (!inside) return [];
  return split(inside, childrenOf(node)).flatMap((piece) => trimmed(reading.text, piece, quoted) ?? []);
}

/**
 * Splits a range at the edges of the inline nodes it crosses. An edge is crossed only where text lies on either side:
 * delimiters are taken in or left out whole, and what has no text of its own (code, an image) is taken in whole.
 */
function split(range: Range, nodes: readonly Nodes[]): Range[] {
  let { start, end } = range;
  const before: Range[] = [];
  const after: Range[] = [];
  for (const node of nodes) {
    const outer = rangeOf(node);
    if (node.type === 'text' || outer.end <= start || outer.start >= end) continue;
    const content = contentOf(node);
    if (content && start >= content.start && end <= content.end) {
      return [...before, ...split({ start, end }, childrenOf(node)), ...after];
    }
    if (content && outer.start === start && outer.end === end && node.type === 'span') {
      return [...before, ...split(content, childrenOf(node)), ...after];
    }
    if (outer.start < start) {
      if (!content || start <= content.start) start = outer.start;
      else {
        before.push(...split({ start, end: content.end }, childrenOf(node)));
        start = outer.end;
      }
    }
    if (outer.end > end) {
      if (!content || end >= content.end) end = outer.end;
      else {
        after.push(...split({ start: content.start, end }, childrenOf(node)));
        end = outer.start;
      }
    }
  }
  return start < end ? [...before, { start, end }, ...after] : [...before, ...after];
}

function clamped({ start, end }: Range, { start: least, end: most }: Range): Range {
  return { start: Math.max(start, least), end: Math.min(end, most) };
}
