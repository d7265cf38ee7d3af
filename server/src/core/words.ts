/**
 * What a word is, in one place: a run of letters and digits, with apostrophes and single hyphens inside.
 * In scripts written without spaces every character is a word. Combining marks belong to what they follow.
 */

/** Classes of UTF-16 units. Of a surrogate only the pair has a class: see `classAt`. */
export const BREAK = 0;
export const LETTER = 1;
/** Apostrophe or hyphen: joins two letters, is nothing by itself. */
export const JOINER = 2;
/** Combining mark, joiner of emoji or soft hyphen: changes nothing before or after it. */
export const MARK = 3;
/** A character of a script without spaces. */
export const LONE = 4;
export const SURROGATE = 5;
/** A page of the table that nobody needed yet. */
export const UNKNOWN = 6;

const LETTERS = /[\p{L}\p{N}]/u;
const MARKS = /[\p{M}\u00ad\u200b-\u200d\u2060\ufeff]/u;
const SPACELESS =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
/** ' ’ ＇ and - ‐ ‑ */
const JOINERS = /['\u2019\uff07\-\u2010\u2011]/;

function classify(codePoint: number): number {
  const character = String.fromCodePoint(codePoint);
  if (JOINERS.test(character)) return JOINER;
  if (MARKS.test(character)) return MARK;
  if (!LETTERS.test(character)) return BREAK;
  return SPACELESS.test(character) ? LONE : LETTER;
}

/** Class by UTF-16 unit, filled a page of 256 at a time. */
export const CLASSES = new Uint8Array(0x10000).fill(UNKNOWN);
CLASSES.fill(SURROGATE, 0xd800, 0xe000);
fillPage(0);

export function fillPage(unit: number): void {
  const page = unit & 0xff00;
  for (let at = page; at < page + 0x100; at++) CLASSES[at] = classify(at);
}

/** Pages of 256 code points beyond the first plane; a language uses a handful of the 4,096 there are. */
const astral = new Map<number, Uint8Array>();

/** The class of the character at `at`, both units of a pair taken together; a lone surrogate is a break. */
export function classAt(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  const known = CLASSES[unit]!;
  if (known < SURROGATE) return known;
  if (known === UNKNOWN) {
    fillPage(unit);
    return CLASSES[unit]!;
  }
  const codePoint = text.codePointAt(at)!;
  if (codePoint < 0x10000) return BREAK;
  let page = astral.get(codePoint >>> 8);
  if (page === undefined) {
    page = Uint8Array.from({ length: 256 }, (_, low) => classify((codePoint & ~0xff) | low));
    astral.set(codePoint >>> 8, page);
  }
  return page[codePoint & 0xff]!;
}

/**
 * Reading words one character after another: `state` is what was read so far.
 * A word begins where a letter comes and the state is not inside one.
 */
export const OUTSIDE = 0;
export const INSIDE = 1;
/** After a joiner that follows a letter: the word goes on if a letter comes. */
export const JOINED = 2;

/** `NEXT[state * 4 + class]`, for classes BREAK, LETTER, JOINER, MARK. */
export const NEXT = Uint8Array.of(
  OUTSIDE, INSIDE, OUTSIDE, OUTSIDE, // from OUTSIDE
  OUTSIDE, INSIDE, JOINED, INSIDE, // from INSIDE
  OUTSIDE, INSIDE, OUTSIDE, JOINED, // from JOINED
); // prettier-ignore

/** The words of a plain text: no notation, no Markdown. */
export function countWords(text: string): number {
  let words = 0;
  let state = OUTSIDE;
  for (let at = 0; at < text.length; at++) {
    const kind = classAt(text, at);
    if (kind === LONE) {
      words++;
      state = OUTSIDE;
    } else {
      if (kind === LETTER && state === OUTSIDE) words++;
      state = NEXT[state * 4 + kind]!;
    }
    if (CLASSES[text.charCodeAt(at)] === SURROGATE && kind !== BREAK) at++;
  }
  return words;
}
