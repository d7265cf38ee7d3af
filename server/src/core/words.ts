/**
 * What a word is, in one place: a run of letters and digits, with apostrophes and single hyphens inside.
 * In scripts written without spaces every character is a word. Combining marks belong to what they follow.
 */

/** Classes of characters. The first two are numbered so that `class & ~state & 1` says whether a word begins. */
export const BREAK = 0;
export const LETTER = 1;
/** Apostrophe or hyphen: joins two letters, is nothing by itself. */
export const JOINER = 2;
/** Combining mark, soft hyphen or zero-width joiner: changes nothing before or after it. */
export const MARK = 3;
/** A character of a script without spaces. */
export const LONE = 4;
/** Half of a pair: only the pair has a class, see `classAt`. */
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

/** Class by UTF-16 unit, filled a page of 256 at a time as texts need them. */
export const CLASSES = new Uint8Array(0x10000).fill(UNKNOWN);
CLASSES.fill(SURROGATE, 0xd800, 0xe000);
fillPage(0);

/** Fills the page of the table that a unit lies in. */
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
  const codePoint = text.codePointAt(at) ?? 0;
  if (codePoint < 0x10000) return BREAK;
  let page = astral.get(codePoint >>> 8);
  if (page === undefined) {
    page = Uint8Array.from({ length: 256 }, (_, low) => classify((codePoint & ~0xff) | low));
    astral.set(codePoint >>> 8, page);
  }
  return page[codePoint & 0xff]!;
}

/** The units that the character at `at` takes: 2 for a surrogate pair. */
export function unitsAt(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  return unit >= 0xd800 && unit < 0xdc00 && (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
}

/** What was read so far of a word. A word begins where a letter comes outside of one. */
export const OUTSIDE = 0;
export const INSIDE = 1;
/** Behind a joiner that follows a letter: the word goes on if a letter comes. */
export const JOINED = 3;

/** The state behind a character of a class. */
export function stateAfter(state: number, kind: number): number {
  if (kind === LETTER) return INSIDE;
  if (kind === JOINER) return state === INSIDE ? JOINED : OUTSIDE;
  return kind === MARK ? state : OUTSIDE;
}

/** Whether a character of a class begins a word: a lone one always does. */
export function beginsWord(state: number, kind: number): boolean {
  return kind === LONE || (kind === LETTER && state === OUTSIDE);
}

/** The words of a plain text: no notation, no Markdown. */
export function countWords(text: string): number {
  let words = 0;
  let state = OUTSIDE;
  for (let at = 0; at < text.length; at += unitsAt(text, at)) {
    const kind = classAt(text, at);
    if (beginsWord(state, kind)) words++;
    state = stateAfter(state, kind);
  }
  return words;
}
