/** What blocks begin with. Functions give the offset behind a marker, or -1 where it does not stand. */

import { blanksEnd, isBlank, isDigit, isLatin, runEnd } from './characters.js';

/** A line of three or more `*`, `-` or `_`, blanks between them allowed. */
export function isRule(source: string, from: number, end: number): boolean {
  const unit = source.charCodeAt(from);
  if (unit !== 0x2a && unit !== 0x2d && unit !== 0x5f) return false;
  let count = 0;
  for (let at = from; at < end; at++) {
    const next = source.charCodeAt(at);
    if (next === unit) count++;
    else if (!isBlank(next)) return false;
  }
  return count >= 3;
}

/** A bullet, with a blank or nothing behind it. */
export function bulletEnd(source: string, from: number, end: number): number {
  const unit = source.charCodeAt(from);
  if (unit !== 0x2a && unit !== 0x2b && unit !== 0x2d) return -1;
  if (from + 1 < end && !isBlank(source.charCodeAt(from + 1))) return -1;
  return isRule(source, from, end) ? -1 : from + 1;
}

/** `1.`, `(a)`, `iv)`, `#.` or `(@note)`: Pandoc's fancy and example lists. */
export function orderedEnd(source: string, from: number, end: number): number {
  const parenthesis = source.charCodeAt(from) === 0x28;
  const start = parenthesis ? from + 1 : from;
  const after = numeralEnd(source, start, end);
  if (after === -1 || after >= end) return -1;
  const closing = source.charCodeAt(after);
  const period = closing === 0x2e && !parenthesis;
  if (closing !== 0x29 && !period) return -1;
  const next = after + 1;
  if (next < end && !isBlank(source.charCodeAt(next))) return -1;
  // `B. Russell` is a name: a capital with a period wants two blanks.
  const capital = after === start + 1 && source.charCodeAt(start) >= 0x41 && source.charCodeAt(start) <= 0x5a;
  if (capital && period && next + 1 < end && !isBlank(source.charCodeAt(next + 1))) return -1;
  return next;
}

const ROMAN = /^m{0,3}(cm|cd|d?c{0,3})(xc|xl|l?x{0,3})(ix|iv|v?i{0,3})$/i;
const LONGEST_ROMAN = 15;

function numeralEnd(source: string, start: number, end: number): number {
  const unit = source.charCodeAt(start);
  let at = start + 1;
  if (isDigit(unit)) {
    while (at < end && isDigit(source.charCodeAt(at))) at++;
    return at;
  }
  if (unit === 0x23 /* # */) return at;
  if (unit === 0x40 /* @ */) return runOfLabel(source, at, end);
  if (!isLatin(unit)) return -1;
  const next = source.charCodeAt(at);
  if (next === 0x2e || next === 0x29) return at;
  if (!isRoman(unit)) return -1;
  const lower = unit & 0x20;
  while (
    at < end &&
    at <= start + LONGEST_ROMAN &&
    isRoman(source.charCodeAt(at)) &&
    (source.charCodeAt(at) & 0x20) === lower
  )
    at++;
  return ROMAN.test(source.slice(start, at)) ? at : -1;
}

/** Letters, digits, `-` and `_` of an example's name. */
function runOfLabel(source: string, from: number, end: number): number {
  let at = from;
  while (
    at < end &&
    (isLatin(source.charCodeAt(at)) || isDigit(source.charCodeAt(at)) || '-_'.includes(source[at]!))
  )
    at++;
  return at;
}

/** c, d, i, l, m, v, x of either case. */
function isRoman(unit: number): boolean {
  return isLatin(unit) && 'cdilmvx'.includes(String.fromCharCode(unit | 0x20));
}

/** Whether a line is three or more colons and nothing else. */
export function isDivClose(source: string, from: number, end: number): boolean {
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

/** The run of `` ` `` or `~` that opens a fenced code block, if what follows it may say the language. */
export function codeFenceEnd(source: string, from: number, end: number): number {
  const unit = source.charCodeAt(from);
  if (unit !== 0x60 && unit !== 0x7e) return -1;
  const after = runEnd(source, from, end, unit);
  if (after - from < 3) return -1;
  const info = source.slice(after, end).trim();
  return info === '' || /^\S+$|^[^\s{]*\s*\{.*\}$/.test(info) ? after : -1;
}

/** The `:` or `~` before a definition. */
export function definitionEnd(source: string, from: number, end: number): number {
  const unit = source.charCodeAt(from);
  if ((unit !== 0x3a && unit !== 0x7e) || from >= end) return -1;
  return from + 1 === end || isBlank(source.charCodeAt(from + 1)) ? from + 1 : -1;
}

/** `[^name]:`, which opens a footnote's text. */
export function noteEnd(source: string, from: number, end: number): number {
  if (source.charCodeAt(from) !== 0x5b || source.charCodeAt(from + 1) !== 0x5e) return -1;
  let at = from + 2;
  while (at < end && source.charCodeAt(at) !== 0x5d && !isBlank(source.charCodeAt(at))) at++;
  return at > from + 2 && at + 1 < end && source.charCodeAt(at) === 0x5d && source.charCodeAt(at + 1) === 0x3a
    ? at + 2
    : -1;
}

/** The second line of a pipe table: `|---|:-:|`. One column wants a bar before it. */
export function isTableRule(source: string, from: number, end: number): boolean {
  let at = from;
  const bar = source.charCodeAt(at) === 0x7c;
  if (bar) at++;
  for (let columns = 1; ; columns++) {
    at = blanksEnd(source, at, end);
    if (source.charCodeAt(at) === 0x3a) at++;
    const dashes = runEnd(source, at, end, 0x2d);
    if (dashes === at) return false;
    at = blanksEnd(source, source.charCodeAt(dashes) === 0x3a ? dashes + 1 : dashes, end);
    const separator = source.charCodeAt(at);
    if (at < end && (separator === 0x7c || separator === 0x2b)) at++;
    else return at >= end && (bar || columns > 1);
    if (separator === 0x7c && blanksEnd(source, at, end) === end) return bar || columns > 1;
  }
}

const REFERENCE =
  /^\[(?!\^)(?:[^[\]\\]|\\.)+\]:[ \t]*(<[^<>]*>|[^\s[]\S*)([ \t]+("[^"]*"|'[^']*'|\([^()]*\)))?([ \t]*\{[^{}]*\})?[ \t\r]*$/;

/** `[name]: address "title"`, which only says where links lead. */
export function isReference(source: string, from: number, end: number): boolean {
  return source.charCodeAt(from) === 0x5b && REFERENCE.test(source.slice(from, end));
}
