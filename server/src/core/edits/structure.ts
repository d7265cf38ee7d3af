import type { Nodes } from 'mdast';
import { childrenOf } from '../remark/tree.js';

/**
 * The Markdown of a tree as nested lists, spans and divs left out: what marking a passage must not change. Text is one
 * piece wherever marks divide it, and any white space in it is one space.
 */
export function structure(tree: Nodes): string {
  return JSON.stringify(listed(tree));
}

type Listed = string | readonly Listed[];

function listed(node: Nodes): Listed[] {
  if (node.type === 'text') return [node.value];
  const inside = joined(childrenOf(node).flatMap(listed));
  return node.type === 'span' || node.type === 'div' ? inside : [[node.type, valueOf(node), ...inside]];
}

function joined(parts: readonly Listed[]): Listed[] {
  const result: Listed[] = [];
  for (const part of parts) {
    const last = result.at(-1);
    if (typeof part === 'string' && typeof last === 'string') result[result.length - 1] = last + part;
    else result.push(part);
  }
  return result.map((part) => (typeof part === 'string' ? part.replace(/\s+/g, ' ') : part));
}

function valueOf(node: Nodes): string {
  if ('value' in node) return node.value;
  if ('url' in node) return node.url;
  return 'identifier' in node ? node.identifier : '';
}
