import { firstNotBelow } from '../../scan/lookahead.js';

/**
 * The text of a document as it is given to other programs, and its places there: characters of Unicode (code points, as
 * the standard has it), a line break one of them.
 */
export class Positions {
  /** The text with `\n` at the end of its lines. */
  readonly text: string;
  /** Places in the given text that count for nothing: the second unit of a character, the `\r` of `\r\n`. */
  readonly #silent: number[] = [];

  constructor(given: string) {
    for (let at = 0; at < given.length; at++) {
      const unit = given.charCodeAt(at);
      if (unit === 0x0d && given.charCodeAt(at + 1) === 0x0a) this.#silent.push(at);
      else if (isLow(unit) && at > 0 && isHigh(given.charCodeAt(at - 1))) this.#silent.push(at);
    }
    this.text = given.replaceAll('\r\n', '\n');
  }

  /** Where a place of the given text (UTF-16 units) is in the other. */
  at(offset: number): number {
    return offset - firstNotBelow(this.#silent, offset);
  }
}

const isHigh = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdbff;
const isLow = (unit: number): boolean => unit >= 0xdc00 && unit <= 0xdfff;
