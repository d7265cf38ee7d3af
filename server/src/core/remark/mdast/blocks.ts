import type { List, ListItem, PhrasingContent } from 'mdast';
import { decodeString } from 'micromark-util-decode-string';
import type { Attributes, Div } from '../nodes.js';
import { isName } from '../syntax/attributes.js';
import { buffer, close, open, openNode, rangeOf, type Handles } from './handles.js';
import { identified } from './text.js';

declare module 'mdast-util-from-markdown' {
  interface CompileData {
    /** Attributes at the end of a heading's text, or on the fence of a div. */
    trailing?: Attributes | undefined;
  }
}

export const blocks: Handles = {
  enter: {
    blockQuote: open(({ _after }) => ({ type: 'blockquote', children: [], data: { after: _after! } })),
    codeBlock: open(({ _code }) => ({ type: 'code', ..._code! })),
    definitionList: open(() => ({ type: 'definitionList', children: [] })),
    definitionTerm: open(() => ({ type: 'definitionTerm', children: [] })),
    // Its data comes with its opening fence.
    fencedDiv: open(() => ({ type: 'div', children: [] }) as unknown as Div),
    // Pandoc knows deeper headings than mdast, and sections end by their depth.
    heading: open(({ _depth }) => ({ type: 'heading', depth: _depth as 1, children: [] })),
    htmlBlock: open(({ _value }) => ({ type: 'html', value: _value! })),
    lineBlock: open(() => ({ type: 'lineBlock', children: [] })),
    lineBlockLine: open(() => ({ type: 'paragraph', children: [] })),
    linkDefinition: open(({ _definition }) => {
      const { label, url, title } = _definition!;
      return {
        ...({ type: 'definition', url: decodeString(url), title: title && decodeString(title) } as const),
        ...identified(label),
      };
    }),
    markdownList: open(({ _ordered, _start }): List => {
      return { type: 'list', spread: false, ordered: _ordered!, start: _start ?? null, children: [] };
    }),
    markdownListItem: open(({ _after }): ListItem => {
      return { type: 'listItem', spread: false, children: [], data: { after: _after! } };
    }),
    noteDefinition: open(({ _label, _after }) => {
      const data = { after: _after! };
      return { type: 'footnoteDefinition', ...identified(_label!), children: [], data };
    }),
    trailing: buffer,
  },
  exit: {
    codeBlock: close,
    definitionList: close,
    definitionTerm: close,
    divClosing(token) {
      openNode(this, 'div').data.closing = rangeOf(token);
    },
    divOpening(token) {
      openNode(this, 'div').data = { attributes: this.data.trailing!, opening: rangeOf(token) };
      this.data.trailing = undefined;
    },
    divWord(token) {
      const word = this.sliceSerialize(token);
      this.data.trailing = { classes: isName(word) ? [word] : [], pairs: [], range: rangeOf(token) };
    },
    fencedDiv: close,
    heading(token) {
      const heading = openNode(this, 'heading');
      trimEnd(heading.children);
      if (this.data.trailing) heading.data = { attributes: this.data.trailing };
      this.data.trailing = undefined;
      this.exit(token);
    },
    htmlBlock: close,
    lineBlock: close,
    lineBlockLine: close,
    linkDefinition: close,
    markdownList: close,
    markdownListItem: close,
    noteDefinition: close,
    trailing(token) {
      this.resume();
      // Signs of a heading may stand there without attributes.
      const { attributes } = this.data;
      this.data.trailing = attributes && attributes.range.start > token.start.offset ? attributes : undefined;
    },
  },
};

/** Spaces before a heading's attributes are no text of it. */
function trimEnd(children: PhrasingContent[]): void {
  const last = children.at(-1);
  if (last?.type !== 'text') return;
  const spaces = last.value.length - last.value.trimEnd().length;
  last.value = last.value.trimEnd();
  const { end } = last.position!;
  end.column -= spaces;
  end.offset! -= spaces;
  if (last.value === '') children.pop();
}
