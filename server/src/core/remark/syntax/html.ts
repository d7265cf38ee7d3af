import { codes } from 'micromark-util-symbol';
import { asciiAlpha, asciiAlphanumeric } from 'micromark-util-character';
import { isSpace } from './attributes.js';
import { char, chars, end, eol, first, literal, not, optional, repeat, seq, type Step } from './grammar.js';

/** HTML as far as a reader of text must know it: tags, comments, and the elements whose text is no Markdown. */

const is = (wanted: number) => char((code) => code === wanted);
const anything = first(
  char(() => true),
  eol,
);
const white = repeat(first(char(isSpace), eol));
const someWhite = seq(first(char(isSpace), eol), white);

const isNameRest = (code: number): boolean =>
  asciiAlphanumeric(code) || code === codes.colon || code === codes.dash || code === codes.underscore;
const name = seq(char(asciiAlpha), chars(isNameRest));

const quoted = (quote: number): Step =>
  seq(
    is(quote),
    repeat(
      first(
        char((code) => code !== quote),
        eol,
      ),
    ),
    is(quote),
  );
const isBareValue = (code: number): boolean =>
  !isSpace(code) && code !== codes.greaterThan && code !== codes.lessThan;
const bareValue = seq(char(isBareValue), chars(isBareValue));
const value = first(quoted(codes.quotationMark), quoted(codes.apostrophe), bareValue);
const attribute = seq(someWhite, name, optional(seq(white, is(codes.equalsTo), white, value)));

const openingTag = seq(
  is(codes.lessThan),
  name,
  repeat(attribute),
  white,
  optional(is(codes.slash)),
  is(codes.greaterThan),
);
const closingTag = seq(literal('</'), name, white, is(codes.greaterThan));
export const tag = first(openingTag, closingTag);

/** Up to and with `stop`; no match where it never comes. */
function through(stop: Step): Step {
  return seq(repeat(seq(not(first(stop, end)), anything)), stop);
}

export const comment = seq(literal('<!--'), through(literal('-->')));

/** `word` in any case. */
function word(text: string): Step {
  return seq(
    ...Array.from(text, (letter) => char((code) => String.fromCharCode(code).toLowerCase() === letter)),
  );
}

/** Elements whose content is not read: what they hold stays as it is, blank lines included. */
export const VERBATIM = ['pre', 'script', 'style', 'textarea'] as const;
export const verbatim = first(
  ...VERBATIM.map((element) => {
    const opening = seq(is(codes.lessThan), word(element), repeat(attribute), white, is(codes.greaterThan));
    const closing = seq(literal('</'), word(element), white, is(codes.greaterThan));
    return seq(opening, through(closing));
  }),
);
