import { firstNotBelow } from '../scan/lookahead.js';

/** Stretches of a document, given by ascending start, those that overlap or touch joined. Ends belong to them. */
export class Spans {
  readonly #starts: number[] = [];
  readonly #ends: number[] = [];

  add(start: number, end: number): void {
    const last = this.#ends.length - 1;
    if (last >= 0 && start <= this.#ends[last]!) this.#ends[last] = Math.max(this.#ends[last]!, end);
    else {
      this.#starts.push(start);
      this.#ends.push(end);
    }
  }

  /** Whether any of them reaches into the places from `start` to `end`, both included. */
  touches(start: number, end: number): boolean {
    const index = firstNotBelow(this.#ends, start);
    return index < this.#starts.length && this.#starts[index]! <= end;
  }
}

/** In which units of a text marks lie: units ascend and lie apart, `ends` exclusive. */
export class Units {
  /** Of each unit, how many marks begin in it less how many ended in the one before; after `close`, see there. */
  readonly #marks: Int32Array;

  constructor(
    private readonly starts: readonly number[],
    private readonly ends: readonly number[],
  ) {
    this.#marks = new Int32Array(starts.length + 1);
  }

  add(start: number, end: number): void {
    const [first, last] = this.#touched(start, end);
    if (first > last) return;
    this.#marks[first]!++;
    this.#marks[last + 1]!--;
  }

  /** To be called when all are added: from now on the figures say how many units before each hold something. */
  close(): void {
    let open = 0;
    let holding = 0;
    for (let unit = 0; unit < this.#marks.length; unit++) {
      open += this.#marks[unit]!;
      this.#marks[unit] = holding;
      if (open > 0) holding++;
    }
  }

  /** Whether a unit that a stretch touches holds something. */
  touches(start: number, end: number): boolean {
    const [first, last] = this.#touched(start, end);
    return first <= last && this.#marks[last + 1]! > this.#marks[first]!;
  }

  #touched(start: number, end: number): [number, number] {
    return [firstNotBelow(this.ends, start + 1), firstNotBelow(this.starts, end) - 1];
  }
}
