/** What a line begins with: the markers of blocks, each a function from offset to offset (-1 = not there). */

export const SPACE = 0x20;
export const TAB = 0x09;
export const RETURN = 0x0d;

export function isBlankUnit(unit: number): boolean {
  return unit === SPACE || unit === TAB || unit === RETURN;
}

/** One past the blanks at `from`. */
export function blanksEnd(source: string, from: number, end: number): number {
  let at = from;
  while (at < end && isBlankUnit(source.charCodeAt(at))) at++;
  return at;
}

/** One past the run of `unit` at `from`. */
export function runEnd(source: string, from: number, end: number, unit: number): number {
  let at = from;
  while (at < end && source.charCodeAt(at) === unit) at++;
  return at;
}

/** A line of three or more `*`, `-` or `_`, blanks between them allowed. */
export function isRule(source: string, from: number, end: number): boolean {
  const unit = source.charCodeAt(from);
  if (unit !== 0x2a && unit !== 0x2d && unit !== 0x5f) return false;
  let count = 0;
  for (let at = from; at < end; at++) {
    const next = source.charCodeAt(at);
    if (next === unit) count++;
    else if (!isBlankUnit(next)) return false;
  }
  return count >= 3;
}

/** One past a bullet. */
export function bulletEnd(source: string, from: number, end: number): number {
  const unit = source.charCodeAt(from);
  if (unit !== 0x2a && unit !== 0x2b && unit !== 0x2d) return -1;
  if (from + 1 < end && !isBlankUnit(source.charCodeAt(from + 1))) return -1;
  return isRule(source, from, end) ? -1 : from + 1;
}

const ROMAN = /^m{0,9}(cm|cd|d?c{0,3})(xc|xl|l?x{0,3})(ix|iv|v?i{0,3})$/i;

function isDigit(unit: number): boolean {
  return unit >= 0x30 && unit <= 0x39;
}
function isLatin(unit: number): boolean {
  return (unit | 0x20) >= 0x61 && (unit | 0x20) <= 0x7a;
}
/** c, d, i, l, m, v, x of either case. */
function isRoman(unit: number): boolean {
  const lower = unit | 0x20;
  return (
    lower === 0x63 ||
    lower === 0x64 ||
    lower === 0x69 ||
    lower === 0x6c ||
    lower === 0x6d ||
    lower === 0x76 ||
    lower === 0x78
  );
}

/** One past `1.`, `(a)`, `iv)`, `#.` or `(@note)`, as Pandoc's fancy and example lists have them. */
export function orderedEnd(source: string, from: number, end: number): number {
  const parenthesis = source.charCodeAt(from) === 0x28;
  const start = parenthesis ? from + 1 : from;
  const after = numeralEnd(source, start, end);
  if (after === -1 || after >= end) return -1;
  const closing = source.charCodeAt(after);
  const period = closing === 0x2e && !parenthesis;
  if (closing !== 0x29 && !period) return -1;
  const next = after + 1;
  if (next < end && !isBlankUnit(source.charCodeAt(next))) return -1;
  // `B. Russell` is a name: a capital with a period wants two blanks.
  const capital = after === start + 1 && source.charCodeAt(start) >= 0x41 && source.charCodeAt(start) <= 0x5a;
  if (capital && period && next + 1 < end && !isBlankUnit(source.charCodeAt(next + 1))) return -1;
  return next;
}

function numeralEnd(source: string, start: number, end: number): number {
  const unit = source.charCodeAt(start);
  let at = start + 1;
  if (isDigit(unit)) {
    while (at < end && isDigit(source.charCodeAt(at))) at++;
    return at;
  }
  if (unit === 0x23 /* # */) return at;
  if (unit === 0x40 /* @ */) {
    while (at < end && /[\p{L}\p{N}_-]/u.test(source[at]!)) at++;
    return at;
  }
  if (!isLatin(unit)) return -1;
  const next = source.charCodeAt(at);
  if (next === 0x2e || next === 0x29) return at;
  if (!isRoman(unit)) return -1;
  const upper = unit < 0x61;
  while (
    at < end &&
    at < start + 16 &&
    isRoman(source.charCodeAt(at)) &&
    source.charCodeAt(at) < 0x61 === upper
  )
    at++;
  return ROMAN.test(source.slice(start, at)) ? at : -1;
}

/** The colons of a fence that closes a div: three or more and nothing else. */
export function isDivClose(source: string, from: number, end: number): boolean {
  if (source.charCodeAt(from) !== 0x3a) return false;
  const after = runEnd(source, from, end, 0x3a);
  return after - from >= 3 && blanksEnd(source, after, end) === end;
}

/** A line of `=` or of `-` alone: 1 or 2, the level of the heading above it; 0 = none. */
export function underlineLevel(source: string, from: number, end: number): number {
  const unit = source.charCodeAt(from);
  if ((unit !== 0x3d && unit !== 0x2d) || from >= end) return 0;
  if (blanksEnd(source, runEnd(source, from, end, unit), end) !== end) return 0;
  return unit === 0x3d ? 1 : 2;
}

/** One past the text of an opening code fence (`` ``` `` or `~~~` and what it says of the language), or -1. */
export function codeFenceEnd(source: string, from: number, end: number): number {
  const unit = source.charCodeAt(from);
  if (unit !== 0x60 && unit !== 0x7e) return -1;
  const after = runEnd(source, from, end, unit);
  if (after - from < 3) return -1;
  const info = source.slice(after, end).trim();
  return info === '' || /^(\{.*\}|[^\s{]\S*(\s*\{.*\})?)$/.test(info) ? after : -1;
}

/** Offset of the last character of a line that is no blank. */
export function lastUnit(source: string, eol: number): number {
  let at = eol - 1;
  while (at >= 0 && isBlankUnit(source.charCodeAt(at))) at--;
  return at;
}

/** `end` without blanks before it. */
export function trimmedEnd(source: string, from: number, end: number): number {
  let at = end;
  while (at > from && isBlankUnit(source.charCodeAt(at - 1))) at--;
  return at;
}

const TABLE_RULE = /^[ \t]*\|?[ \t]*:?-+:?[ \t]*([|+][ \t]*:?-+:?[ \t]*)*\|?[ \t\r]*$/;

/** The second line of a pipe table. */
export function isTableRule(source: string, from: number, end: number): boolean {
  const unit = source.charCodeAt(blanksEnd(source, from, end));
  if (unit !== 0x7c && unit !== 0x2d && unit !== 0x3a) return false;
  const line = source.slice(from, end);
  return line.includes('|') && TABLE_RULE.test(line);
}

const REFERENCE =
  /^\[(?!\^)(?:[^[\]\\]|\\.)+\]:[ \t]*(<[^<>]*>|[^\s[]\S*)([ \t]+("[^"]*"|'[^']*'|\([^()]*\)))?([ \t]*\{[^{}]*\})?[ \t\r]*$/;

export function isReference(line: string): boolean {
  return REFERENCE.test(line);
}
