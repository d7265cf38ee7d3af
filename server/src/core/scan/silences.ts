/** What a transcript writes down that nobody said: timestamps and `[inaudible]`. None of it counts as words. */

function isDigit(unit: number): boolean {
  return unit >= 0x30 && unit <= 0x39;
}

/** One past `12:33` or `00:12:33.5` at `from` (two parts at least, each of two digits but the first), or -1. */
function timeEnd(source: string, from: number, end: number, leastParts: number): number {
  let at = from;
  while (at < end && at < from + 3 && isDigit(source.charCodeAt(at))) at++;
  if (at === from) return -1;
  let parts = 1;
  while (
    source.charCodeAt(at) === 0x3a &&
    isDigit(source.charCodeAt(at + 1)) &&
    isDigit(source.charCodeAt(at + 2)) &&
    at + 3 <= end
  ) {
    at += 3;
    parts++;
  }
  if (parts < leastParts || parts > 3) return -1;
  const separator = source.charCodeAt(at);
  if (
    (separator === 0x2e || separator === 0x2c || separator === 0x2d) &&
    isDigit(source.charCodeAt(at + 1))
  ) {
    at++;
    while (at < end && isDigit(source.charCodeAt(at))) at++;
  }
  return at <= end && !isDigit(source.charCodeAt(at)) ? at : -1;
}

/** Where reading goes on after the `[` at `open`: at the `]` of `[00:12:33]` or `[inaudible …]`, else behind it. */
export function bracketedSilenceEnd(source: string, open: number, end: number): number {
  const first = source.charCodeAt(open + 1);
  if (isDigit(first)) {
    const after = timeEnd(source, open + 1, end, 2);
    return after !== -1 && source.charCodeAt(after) === 0x5d ? after : open + 1;
  }
  if ((first | 0x20) !== 0x69 || source.slice(open + 1, open + 10).toLowerCase() !== 'inaudible')
    return open + 1;
  for (let at = open + 10; at < Math.min(end, open + 80); at++) {
    const unit = source.charCodeAt(at);
    if (unit === 0x5d) return at;
    if (unit === 0x5b || unit === 0x0a || unit === 0x5c || unit === 0x60 || unit === 0x3c) break;
  }
  return open + 1;
}

/** One past a bare `00:12:33` whose first colon is at `colon`, or -1. */
export function bareTimestampEnd(source: string, colon: number, from: number, end: number): number {
  let start = colon;
  while (start > from && isDigit(source.charCodeAt(start - 1)) && start > colon - 4) start--;
  return start === colon ? -1 : timeEnd(source, start, end, 3);
}

/** Whether nothing but the first number of a timestamp stands before its colon in the word. */
export function timestampHead(source: string, colon: number, from: number): boolean {
  let start = colon;
  while (start > from && isDigit(source.charCodeAt(start - 1))) start--;
  return start === from || !/[\p{L}\p{N}\p{M}'’-]/u.test(source[start - 1]!);
}
