import type { LineAfter } from './attributes.js';
import { firstNotBelow } from './lookahead.js';

const NEWLINE = 0x0a;
const BACKSLASH = 0x5c;
const LEFT = 0x28;
const RIGHT = 0x29;

/**
 * Where the `(…)` of links end. As in Pandoc a destination may hold spaces and balanced parentheses, `<…>` anything
 * but line breaks, and a title in quotes ends it. Parentheses are paired once a block and quotes once a document,
 * so that no unclosed link makes later ones search again.
 */
export class Destinations {
  #from = 0;
  #end = -1;
  readonly #opens: number[] = [];
  readonly #closes: number[] = [];
  readonly #titleEnds = new Map<number, number[]>();

  steps = 0;

  constructor(private readonly source: string) {}

  /** One past the `)` of the destination that opens with `(` at `open` in a block that ends at `end`, or -1. */
  endOf(open: number, end: number, lineAfter: LineAfter): number {
    if (this.#end !== end || open < this.#from) this.#pair(open, end);
    const { source } = this;
    let at = blanksEnd(source, open + 1, end);
    if (source.charCodeAt(at) === 0x3c /* < */) {
      const close = anglesEnd(source, at, end);
      if (close !== -1) return this.#afterAddress(close, end, lineAfter);
    }
    const close = this.#closeOf(open);
    if (close === -1) return -1;
    while (at < close) {
      const unit = source.charCodeAt(at);
      if (unit === LEFT) at = Math.max(at, this.#closeOf(at)) + 1;
      else if (unit === BACKSLASH) at += 2;
      else if (isBlank(unit)) {
        const next = blanksEnd(source, at, close);
        if (isQuote(source.charCodeAt(next))) return this.#afterAddress(at, end, lineAfter);
        at = Math.max(next, at + 1);
      } else at++;
    }
    return close + 1;
  }

  /** Behind an address: blanks, perhaps a title, `)`. */
  #afterAddress(from: number, end: number, lineAfter: LineAfter): number {
    const { source } = this;
    let at = blanksEnd(source, from, end);
    if (at < end && source.charCodeAt(at) === NEWLINE) {
      at = lineAfter(at);
      if (at === -1) return -1;
      at = blanksEnd(source, at, end);
    }
    if (isQuote(source.charCodeAt(at))) {
      at = this.#titleEnd(at);
      if (at === -1 || at >= end) return -1;
      at = blanksEnd(source, at, end);
    }
    return at < end && source.charCodeAt(at) === RIGHT ? at + 1 : -1;
  }

  /** One past the quote that ends the title that opens at `open`: the next that no letter or digit follows. */
  #titleEnd(open: number): number {
    const { source } = this;
    const quote = source.charCodeAt(open);
    let ends = this.#titleEnds.get(quote);
    if (ends === undefined) {
      ends = [];
      const character = String.fromCharCode(quote);
      for (let at = source.indexOf(character); at !== -1; at = source.indexOf(character, at + 1)) {
        if (source.charCodeAt(at - 1) !== BACKSLASH && !/[\p{L}\p{N}]/u.test(source[at + 1] ?? ''))
          ends.push(at);
      }
      this.#titleEnds.set(quote, ends);
    }
    const close = ends[firstNotBelow(ends, open + 1)];
    return close === undefined ? -1 : close + 1;
  }

  #closeOf(open: number): number {
    const index = firstNotBelow(this.#opens, open);
    return this.#opens[index] === open ? this.#closes[index]! : -1;
  }

  #pair(from: number, end: number): void {
    const { source } = this;
    this.#from = from;
    this.#end = end;
    this.#opens.length = 0;
    this.#closes.length = 0;
    this.steps += end - from;
    const open: number[] = [];
    for (let at = from; at < end; at++) {
      const unit = source.charCodeAt(at);
      if (unit === BACKSLASH) at++;
      else if (unit === LEFT) {
        open.push(this.#opens.length);
        this.#opens.push(at);
        this.#closes.push(-1);
      } else if (unit === RIGHT && open.length > 0) this.#closes[open.pop()!] = at;
    }
  }
}

function isBlank(unit: number): boolean {
  return unit === 0x20 || unit === 0x09 || unit === NEWLINE || unit === 0x0d;
}

function isQuote(unit: number): boolean {
  return unit === 0x22 || unit === 0x27;
}

function blanksEnd(source: string, from: number, end: number): number {
  let at = from;
  while (at < end && isBlank(source.charCodeAt(at)) && source.charCodeAt(at) !== NEWLINE) at++;
  return at;
}

/** One past the `>` of `<…>` at `open`; it ends with its line. */
function anglesEnd(source: string, open: number, end: number): number {
  for (let at = open + 1; at < end; at++) {
    const unit = source.charCodeAt(at);
    if (unit === 0x3e) return at + 1;
    if (unit === NEWLINE || unit === 0x3c) return -1;
    if (unit === BACKSLASH) at++;
  }
  return -1;
}
