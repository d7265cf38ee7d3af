import { codes } from 'micromark-util-symbol';
import type { Construct } from 'micromark-util-types';
import { attributes, spaces } from './attributes.js';
import { char, chars, end, optional, seq, token } from './grammar.js';

const isHash = (code: number): boolean => code === codes.numberSign;

/**
 * What may end a heading: `#`s, attributes. Only on lines of which the blocks say that attributes may end them; the
 * opening fence of a div is one too.
 */
export const trailing: Construct = {
  name: 'trailingAttributes',
  tokenize(effects, ok, nok) {
    const line = this.parser.attributeLines?.get(this.now().line);
    if (line === undefined) return nok;
    const hashes = line === 'hashes' ? chars(isHash) : char((code) => code === codes.leftCurlyBrace);
    if (line !== 'hashes') return seq(token('trailing', seq(attributes, spaces)), end)(effects, ok, nok);
    return seq(token('trailing', seq(hashes, spaces, optional(attributes), spaces)), end)(effects, ok, nok);
  },
};
