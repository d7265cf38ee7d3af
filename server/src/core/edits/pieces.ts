import type { Nodes } from 'mdast';
import type { Range } from '../problem.js';
import { parseTree } from '../remark/index.js';
import { readMarks, type MarkFacts } from '../remark/marks.js';

const NOTHING = 'Select the words to code first.';
const NO_TEXT =
  'No code can be put here: this is front matter, code or HTML, not text that somebody said or wrote.';
const BLOCKS = 'The selection reaches over several paragraphs. Select inside one of them.';

/** Where text stands that spans can be put into. */
const TEXT_BLOCKS = new Set(['paragraph', 'heading', 'tableCell', 'definitionTerm']);
/** What holds no text to code. */
const OTHER_BLOCKS = new Set(['yaml', 'code', 'html', 'definition', 'thematicBreak']);

/**
 * The stretches that have to be marked so that just the passage is, without breaking anything inline: one, or several
 * where the passage crosses an edge. Ascending.
 */
export function piecesOf(text: string, selection: Range): Range[] | { refused: string } {
  const passage = trimmed(text, selection);
  if (!passage) return { refused: NOTHING };
  const touched = blocksIn(parseTree(text), passage);
  const [block] = touched;
  if (touched.some(({ type }) => OTHER_BLOCKS.has(type))) return { refused: NO_TEXT };
  if (!block) return { refused: NO_TEXT };
  if (touched.length > 1) return { refused: BLOCKS };
  const content = contentOf(block);
  const inside = content && trimmed(text, clamped(passage, content));
  if (!inside) return { refused: NO_TEXT };
  const pieces = split(inside, childrenOf(block))
    .map((piece) => trimmed(text, piece))
    .filter((piece) => piece !== undefined);
  return pieces.length === 0 ? { refused: NOTHING } : pieces;
}

/** The innermost span by `coder` whose content is the passage, and which may take another code. */
export function spanAround(text: string, passage: Range, coder: string | undefined): MarkFacts | undefined {
  return readMarks(text).findLast(
    (mark) =>
      mark.kind === 'span' &&
      mark.content.start === passage.start &&
      mark.content.end === passage.end &&
      mark.codes.length > 0 &&
      mark.coder === coder &&
      mark.seg === undefined,
  );
}

function blocksIn(node: Nodes, range: Range): Nodes[] {
  const found: Nodes[] = [];
  for (const child of childrenOf(node)) {
    const { start, end } = rangeOf(child);
    if (end <= range.start || start >= range.end) continue;
    if (TEXT_BLOCKS.has(child.type) || OTHER_BLOCKS.has(child.type)) found.push(child);
    else found.push(...blocksIn(child, range));
  }
  return found;
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
      return split(content, childrenOf(node));
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

function trimmed(text: string, { start, end }: Range): Range | undefined {
  const passage = text.slice(start, end);
  const from = start + passage.length - passage.trimStart().length;
  const to = start + passage.trimEnd().length;
  return from < to ? { start: from, end: to } : undefined;
}

function clamped({ start, end }: Range, { start: least, end: most }: Range): Range {
  return { start: Math.max(start, least), end: Math.min(end, most) };
}

/** Between the delimiters, undefined where there is no text between them. */
function contentOf(node: Nodes): Range | undefined {
  if (node.type === 'span') return node.data.content;
  const children = childrenOf(node);
  if (children.length === 0) return undefined;
  return { start: rangeOf(children[0]!).start, end: rangeOf(children.at(-1)!).end };
}

function childrenOf(node: Nodes): readonly Nodes[] {
  return 'children' in node ? node.children : [];
}

function rangeOf(node: Nodes): Range {
  return { start: node.position!.start.offset!, end: node.position!.end.offset! };
}
