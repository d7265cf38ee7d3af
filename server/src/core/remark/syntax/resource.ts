import { codes } from 'micromark-util-symbol';
import { alphanumeric, attributes, gap, isSpace, spaces, within } from './attributes.js';
import { code } from './code.js';
import { char, eol, first, not, optional, repeat, seq, token, type Step } from './grammar.js';
import { comment, tag } from './html.js';

/** What stands after a link's text, and the parts of a definition, as Pandoc reads them. */

const is = (...wanted: readonly number[]) => char((code) => wanted.includes(code));
const many = (step: Step) => seq(step, repeat(step));

const anyText = within(() => false);

/**
 * Up to a quote that no letter or digit follows. A title in quotes may hold another one; more than that is not looked
 * for, since every further quote mark would double the work.
 */
function quotedTitle(quote: number, nested: readonly Step[] = []): Step {
  const ending = seq(is(quote), not(alphanumeric));
  const inside = first(...nested, anyText);
  return seq(is(quote), not(char(isSpace)), repeat(seq(not(ending), inside)), ending);
}
function nestingTitle(quote: number): Step {
  return quotedTitle(quote, [quotedTitle(quote)]);
}
const quotedTitles = first(nestingTitle(codes.quotationMark), nestingTitle(codes.apostrophe));

function balanced(open: number, close: number, ...atoms: readonly Step[]): Step {
  const inner: Step = first(
    ...atoms,
    within((code) => code === open || code === close),
    (effects, ok, nok) => whole(effects, ok, nok),
  );
  const whole = seq(is(open), repeat(inner), is(close));
  return whole;
}

const parentheses = balanced(codes.leftParenthesis, codes.rightParenthesis);
const title = seq(gap, token('linkTitle', quotedTitles));
const angled = seq(
  is(codes.lessThan),
  repeat(seq(not(is(codes.greaterThan)), anyText)),
  is(codes.greaterThan),
);
const someSpaces = seq(char(isSpace), spaces);
const urlPart = first(
  parentheses,
  seq(not(first(eol, char(isSpace), is(codes.rightParenthesis))), anyText),
  seq(
    not(
      first(
        seq(gap, quotedTitles),
        char(() => true),
      ),
    ),
    anyText,
  ),
  seq(someSpaces, not(is(codes.quotationMark, codes.apostrophe, codes.rightParenthesis))),
);
const destination = token('linkUrl', first(angled, many(urlPart)));

/** `(destination "title"){.a}`: destinations may hold spaces, and attributes belong to the link. */
export const resource = token(
  'linkResource',
  seq(
    is(codes.leftParenthesis),
    spaces,
    optional(destination),
    optional(title),
    spaces,
    is(codes.rightParenthesis),
  ),
);

export const linkAttributes = optional(attributes);

/** `[label]` with brackets in it balanced, but those in escapes, code and tags. */
export const definitionLabel = balanced(
  codes.leftSquareBracket,
  codes.rightSquareBracket,
  code,
  comment,
  tag,
);
const titleGap = seq(spaces, optional(seq(eol, spaces)));
export const definitionTitle = seq(titleGap, first(quotedTitles, parentheses));
