import type { Nodes } from 'mdast';
import type { Range } from './problem.js';
import { childrenOf, rangeOf } from './remark/tree.js';

/** Where text stands that spans can be put into. */
const TEXT_BLOCKS = new Set(['paragraph', 'heading', 'tableCell', 'definitionTerm']);
/** What holds no text to code. */
const OTHER_BLOCKS = new Set(['yaml', 'code', 'html', 'definition', 'thematicBreak']);

/** A block of a document's Markdown that holds no other blocks. */
export interface Block {
  readonly node: Nodes;
  /** Between its delimiters; undefined where it holds no text that can be coded. */
  readonly content: Range | undefined;
  /** Inside a quote: its lines begin with `>`. */
  readonly quoted: boolean;
}

/** The innermost blocks that a range touches, in document order; all of them without one. */
export function blocksIn(tree: Nodes, range: Range = { start: 0, end: Infinity }): Block[] {
  const found: Block[] = [];
  const visit = (node: Nodes, quoted: boolean): void => {
    for (const child of childrenOf(node)) {
      const { start, end } = rangeOf(child);
      if (end <= range.start || start >= range.end) continue;
      if (TEXT_BLOCKS.has(child.type)) found.push({ node: child, content: contentOf(child), quoted });
      else if (OTHER_BLOCKS.has(child.type)) found.push({ node: child, content: undefined, quoted });
      else visit(child, quoted || child.type === 'blockquote');
    }
  };
  visit(tree, false);
  return found;
}

/** Between the delimiters of a node, undefined where there is no text between them. */
export function contentOf(node: Nodes): Range | undefined {
  if (node.type === 'span') return node.data.content;
  if (!('children' in node) || node.children.length === 0) return undefined;
  return { start: rangeOf(node.children[0]!).start, end: rangeOf(node.children.at(-1)!).end };
}

/** A range without white space at its edges, and in a quote without the signs that begin its lines. */
export function trimmed(text: string, { start, end }: Range, quoted = false): Range | undefined {
  let [from, to] = [start, end];
  for (;;) {
    const before = [from, to].join();
    while (from < to && /\s/.test(text[from]!)) from++;
    while (from < to && /\s/.test(text[to - 1]!)) to--;
    if (quoted && text[from] === '>' && beginsLine(text, from)) from++;
    if (quoted && from < to && text[to - 1] === '>' && beginsLine(text, to - 1)) to--;
    if (before === [from, to].join()) return from < to ? { start: from, end: to } : undefined;
  }
}

/** Only quote signs and blanks stand before it on its line. */
function beginsLine(text: string, at: number): boolean {
  return /^[ \t>]*$/.test(text.slice(text.lastIndexOf('\n', at - 1) + 1, at));
}
