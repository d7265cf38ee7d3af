import { align } from './align.js';
import type { Range } from '../problem.js';
import { readCoded, type CodedText, type Coding } from './read.js';
import { partners, type Placed } from './partners.js';
import { whereNow } from './where.js';

/**
 * A coding of an old text that a new one does not have.
 * - `deleted`: its text is gone too;
 * - `unmarked`: the text still stands, without the code;
 * - `recoded`: the text still stands and carries another code now that it did not carry before.
 */
export interface LostCoding {
  readonly how: 'deleted' | 'unmarked' | 'recoded';
  readonly coding: Coding;
  /** In the new text: the words that were coded, a range a fragment; where they stood, empty, if they are gone. */
  readonly ranges: readonly Range[];
  /** `recoded`: the code that stands in its place. */
  readonly by?: string;
}

export interface CompareOptions {
  readonly ignoreClasses?: ReadonlySet<string>;
  /** One id for all names of a code: a renamed code is no other. */
  readonly resolve?: (code: string) => string;
}

/** Codings of `before` that are in `after` no more; what was merely moved, edited, shrunk or joined is not among them. */
export function lostCodings(before: string, after: string, options: CompareOptions = {}): LostCoding[] {
  if (before === after) return [];
  return compare(readCoded(before, options), readCoded(after, options), options).lost;
}

/** What two readings of a document have not in common: codings lost, and codings that came. */
export function compare(
  before: CodedText,
  after: CodedText,
  { resolve = (code) => code }: CompareOptions = {},
): { lost: LostCoding[]; come: Coding[] } {
  const image = align(before.lines, after.lines);
  const old = before.codings.map((coding) => placed(before, coding, image, resolve));
  const now = after.codings.map((coding) => placed(after, coding, undefined, resolve));
  const { without, come } = partners(old, now);
  return {
    lost: without.map(({ coding }) => whereNow(before, after, image, coding, come)),
    come: come.map(({ coding }) => coding),
  };
}

function placed(
  { clean, words }: CodedText,
  coding: Coding,
  image: Int32Array | undefined,
  resolve: (code: string) => string,
): Placed {
  const indices = coding.words.flatMap(({ start, end }) =>
    Array.from({ length: end - start }, (_, i) => start + i),
  );
  return {
    coding,
    code: resolve(coding.code),
    places: image ? indices.map((index) => image[index]!).filter((index) => index >= 0) : indices,
    spoken: indices.map((index) => clean.text.slice(words[index]!.start, words[index]!.end).toLowerCase()),
  };
}
