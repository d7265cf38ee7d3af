import { codes } from 'micromark-util-symbol';
import type { Construct, State, Token } from 'micromark-util-types';
import { char, chars, seq, token, type Step } from './grammar.js';

export interface BracketOpening {
  readonly kind: 'text' | 'image' | 'note';
  /** Set on the label of `[text][label]`: the token that opens the text. */
  readonly text?: Token;
  /** The bracket that closes it. */
  closing?: Token;
}

const is = (wanted: number): Step => char((code) => code === wanted);

/** More open brackets than this are text, so that no input makes a tree too deep to walk. */
const MAX_OPEN = 500;

function opening(kind: BracketOpening['kind'], sign?: number): Construct {
  return {
    name: `${kind}BracketStart`,
    tokenize(effects, ok, nok) {
      if ((this._labelStarts?.length ?? 0) >= MAX_OPEN) return nok;
      const start = this.now();
      const bracket = is(codes.leftSquareBracket);
      const step = token('bracketStart', sign === undefined ? bracket : seq(is(sign), bracket));
      const opened: State = (code) => {
        const opened = this.events.at(-1)![1];
        const text = this.bracketText?.end === start.offset ? this.bracketText.opening : undefined;
        opened._opening = text && kind === 'text' ? { kind, text } : { kind };
        (this._labelStarts ??= []).push(opened);
        return ok(code);
      };
      return step(effects, opened, nok);
    },
  };
}
export const textStart = opening('text');
export const imageStart = opening('image', codes.exclamationMark);
export const noteStart = opening('note', codes.caret);

const isLabelSign = (code: number): boolean =>
  code > codes.space && !'^[]'.includes(String.fromCharCode(code));
const call = seq(
  is(codes.leftSquareBracket),
  is(codes.caret),
  token('noteCallLabel', seq(char(isLabelSign), chars(isLabelSign))),
  is(codes.rightSquareBracket),
);

/** `[^label]` holds no brackets, whether a note of that name exists or not. */
export const noteCall: Construct = {
  name: 'noteCall',
  tokenize(effects, ok, nok) {
    const called: State = (code) => {
      const found = this.events.at(-1)![1];
      const label = this.sliceSerialize(found).slice(2, -1);
      if (this.parser.notes?.has(label)) found._label = label;
      return ok(code);
    };
    return token('noteCall', call)(effects, called, nok);
  },
};
