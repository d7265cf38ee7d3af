import type { Element, Nodes as HtmlNode, Root as HtmlRoot } from 'hast';
import type { FootnoteDefinition, FootnoteReference, Paragraph, RootContent } from 'mdast';
import rehypeParse from 'rehype-parse';
import { defaultHandlers } from 'hast-util-to-mdast';
import rehypeRemark, { type Options } from 'rehype-remark';
import { unified } from 'unified';
import { tidy } from './plain.js';
import { wordsOf } from './phrasing.js';
import type { Piece } from './types.js';

/** The class of a heading that is the document's title. */
export const TITLE = 'title';
declare module 'mdast' {
  interface HeadingData {
    isTitle?: boolean;
  }
}

type Handle = NonNullable<NonNullable<Options['handlers']>[string]>;

/** `#footnote-2`, `#endnote-1`: what Mammoth makes of notes. */
const NOTE = /^#?((?:foot|end)note)-(?:ref-)?([\w-]+)$/;

/** A link within the document, or to nowhere, is its words. */
const link: Handle = (state, node: Element) => {
  const { href } = node.properties;
  const note = typeof href === 'string' ? NOTE.exec(href) : null;
  if (note && idOf(node).includes('-ref-')) return noteReference(note);
  if (note) return undefined; // the arrow back
  const isPlace = typeof href === 'string' && /^(https?|mailto):/i.test(href);
  if (!isPlace) return state.all(node);
  return { type: 'link', url: encodeURI(decoded(href)), children: state.all(node) as never };
};

/** What Word calls the title is the first heading, and known as more than that. */
const heading: Handle = (state, node: Element) => {
  const made = defaultHandlers.h1(state, node);
  const { className } = node.properties;
  if (Array.isArray(className) && className.includes(TITLE)) made.data = { isTitle: true };
  return made;
};

const superscript: Handle = (state, node: Element) => state.all(node);

function noteReference([, kind, id]: RegExpExecArray): FootnoteReference {
  const identifier = noteName(kind!, id!);
  return { type: 'footnoteReference', identifier, label: identifier };
}

function noteName(kind: string, id: string): string {
  return kind === 'footnote' ? id : `e${id}`;
}

/** The list of notes at the end becomes notes. */
const orderedList: Handle = (state, node: Element) => {
  const items = node.children.filter((child): child is Element => child.type === 'element');
  const notes = items.map((item) => NOTE.exec(idOf(item)));
  if (items.length === 0 || notes.includes(null)) return state.toFlow([listOf(state, node)]);
  return items.map((item, index): FootnoteDefinition => {
    const [, kind, id] = notes[index]!;
    const identifier = noteName(kind!, id!);
    return {
      type: 'footnoteDefinition',
      identifier,
      label: identifier,
      children: state.toFlow(state.all(item)),
    };
  });
};

function idOf({ properties: { id } }: Element): string {
  return typeof id === 'string' ? id : '';
}

type State = Parameters<Handle>[0];

function listOf(state: State, node: Element): RootContent {
  return {
    type: 'list',
    ordered: true,
    start: 1,
    spread: false,
    children: state.all(node).filter((child) => child.type === 'listItem'),
  };
}

const parser = unified()
  .use(rehypeParse, { fragment: true })
  .use(rehypeRemark, {
    handlers: {
      a: link,
      sup: superscript,
      sub: superscript,
      h1: heading,
      ol: orderedList,
      img: () => undefined,
    },
  })
  .freeze();

/** Pieces of a document that came as HTML: headings, lists, tables, emphasis and notes as Markdown has them. */
export function readHtml(html: string): readonly Piece[] {
  const tree = parser.parse(tidy(html));
  makeHeads(tree);
  unwrapCells(tree);
  const root = parser.runSync(tree);
  return root.children.flatMap((node): Piece[] => {
    if (node.type !== 'paragraph') return [{ kind: 'block', node }];
    const empty = wordsOf(node.children).trim() === '' && !holdsNote(node);
    return empty ? [] : [{ kind: 'line', children: node.children }];
  });
}

function holdsNote({ children }: Paragraph): boolean {
  return children.some(({ type }) => type === 'footnoteReference');
}

/** A Markdown table has a head: the first row, where Word does not say. */
function makeHeads(node: HtmlNode | HtmlRoot): void {
  if (!('children' in node)) return;
  const isTable = node.type === 'element' && node.tagName === 'table';
  const row = isTable ? firstRow(node) : undefined;
  for (const cell of row?.children ?? [])
    if (cell.type === 'element' && cell.tagName === 'td') cell.tagName = 'th';
  for (const child of node.children) makeHeads(child);
}

function firstRow(node: Element): Element | undefined {
  for (const child of node.children) {
    if (child.type !== 'element') continue;
    const row = child.tagName === 'tr' ? child : firstRow(child);
    if (row) return row;
  }
  return undefined;
}

/** A cell of a Markdown table has no paragraphs: those of Word are lines, which a table writes with a space between. */
function unwrapCells(node: HtmlNode | HtmlRoot, inCell = false): void {
  if (!('children' in node)) return;
  for (const child of node.children) {
    if (child.type !== 'element') continue;
    unwrapCells(child, inCell || child.tagName === 'td' || child.tagName === 'th');
  }
  if (node.type !== 'element' || (node.tagName !== 'td' && node.tagName !== 'th')) return;
  node.children = node.children.flatMap((child, index) => {
    const line = { type: 'element' as const, tagName: 'br', properties: {}, children: [] };
    const isParagraph = child.type === 'element' && child.tagName === 'p';
    return isParagraph ? [...(index > 0 ? [line] : []), ...child.children] : [child];
  });
}

function decoded(url: string): string {
  try {
    return decodeURI(url);
  } catch {
    return url;
  }
}
