import type { Paragraph, Root, RootContent, Text } from 'mdast';
import { defaultHandlers, type Handle, type Options } from 'mdast-util-to-markdown';
import remarkGfm from 'remark-gfm';
import remarkStringify from 'remark-stringify';
import { unified } from 'unified';

/**
 * What Markdown alone would let stand, and Pandoc or a reader of marks takes for something else: braces (attributes),
 * brackets, which pair up with those of a code put around them later, fences of divs, definitions, line blocks.
 */
const UNSAFE: Options['unsafe'] = [
  { character: '{', inConstruct: 'phrasing' },
  { character: '[', inConstruct: 'phrasing' },
  { character: ']', inConstruct: 'phrasing' },
  { atBreak: true, character: ':' },
  { atBreak: true, character: '|' },
  { atBreak: true, character: '%' },
  { atBreak: true, character: '~' },
];

/** `[laughs]`, `[00:12:31]`: brackets in pairs, with nothing in them or behind them that makes more of it. */
const HARMLESS = /(?<![!^\\])\\\[([^[\]\\{}<>`*_~^&!@\n]{2,80})\\\](?![({[:])/g;
/** Pandoc's lists of letters, roman numerals and brackets: `a)`, `(iv)`, `#.` */
const FANCY_LIST = /^(\(?(?:\d{1,9}|#|[a-z]|[ivxlcdm]{1,9}|@[\w-]*))([.)])(?=\s|$)/i;

const text: Handle = (node: Text, parent, state, info) => {
  const safe = state.safe(node.value, info);
  const inLink = state.stack.some((construct) => construct === 'label' || construct === 'link');
  if (inLink) return safe;
  const isTask = parent?.type === 'paragraph' && state.stack.includes('listItem');
  return safe.replace(HARMLESS, (escaped, inside: string, at: number) => {
    const behind = safe.slice(at + escaped.length, at + escaped.length + 1) || info.after;
    const before = at === 0 ? info.before : '';
    const more = /[({[:]/.test(behind) || /[!^\\\]]/.test(before);
    return more || (isTask && /^[ x]$/i.test(inside)) ? escaped : `[${inside}]`;
  });
};

const paragraph: Handle = (node: Paragraph, parent, state, info) =>
  defaultHandlers.paragraph(node, parent, state, info).replace(FANCY_LIST, '$1\\$2');

const writer = unified()
  .use(remarkGfm)
  .use(remarkStringify, {
    bullet: '-',
    rule: '-',
    emphasis: '*',
    incrementListMarker: true,
    resourceLink: true,
    unsafe: UNSAFE,
    handlers: { text, paragraph },
  })
  .freeze();

/** Markdown in which nothing is a mark. */
export function toMarkdown(children: readonly RootContent[]): string {
  const root: Root = { type: 'root', children: [...children] };
  return writer.stringify(root).replace(/\n+$/, '');
}
