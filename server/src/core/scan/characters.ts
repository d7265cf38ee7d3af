/** Small questions about the characters of a line; every function goes from offset to offset. */

export const SPACE = 0x20;
export const TAB = 0x09;
export const NEWLINE = 0x0a;
export const RETURN = 0x0d;
export const BACKSLASH = 0x5c;

/** Space, tab, or the return of a line that ends in CR LF. */
export function isBlank(unit: number): boolean {
  return unit === SPACE || unit === TAB || unit === RETURN;
}

export function isDigit(unit: number): boolean {
  return unit >= 0x30 && unit <= 0x39;
}

export function isLatin(unit: number): boolean {
  return (unit | 0x20) >= 0x61 && (unit | 0x20) <= 0x7a;
}

/** One past the blanks at `from`. */
export function blanksEnd(source: string, from: number, end: number): number {
  let at = from;
  while (at < end && isBlank(source.charCodeAt(at))) at++;
  return at;
}

/** One past the run of `unit` at `from`. */
export function runEnd(source: string, from: number, end: number, unit: number): number {
  let at = from;
  while (at < end && source.charCodeAt(at) === unit) at++;
  return at;
}

/** `end` without the blanks before it. */
export function trimmedEnd(source: string, from: number, end: number): number {
  let at = end;
  while (at > from && isBlank(source.charCodeAt(at - 1))) at--;
  return at;
}

/** Whether `unit` stands in [from, end). */
export function holds(source: string, from: number, end: number, unit: number): boolean {
  for (let at = from; at < end; at++) if (source.charCodeAt(at) === unit) return true;
  return false;
}
