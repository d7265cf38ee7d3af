import type { Nodes, Root } from 'mdast';
import type { Attributes } from './nodes.js';
import { childrenOf } from './tree.js';

/** Moves all positions of a tree by some characters of its first line, which micromark did not see. */
export function shifted(tree: Root, by: number): Root {
  const waiting: Nodes[] = [tree];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    for (const point of [node.position!.start, node.position!.end]) {
      if (point.line === 1) point.column += by;
      point.offset! += by;
    }
    shiftData(node, by);
    for (const child of childrenOf(node)) waiting.push(child);
  }
  return tree;
}

function shiftData(node: Nodes, by: number): void {
  const move = <Range extends { start: number; end: number }>(range: Range): Range => {
    return { ...range, start: range.start + by, end: range.end + by };
  };
  const moved = (attributes: Attributes): Attributes => ({ ...attributes, range: move(attributes.range) });
  if (node.type === 'span') {
    node.data = { attributes: moved(node.data.attributes), content: move(node.data.content) };
  } else if (node.type === 'div') {
    const { attributes, opening, closing } = node.data;
    node.data = {
      ...{ attributes: moved(attributes), opening: move(opening) },
      ...(closing ? { closing: move(closing) } : {}),
    };
  } else if (node.type === 'heading') {
    if (node.data?.attributes) node.data = { attributes: moved(node.data.attributes) };
  } else if (node.type === 'blockquote' || node.type === 'listItem' || node.type === 'footnoteDefinition') {
    node.data = { after: node.data!.after! + by };
  }
}
