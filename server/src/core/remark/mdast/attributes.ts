import type { CompileContext } from 'mdast-util-from-markdown';
import { decodeString } from 'micromark-util-decode-string';
import type { Range } from '../../problem.js';
import type { Attributes } from '../nodes.js';
import type { Handles } from './handles.js';

declare module 'mdast-util-from-markdown' {
  interface CompileData {
    /** The attributes read last; whoever they belong to takes them as soon as they are read. */
    attributes?: Attributes | undefined;
    /** Of the pair being read. */
    key?: string;
    value?: string;
  }
}

const NONE = { classes: [], pairs: [] };

/** Collects the parts of `{…}` into one value. */
export const attributes: Handles = {
  enter: {
    attributes(token) {
      this.buffer();
      const range: Range = { start: token.start.offset + 1, end: token.end.offset - 1 };
      this.data.attributes = { ...NONE, range };
    },
    attributePair() {
      this.data.value = '';
    },
  },
  exit: {
    attributes() {
      this.resume();
    },
    attributeClass(token) {
      addClasses(this, [this.sliceSerialize(token)]);
    },
    attributeDash() {
      addClasses(this, ['unnumbered']);
    },
    attributeId(token) {
      change(this, { id: this.sliceSerialize(token) });
    },
    attributeKey(token) {
      this.data.key = this.sliceSerialize(token);
    },
    attributeValue(token) {
      this.data.value = decodeString(this.sliceSerialize(token, true).replace(/\r?\n|\r/g, ' '));
    },
    attributePair() {
      const { key = '', value = '' } = this.data;
      if (key === 'id') change(this, { id: value });
      else if (key === 'class') addClasses(this, value.split(/\s+/).filter(Boolean));
      else change(this, { pairs: [...this.data.attributes!.pairs, [key, value]] });
    },
  },
};

function addClasses(context: CompileContext, names: readonly string[]): void {
  change(context, { classes: [...context.data.attributes!.classes, ...names] });
}

function change(context: CompileContext, part: Partial<Attributes>): void {
  context.data.attributes = { ...context.data.attributes!, ...part };
}
