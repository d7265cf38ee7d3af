import type { ImageReference, Link, LinkReference, Nodes, PhrasingContent } from 'mdast';
import type { Token } from 'mdast-util-from-markdown';
import { toString } from 'mdast-util-to-string';
import { decodeString } from 'micromark-util-decode-string';
import { normalizeIdentifier } from 'micromark-util-normalize-identifier';
import type { Span } from '../nodes.js';
import { buffer, close, discard, enterText, exitText, open, openNode, type Handles } from './handles.js';

/** The text of a block: spans, links, images, notes, code, HTML. */
export const text: Handles = {
  enter: {
    bracketAfter: buffer,
    bracketEnd: enterText,
    bracketStart: enterText,
    image: open((token) => linkNode('image', token)),
    inlineCode: open(() => ({ type: 'inlineCode', value: '' })),
    inlineCodeText: buffer,
    inlineHtml: open(() => ({ type: 'html', value: '' })),
    inlineNote: open(() => ({ type: 'inlineNote', children: [] })),
    link: open((token) => linkNode('link', token)),
    noteCall(token) {
      if (token._label === undefined) enterText.call(this, token);
      else this.enter({ type: 'footnoteReference', ...identified(token._label) }, token);
    },
    // Its data comes when it ends.
    span: open(() => ({ type: 'span', children: [] }) as unknown as Span),
  },
  exit: {
    bracketAfter: discard,
    bracketEnd: exitText,
    bracketStart: exitText,
    image(token) {
      const image = this.stack.at(-1) as { children?: PhrasingContent[]; alt?: string; data?: object };
      image.alt = toString(image.children);
      image.data = { alt: image.children };
      delete image.children;
      this.exit(token);
    },
    inlineCode: close,
    inlineCodeText(token) {
      this.resume();
      const value = this.sliceSerialize(token, true).replace(/^`+|`+$/g, '');
      openNode(this, 'inlineCode').value = value.trim().replace(/\s*[\r\n]+\s*/g, ' ');
    },
    inlineHtml(token) {
      openNode(this, 'html').value = this.sliceSerialize(token);
      this.exit(token);
    },
    inlineNote: close,
    link: close,
    linkTitle(token) {
      const link = this.stack.at(-2) as Link;
      link.title = decodeString(this.sliceSerialize(token).slice(1, -1));
    },
    linkUrl(token) {
      const link = this.stack.at(-2) as Link;
      const url = this.sliceSerialize(token).trim();
      link.url = decodeString(url.replace(/^<(.*)>$/s, '$1'));
    },
    noteCall(token) {
      if (token._label === undefined) exitText.call(this, token);
      else this.exit(token);
    },
    span(token) {
      const { opening } = token._group!;
      openNode(this, 'span').data = {
        attributes: this.data.attributes!,
        content: { start: opening.end.offset, end: opening._opening!.closing!.start.offset },
      };
      this.exit(token);
    },
  },
};

/** Images have children until they end, since their text may hold spans. */
function linkNode(type: 'link' | 'image', token: Token): Nodes {
  const reference = token._group!.reference;
  if (!reference) return { type, url: '', title: null, children: [] };
  return {
    type: `${type}Reference`,
    referenceType: reference.type,
    ...identified(reference.label),
    children: [],
  } as unknown as LinkReference | ImageReference;
}

export function identified(label: string): { identifier: string; label: string } {
  return { identifier: normalizeIdentifier(label).toLowerCase(), label };
}
