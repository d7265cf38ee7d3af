import type { Heading, Nodes } from 'mdast';
import type { Range } from '../problem.js';
import { PANDOC_CLASSES } from '../scan/index.js';
import type { MarkKind } from '../scan/types.js';
import type { Attributes, Div } from './nodes.js';
import { parseTree } from './index.js';
import { childrenOf, rangeOf } from './tree.js';

/** A mark as this reader finds it; what `Mark` of scan holds, with names for ids. */
export interface MarkFacts extends Range {
  readonly kind: MarkKind;
  readonly content: Range;
  readonly attributes: Range;
  readonly codes: readonly string[];
  readonly id: string | undefined;
  readonly seg: string | undefined;
  readonly coder: string | undefined;
  /** Spans and divs around. */
  readonly depth: number;
}

/** All marks of a document, by ascending start, an outer one before an inner one. */
export function readMarks(source: string, ignoreClasses: ReadonlySet<string> = new Set()): MarkFacts[] {
  const reader = new MarkReader(source, ignoreClasses);
  reader.read(parseTree(source), { depth: 0, end: source.length });
  return reader.marks.sort((a, b) => a.start - b.start || b.end - a.end);
}

/** What holds the blocks being read. */
interface Holder {
  readonly depth: number;
  /** Where whatever is still open in it ends. */
  readonly end: number;
}

class MarkReader {
  readonly marks: MarkFacts[] = [];

  constructor(
    private readonly source: string,
    private readonly ignoreClasses: ReadonlySet<string>,
  ) {}

  read(node: Nodes, holder: Holder): void {
    const open: Heading[] = [];
    for (const child of childrenOf(node)) {
      if (child.type === 'heading') {
        const start = this.#lineStart(rangeOf(child).start);
        while (open.length > 0 && open.at(-1)!.depth >= child.depth)
          this.#section(open.pop()!, start, holder);
        open.push(child);
      }
      this.#node(child, holder);
    }
    const closing = node.type === 'div' ? node.data.closing : undefined;
    const end = closing ? this.#lineStart(closing.start) : holder.end;
    for (const heading of open) this.#section(heading, end, holder);
  }

  #node(node: Nodes, holder: Holder): void {
    switch (node.type) {
      case 'div':
        this.#div(node, holder);
        this.read(node, { ...holder, depth: holder.depth + 1 });
        break;
      case 'paragraph':
      case 'heading':
      case 'tableCell':
      case 'definitionTerm':
        this.#spans(node, holder);
        break;
      case 'blockquote':
      case 'listItem':
      case 'footnoteDefinition':
        this.read(node, { ...holder, end: node.data!.after! });
        break;
      default:
        this.read(node, holder);
    }
  }

  /** Without recursion: emphasis in emphasis may go deep. */
  #spans(block: Nodes, holder: Holder): void {
    const waiting: { node: Nodes; depth: number }[] = [{ node: block, depth: holder.depth }];
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      const { node, depth } = next;
      const isSpan = node.type === 'span';
      if (isSpan) this.#add('span', rangeOf(node), node.data.content, node.data.attributes, depth);
      for (const child of childrenOf(node)) waiting.push({ node: child, depth: isSpan ? depth + 1 : depth });
    }
  }

  #div(div: Div, holder: Holder): void {
    const { opening, closing, attributes } = div.data;
    const start = Math.min(this.#nextLine(opening.end), this.source.length);
    const end = closing ? this.#lineStart(closing.start) : holder.end;
    const range = { start: opening.start, end: closing ? this.#lineEnd(closing.end) : holder.end };
    this.#add('div', range, { start: Math.min(start, end), end }, attributes, holder.depth);
  }

  #section(heading: Heading, end: number, holder: Holder): void {
    const attributes = heading.data?.attributes;
    if (!attributes || this.#codes(attributes).length === 0) return;
    const text = heading.children[0] ? rangeOf(heading.children[0]).start : attributes.range.start - 1;
    this.#add(
      'section',
      { start: rangeOf(heading).start, end },
      { start: text, end },
      attributes,
      holder.depth,
    );
  }

  #add(kind: MarkKind, range: Range, content: Range, attributes: Attributes, depth: number): void {
    const value = (key: string) => attributes.pairs.findLast(([name]) => name === key)?.[1] || undefined;
    this.marks.push({
      ...range,
      kind,
      content,
      attributes: attributes.range,
      codes: this.#codes(attributes),
      id: attributes.id || undefined,
      seg: value('seg'),
      coder: value('coder'),
      depth,
    });
  }

  #codes({ classes }: Attributes): string[] {
    return [...new Set(classes)].filter((name) => !PANDOC_CLASSES.has(name) && !this.ignoreClasses.has(name));
  }

  #lineStart(offset: number): number {
    return this.source.lastIndexOf('\n', offset - 1) + 1;
  }

  #lineEnd(offset: number): number {
    const end = this.source.indexOf('\n', offset);
    return end === -1 ? this.source.length : end;
  }

  #nextLine(offset: number): number {
    return Math.min(this.#lineEnd(offset) + 1, this.source.length);
  }
}
