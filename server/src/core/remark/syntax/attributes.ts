import type { State } from 'micromark-util-types';
import { codes } from 'micromark-util-symbol';
import {
  char,
  chars,
  end,
  eol,
  first,
  literal,
  match,
  not,
  optional,
  repeat,
  seq,
  token,
  type Step,
} from './grammar.js';

/**
 * `{#id .class key=value -}` as Pandoc reads it (`attributes` in its Markdown reader): parts may stand side by side,
 * one line ending is allowed between two parts, a quoted value may hold anything but a blank line.
 */

const is =
  (...some: readonly number[]) =>
  (code: number) =>
    some.includes(code);

export const isSpace = (code: number): boolean =>
  code === codes.space || code === codes.horizontalTab || code === codes.virtualSpace;

/** Pandoc's `isAlphaNum` without the digits of `letter`; letters beyond the basic plane come as two codes. */
const letter = unicode(/\p{L}/u);
export const alphanumeric = unicode(/[\p{L}\p{N}]/u);
const isPunctuationOfNames = is(codes.dash, codes.underscore, codes.colon, codes.dot);
const nameRest = first(char(isPunctuationOfNames), alphanumeric);

export const spaces = chars(isSpace);
/** Spaces with at most one line ending among them, and no blank line. */
export const gap = seq(spaces, optional(seq(eol, spaces)), not(eol));

const name = seq(letter, repeat(nameRest));
/** Whether a word can be a class. */
export const isName = (word: string): boolean => match(name, word, 0) === word.length;
const id = seq(char(is(codes.numberSign)), token('attributeId', seq(nameRest, repeat(nameRest))));
const className = seq(char(is(codes.dot)), token('attributeClass', name));
const dash = token('attributeDash', char(is(codes.dash)));

/** A backslash and what it escapes: anything but letters, digits and line endings. */
export const escape = seq(
  char(is(codes.backslash)),
  not(alphanumeric),
  char(() => true),
);

/** What stands between delimiters: anything but a blank line. */
export function within(stop: (code: number) => boolean): Step {
  const plain = char((code) => !stop(code));
  return first(escape, plain, seq(eol, not(seq(spaces, eol)), not(end)));
}

const quoted = (quote: number) => {
  const stop = is(quote);
  const inside = within(stop);
  const value = token('attributeValue', seq(inside, repeat(inside)));
  return seq(char(stop), not(first(char(isSpace), eol)), value, char(stop));
};
const unquotedEnd = (code: number) => isSpace(code) || code === codes.rightCurlyBrace;
const unquotedPart = first(
  escape,
  char((code) => !unquotedEnd(code)),
);
const unquoted = optional(token('attributeValue', seq(unquotedPart, repeat(unquotedPart))));
const value = first(
  quoted(codes.quotationMark),
  quoted(codes.apostrophe),
  literal('""'),
  literal("''"),
  unquoted,
);
const pair = token('attributePair', seq(token('attributeKey', name), char(is(codes.equalsTo)), value));

export const attributes = token(
  'attributes',
  seq(
    char(is(codes.leftCurlyBrace)),
    gap,
    repeat(seq(first(id, className, pair, dash), gap)),
    // A token of its own, since micromark needs more than one event on every line of a text.
    token('attributesEnd', char(is(codes.rightCurlyBrace))),
  ),
);

function unicode(pattern: RegExp): Step {
  return (effects, ok, nok) => (code) => {
    if (code === null || code < 0) return nok(code);
    if (code < 0xd800 || code > 0xdbff)
      return char((one) => pattern.test(String.fromCharCode(one)))(effects, ok, nok)(code);
    effects.consume(code);
    const low: State = (next) => {
      if (next === null || next < 0 || !pattern.test(String.fromCharCode(code, next))) return nok(next);
      effects.consume(next);
      return ok;
    };
    return low;
  };
}
