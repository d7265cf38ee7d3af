/**
 * Answers to "where is the next …?" in a text. Each table is read once, when it is first needed, and asked by
 * binary search after that: however many openings look for their closing, nothing is searched twice.
 */

import { blanksEnd, isBlank, NEWLINE, runEnd } from './characters.js';

/** Index of the first of ascending numbers that is not less than `least`. */
export function firstNotBelow(ascending: ArrayLike<number>, least: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (ascending[middle]! < least) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** All places of a pattern (with the flag `g`). */
export class Places {
  #places: number[] | undefined;

  constructor(
    private readonly source: string,
    private readonly pattern: RegExp,
  ) {}

  /** The next place at or behind `from`, or -1. */
  next(from: number): number {
    this.#places ??= Array.from(this.source.matchAll(this.pattern), (match) => match.index);
    return this.#places[firstNotBelow(this.#places, from)] ?? -1;
  }
}

/** The runs of backticks of one block. */
export class BacktickRuns {
  #from = 0;
  #end = -1;
  /** Offsets of the runs of exactly so many backticks. */
  readonly #byLength = new Map<number, number[]>();
  steps = 0;

  /**
   * One past the code that the run of backticks at `at` opens in a block that ends at `end`. Where no run of the same
   * length closes it, a part of it may still open code: the longest that is closed. Where none is, one past the run.
   */
  codeEnd(source: string, at: number, end: number): number {
    const after = runEnd(source, at, end, 0x60);
    if (this.#end !== end || at < this.#from) this.#read(source, at, end);
    for (let length = after - at; length > 0; length--) {
      const starts = this.#byLength.get(length);
      const close = starts?.[firstNotBelow(starts, after)];
      if (close !== undefined) return close + length;
    }
    return after;
  }

  #read(source: string, from: number, end: number): void {
    this.#from = from;
    this.#end = end;
    this.#byLength.clear();
    this.steps += end - from;
    for (let at = source.indexOf('`', from); at !== -1 && at < end; at = source.indexOf('`', at)) {
      const start = at;
      at = runEnd(source, at, end, 0x60);
      const starts = this.#byLength.get(at - start);
      if (starts === undefined) this.#byLength.set(at - start, [start]);
      else starts.push(start);
    }
  }
}

/** The lines that may close a code fence of one character: in a document's own margin, or behind anything. */
export class ClosingFences {
  readonly #starts: number[] = [];
  readonly #lengths: number[] = [];
  /** Index of the next longer one; its own length where there is none. */
  readonly #longer: number[] = [];

  constructor(source: string, unit: number, inMargin: boolean) {
    const three = String.fromCharCode(unit).repeat(3);
    for (let at = source.indexOf(three); at !== -1;) {
      const end = runEnd(source, at, source.length, unit);
      if ((!inMargin || startsLine(source, at)) && endsLine(source, end)) {
        this.#starts.push(at);
        this.#lengths.push(end - at);
      }
      at = source.indexOf(three, end);
    }
    for (let index = this.#starts.length - 1; index >= 0; index--) {
      let next = index + 1;
      while (next < this.#starts.length && this.#lengths[next]! <= this.#lengths[index]!)
        next = this.#longer[next]!;
      this.#longer[index] = next;
    }
  }

  /** Where the next fence of at least `length` behind `from` begins, or -1. Takes at most `length` steps. */
  next(from: number, length: number): number {
    let index = firstNotBelow(this.#starts, from);
    while (index < this.#starts.length && this.#lengths[index]! < length) index = this.#longer[index]!;
    return this.#starts[index] ?? -1;
  }
}

function startsLine(source: string, at: number): boolean {
  let from = at;
  while (from > 0 && at - from <= 3 && source.charCodeAt(from - 1) === 0x20) from--;
  return at - from <= 3 && (from === 0 || source.charCodeAt(from - 1) === NEWLINE);
}

function endsLine(source: string, at: number): boolean {
  if (at < source.length && !isBlank(source.charCodeAt(at)) && source.charCodeAt(at) !== NEWLINE)
    return false;
  const end = blanksEnd(source, at, source.length);
  return end === source.length || source.charCodeAt(end) === NEWLINE;
}
