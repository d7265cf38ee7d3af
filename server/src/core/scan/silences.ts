/** What a transcript writes down that nobody said: timestamps and `[inaudible]`. None of it counts as words. */

import { isDigit } from './characters.js';

const COLON = 0x3a;
const INAUDIBLE = 'inaudible';
const LONGEST = 80;

/** One past `12:33`, `00:12:33` or `00:12:33.5` at `from`, of so many parts at least; -1 = none. */
function timeEnd(source: string, from: number, end: number, leastParts: number): number {
  let at = from;
  while (at < end && at < from + 3 && isDigit(source.charCodeAt(at))) at++;
  if (at === from) return -1;
  let parts = 1;
  for (; parts <= 3 && at + 3 <= end && isPart(source, at); parts++) at += 3;
  if (parts < leastParts || parts > 3) return -1;
  const separator = source.charCodeAt(at);
  const fraction = separator === 0x2e || separator === 0x2c || separator === 0x2d;
  if (fraction && at + 1 < end && isDigit(source.charCodeAt(at + 1))) {
    at++;
    while (at < end && isDigit(source.charCodeAt(at))) at++;
  }
  return at < end && isDigit(source.charCodeAt(at)) ? -1 : at;
}

/** `:12` */
function isPart(source: string, at: number): boolean {
  return (
    source.charCodeAt(at) === COLON &&
    isDigit(source.charCodeAt(at + 1)) &&
    isDigit(source.charCodeAt(at + 2))
  );
}

/** One past `12:33` or `00:12:33` at `from`, or -1. */
export function timestampEnd(source: string, from: number, end: number): number {
  return timeEnd(source, from, end, 2);
}

/**
 * Where reading goes on behind the `[` at `open`: at the `]` of `[00:12:33]`, of `[inaudible …]` or of the footnote
 * marker `[^1]`, else just behind.
 */
export function bracketedSilenceEnd(source: string, open: number, end: number): number {
  const from = open + 1;
  const first = source.charCodeAt(from);
  if (isDigit(first)) {
    const after = timeEnd(source, from, end, 2);
    return after !== -1 && after < end && source.charCodeAt(after) === 0x5d ? after : from;
  }
  if (first === 0x5e /* ^ */) return noteMarkerEnd(source, from, end);
  if ((first | 0x20) !== 0x69 || source.slice(from, from + INAUDIBLE.length).toLowerCase() !== INAUDIBLE)
    return from;
  for (let at = from + INAUDIBLE.length; at < Math.min(end, open + LONGEST); at++) {
    const unit = source.charCodeAt(at);
    if (unit === 0x5d) return at;
    if (unit === 0x5b || unit === 0x0a || unit === 0x5c || unit === 0x60 || unit === 0x3c) break;
  }
  return from;
}

/** The `]` of `[^1]`, whose name has no blanks; `from` where there is none. */
function noteMarkerEnd(source: string, from: number, end: number): number {
  for (let at = from + 1; at < Math.min(end, from + LONGEST); at++) {
    const unit = source.charCodeAt(at);
    if (unit === 0x5d) return at > from + 1 ? at : from;
    if (unit <= 0x20 || unit === 0x5b || unit === 0x5c || unit === 0x60 || unit === 0x3c) break;
  }
  return from;
}

/** One past a bare `00:12:33` whose first colon is at `colon` and whose first number is a word by itself, or -1. */
export function bareTimestampEnd(source: string, colon: number, from: number, end: number): number {
  let start = colon;
  while (start > from && start > colon - 4 && isDigit(source.charCodeAt(start - 1))) start--;
  if (start === colon || (start > from && /[\p{L}\p{N}\p{M}'’_-]/u.test(source[start - 1]!))) return -1;
  return timeEnd(source, start, end, 3);
}

/** Where the timestamp begins that ends at `end` with whatever brackets it has; `end` where there is none. */
export function timeStart(source: string, from: number, end: number): number {
  const last = source.charCodeAt(end - 1);
  const closed = last === 0x5d || last === 0x29;
  if (!closed && !isDigit(last)) return end;
  let at = closed ? end - 1 : end;
  while (at > from && (isDigit(source.charCodeAt(at - 1)) || isTimeSign(source.charCodeAt(at - 1)))) at--;
  if (timeEnd(source, at, closed ? end - 1 : end, 2) !== (closed ? end - 1 : end)) return end;
  if (!closed) return at;
  const open = source.charCodeAt(at - 1);
  return at > from && (open === 0x5b || open === 0x28) ? at - 1 : end;
}

function isTimeSign(unit: number): boolean {
  return unit === COLON || unit === 0x2e || unit === 0x2c;
}
