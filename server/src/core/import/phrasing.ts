import { toString } from 'mdast-util-to-string';
import type { Nodes, PhrasingContent, Text } from 'mdast';

/** The words of a paragraph, its emphasis and links looked through. */
export function wordsOf(children: readonly PhrasingContent[]): string {
  return toString(children);
}

/** A paragraph without its first `count` characters; what is left empty goes. */
export function dropStart(children: readonly PhrasingContent[], count: number): PhrasingContent[] {
  const left: PhrasingContent[] = [];
  let open = count;
  for (const child of children) {
    const length = toString(child).length;
    if (open === 0) left.push(child);
    else if (length <= open) open -= length;
    else if (child.type === 'text') {
      left.push({ ...child, value: child.value.slice(open) });
      open = 0;
    } else if ('children' in child) {
      left.push({ ...child, children: dropStart(child.children, open) });
      open = 0;
    } else left.push(child);
  }
  return trimStart(left);
}

function trimStart(children: readonly PhrasingContent[]): PhrasingContent[] {
  const [first, ...rest] = children;
  if (first?.type !== 'text') return [...children];
  const value = first.value.trimStart();
  return value === '' ? trimStart(rest) : [{ ...first, value }, ...rest];
}

/** The lines of a paragraph, at its own line breaks. */
export function linesOf(children: readonly PhrasingContent[]): PhrasingContent[][] {
  const lines: PhrasingContent[][] = [[]];
  for (const child of children) {
    if (child.type === 'break') lines.push([]);
    else lines.at(-1)!.push(child);
  }
  return lines.filter((line) => wordsOf(line).trim() !== '' || line.some(({ type }) => type !== 'text'));
}

/** Two paragraphs as one. */
export function joined(
  first: readonly PhrasingContent[],
  second: readonly PhrasingContent[],
): PhrasingContent[] {
  const last = first.at(-1);
  const [next, ...rest] = second;
  if (last?.type !== 'text' || next?.type !== 'text')
    return [...first, { type: 'text', value: ' ' }, ...second];
  return [...first.slice(0, -1), { type: 'text', value: `${last.value} ${next.value}` }, ...rest];
}

/** Calls `visit` for every text below a node. */
export function eachText(node: Nodes, visit: (text: Text) => void): void {
  if (node.type === 'text') visit(node);
  else if ('children' in node) for (const child of node.children) eachText(child, visit);
}
