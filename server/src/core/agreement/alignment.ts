import { align } from '../lost/align.js';
import { type Copy, linesOf } from './copy.js';

/** How the words of one copy stand to those of the copy that units are cut in. */
export interface Alignment {
  /** By word of the copy: the word of the other that it is; -1 for one that is not there. Ascending. */
  readonly toBase: Int32Array;
  /** The other way round. */
  readonly fromBase: Int32Array;
  /** Words of either that the other lacks. */
  readonly unaligned: number;
}

/**
 * Which words of two texts are the same, so that an edit in one of them shifts nothing behind it: the longest common
 * run of words, first by lines, then within those that differ (Myers 1986, by way of the library `diff`).
 */
export function alignmentOf(copy: Copy, base: Copy): Alignment {
  const same = copy === base || copy.clean.text === base.clean.text;
  const [size, baseSize] = [copy.words.length, base.words.length];
  const toBase =
    same && size === baseSize
      ? Int32Array.from({ length: size }, (_, at) => at)
      : align(linesOf(copy), linesOf(base));
  const fromBase = new Int32Array(baseSize).fill(-1);
  let aligned = 0;
  toBase.forEach((word, at) => {
    if (word < 0) return;
    fromBase[word] = at;
    aligned++;
  });
  return { toBase, fromBase, unaligned: size - aligned + (baseSize - aligned) };
}
