import type { Nodes } from 'mdast';
import type { Range } from '../problem.js';

/** A node's children; an image's are its alternative text, which may hold spans. */
export function childrenOf(node: Nodes): readonly Nodes[] {
  if (node.type === 'image' || node.type === 'imageReference') return node.data?.alt ?? [];
  return 'children' in node ? node.children : [];
}

/** Where a node of a parsed document stands, delimiters included. */
export function rangeOf(node: Nodes): Range {
  return { start: node.position!.start.offset!, end: node.position!.end.offset! };
}
