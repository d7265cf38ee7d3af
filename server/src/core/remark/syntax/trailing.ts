import { codes } from 'micromark-util-symbol';
import type { Construct } from 'micromark-util-types';
import { attributes, spaces } from './attributes.js';
import { chars, end, optional, seq, token } from './grammar.js';

const hashes = chars((code) => code === codes.numberSign);
const STEPS = {
  hashes: seq(token('trailing', seq(hashes, spaces, optional(attributes), spaces)), end),
  plain: seq(token('trailing', seq(attributes, spaces)), end),
};

/**
 * What may end a heading: `#`s, attributes. Only on lines of which the blocks say that attributes may end them; the
 * opening fence of a div is one too.
 */
export const trailing: Construct = {
  name: 'trailingAttributes',
  tokenize(effects, ok, nok) {
    const kind = this.parser.attributeLines?.get(this.now().line);
    return kind === undefined ? nok : STEPS[kind](effects, ok, nok);
  },
};
