/**
 * Answers to "where is the next …?" in a text. Each table is read once, when it is first needed, and asked by
 * binary search after that: however many openings look for their closing, nothing is searched twice.
 */

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

/** All places of one string. */
export class Places {
  #places: number[] | undefined;

  constructor(
    private readonly source: string,
    private readonly needle: string,
  ) {}

  /** The next place at or behind `from`, or -1. */
  next(from: number): number {
    this.#places ??= this.#read();
    return this.#places[firstNotBelow(this.#places, from)] ?? -1;
  }

  #read(): number[] {
    const places: number[] = [];
    const { source, needle } = this;
    for (let at = source.indexOf(needle); at !== -1; at = source.indexOf(needle, at + needle.length)) {
      places.push(at);
    }
    return places;
  }
}

/** The runs of backticks of one paragraph. */
export class BacktickRuns {
  #from = 0;
  #end = -1;
  /** Offsets of the runs of exactly so many backticks. */
  readonly #byLength = new Map<number, number[]>();

  /** Offset of the next run of exactly `length` backticks in [from, end), or -1. */
  next(source: string, length: number, from: number, end: number): number {
    if (this.#end !== end || from < this.#from) this.#read(source, from, end);
    const starts = this.#byLength.get(length);
    return starts?.[firstNotBelow(starts, from)] ?? -1;
  }

  #read(source: string, from: number, end: number): void {
    this.#from = from;
    this.#end = end;
    this.#byLength.clear();
    for (let at = source.indexOf('`', from); at !== -1 && at < end; at = source.indexOf('`', at)) {
      const start = at;
      while (at < end && source.charCodeAt(at) === 0x60) at++;
      const starts = this.#byLength.get(at - start);
      if (starts === undefined) this.#byLength.set(at - start, [start]);
      else starts.push(start);
    }
  }
}
