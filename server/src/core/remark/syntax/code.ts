import { codes } from 'micromark-util-symbol';
import type { State } from 'micromark-util-types';
import { attributes } from './attributes.js';
import { eol, optional, seq, token, type Step } from './grammar.js';

/** Attributes of code belong to it: `` `x`{.r} `` is no mark. */
const codeAttributes = optional(attributes);

/** `` `code` ``: as many ticks at the end as at the beginning, whatever stands between. */
export const code: Step = (effects, ok, nok) => {
  let opening = 0;
  let closing = 0;
  const start: State = (next) => {
    if (next === codes.graveAccent) {
      effects.consume(next);
      opening++;
      return start;
    }
    return opening === 0 ? nok(next) : inside(next);
  };
  const inside: State = (next) => {
    if (next === codes.eof) return nok(next);
    closing = 0;
    if (next === codes.graveAccent) return ticks(next);
    if (next < codes.horizontalTab) return eol(effects, inside, nok)(next);
    effects.consume(next);
    return inside;
  };
  const ticks: State = (next) => {
    if (next === codes.graveAccent) {
      effects.consume(next);
      closing++;
      return ticks;
    }
    return closing === opening ? ok(next) : inside(next);
  };
  return (next) => {
    opening = 0;
    return start(next);
  };
};

export const codeText = token('inlineCode', seq(token('inlineCodeText', code), codeAttributes));
