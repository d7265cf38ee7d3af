import type { Mark, Scan } from '../../../server/src/core/scan/types.js';

/**
 * A document with a sign in place of each of its marks, which markdown-it reads as neither text nor HTML: `<` and `>`
 * are punctuation for it as the brackets are, so that emphasis beside them stays what it was.
 */
export interface Signed {
  readonly text: string;
  /** For each line of `text` where it begins in the source; marks that run over lines leave lines out. */
  readonly lines: readonly number[];
  /** Told apart from anything in the document; its groups are the kind and the index of the mark. */
  readonly sign: RegExp;
  /** The same in an address. */
  readonly encodedSign: RegExp;
}

/** What a sign stands for: a span's ends, a div's fences. */
export type Kind = 'open' | 'close' | 'fence' | 'end';
const letters: Readonly<Record<Kind, string>> = { open: 'o', close: 'c', fence: 'f', end: 'e' };
export const kindOf = (letter: string): Kind =>
  (Object.keys(letters) as Kind[]).find((kind) => letters[kind] === letter)!;

/** Rare punctuation: one that a document does not have is its signs' own. */
const rare = ['\u1c7e', '\u1c7f', '\ua9de', '\ua9df', '\uaa5c', '\u0df4', '\u1360', '\ua874'];

/** Undefined where every rare letter occurs. */
export function signed(source: string, scan: Scan): Signed | undefined {
  const letter = rare.find((each) => !source.includes(each));
  if (letter === undefined) return undefined;
  const cuts = Array.from({ length: scan.markCount }, (_, index) => cutsOf(source, scan.mark(index), index))
    .flat()
    .sort((a, b) => a.start - b.start || a.end - b.end);
  let text = '';
  let at = 0;
  const lines = [0];
  const copy = (end: number): void => {
    const part = source.slice(at, end);
    for (const { index, 0: brk } of part.matchAll(/\r\n?|\n/g)) lines.push(at + index + brk.length);
    text += part;
  };
  for (const { start, end, kind, index } of cuts) {
    copy(start);
    if (kind) text += `<${letter}${letters[kind]}${index}>`;
    at = end;
  }
  copy(source.length);
  return {
    text,
    lines,
    sign: new RegExp(`<${letter}([a-z])(\\d+)>`, 'g'),
    encodedSign: new RegExp(`%3C${encodeURIComponent(letter)}[a-z]\\d+%3E`, 'g'),
  };
}

interface Cut {
  readonly start: number;
  readonly end: number;
  readonly index: number;
  /** undefined: nothing stands for it. */
  readonly kind: Kind | undefined;
}

function cutsOf(source: string, mark: Mark, index: number): Cut[] {
  const { kind, start, end, content, attributes } = mark;
  if (kind === 'span')
    return [
      { start, end: content.start, index, kind: 'open' },
      { start: content.end, end, index, kind: 'close' },
    ];
  if (kind === 'section') {
    const before = source.slice(0, attributes.start - 1);
    return [{ start: before.trimEnd().length, end: attributes.end + 1, index, kind: undefined }];
  }
  const fence: Cut = { start, end: lineEnd(source, attributes.end), index, kind: 'fence' };
  if (content.end >= end) return [fence];
  const closing = content.end + /^[ \t>]*/.exec(source.slice(content.end))![0].length;
  return [fence, { start: closing, end: lineEnd(source, closing), index, kind: 'end' }];
}

function lineEnd(source: string, from: number): number {
  const at = source.slice(from).search(/[\r\n]/);
  return at === -1 ? source.length : from + at;
}
