import type { Value } from './types.js';

/** A stretch of a continuum that one observer gave a value: from `start` to before `end`. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
  readonly value: string;
}

export interface Unitizing {
  /** Agreement on where units are and which values they have. */
  readonly uAlpha: Value;
  /** Agreement on what is a unit and what is none, whatever its value. */
  readonly uAlphaBinary: Value;
  /** Agreement on the values where units of observers meet. */
  readonly cuAlpha: Value;
  /** The same of each value by itself, by value in their order. */
  readonly kuAlpha: Readonly<Record<string, Value>>;
  /** The part of a value's stretches that meets units of others, which (k)u-alpha stands on. */
  readonly coverage: Readonly<Record<string, Value>>;
}

/**
 * The family of alpha for texts that observers cut into units themselves: Krippendorff, K., Mathet, Y., Bouvry, S. and
 * Widlöcher, A. (2016). On the reliability of unitizing textual continua: Further developments. Quality & Quantity 50(6),
 * 2347–2364; Krippendorff (2019), Content Analysis, 4th ed., ch. 12.6. With gaps as stretches of the value φ:
 * l_ck = Σ_{i≠j} Σ_{g,h} |S_ig ∩ S_jh| / (m − 1) of values c and k, and
 * ε_ck = l.. (l_c. l_.k − [c=k≠φ] Σ L² − [c=k=φ] Σ_gaps L) / (l..² − Σ_units L² − Σ_gaps L);
 * u-alpha = 1 − Σ_{c≠k} l_ck / Σ_{c≠k} ε_ck. For cu-alpha and (k)u-alpha l and ε are those of values alone (l*, ε*), with
 * the parts w = Σ_{j≠i} |S_ig ∩ valued S_j| / (m − 1) in the place of lengths L.
 * @param observers of each its stretches, which do not overlap each other
 * @param length of the continuum, in the unit of the stretches
 */
export function unitizing(observers: readonly (readonly Stretch[])[], length: number): Unitizing {
  const values = [...new Set(observers.flatMap((stretches) => stretches.map(({ value }) => value)))].sort(
    (a, b) => a.localeCompare(b, 'en', { numeric: true }),
  );
  const none = Object.fromEntries(values.map((value) => [value, null]));
  if (observers.length < 2)
    return { uAlpha: null, uAlphaBinary: null, cuAlpha: null, kuAlpha: none, coverage: none };
  const all = new Coincidences(observers, length, values);
  const { kuAlpha, coverage } = all.byValue();
  return { uAlpha: all.uAlpha(), uAlphaBinary: all.binary(), cuAlpha: all.cuAlpha(), kuAlpha, coverage };
}

interface Piece {
  readonly start: number;
  readonly end: number;
  /** Index of its value; 0 for a gap. */
  readonly value: number;
  /** Of its length, how much meets valued stretches of the others, divided by m − 1. */
  met: number;
}

/** All that observers have in common, value by value; 0 is φ. */
class Coincidences {
  readonly #size: number;
  readonly #pieces: readonly (readonly Piece[])[];
  /** l_ck. */
  readonly #l: Float64Array;

  constructor(
    observers: readonly (readonly Stretch[])[],
    length: number,
    private readonly values: readonly string[],
  ) {
    const index = new Map(values.map((value, at) => [value, at + 1]));
    this.#size = values.length + 1;
    this.#l = new Float64Array(this.#size ** 2);
    this.#pieces = observers.map((stretches) => piecesOf(stretches, length, index));
    const share = 1 / (observers.length - 1);
    for (const one of this.#pieces)
      for (const other of this.#pieces) if (one !== other) this.#meet(one, other, share);
  }

  uAlpha(): Value {
    const size = this.#size;
    return this.#ratio((c, k) => c !== k, size, 0);
  }

  binary(): Value {
    return this.#ratio((c, k) => (c === 0) !== (k === 0), this.#size, 0);
  }

  cuAlpha(): Value {
    return this.#ratio((c, k) => c !== k, this.#size, 1);
  }

  byValue(): Pick<Unitizing, 'kuAlpha' | 'coverage'> {
    const kuAlpha: Record<string, Value> = {};
    const coverage: Record<string, Value> = {};
    const all = this.#column(0);
    const valued = this.#column(1);
    const chance = this.#expected(1);
    this.values.forEach((value, at) => {
      const k = at + 1;
      coverage[value] = all[k] === 0 ? null : valued[k]! / all[k]!;
      let expected = 0;
      for (let c = 1; c < this.#size; c++) expected += chance(c, k);
      const [observed, other] = [valued[k]! - this.#l[k * this.#size + k]!, expected - chance(k, k)];
      const defined = valued[k]! > 0 && other > TINY * expected;
      kuAlpha[value] = defined ? 1 - ((expected / valued[k]!) * observed) / other : null;
    });
    return { kuAlpha, coverage };
  }

  /** 1 − observed / expected, over the pairs of values from `first` on that count as disagreement. */
  #ratio(differ: (c: number, k: number) => boolean, size: number, first: 0 | 1): Value {
    const chance = this.#expected(first);
    let [observed, expected] = [0, 0];
    for (let c = first; c < size; c++) {
      for (let k = first; k < size; k++) {
        if (!differ(c, k)) continue;
        observed += this.#l[c * size + k]!;
        expected += chance(c, k);
      }
    }
    return expected > 0 ? 1 - observed / expected : null;
  }

  /** ε_ck with gaps (`first` 0), or ε*_ck without (1). */
  #expected(first: 0 | 1): (c: number, k: number) => number {
    const sums = this.#column(first);
    const selves = new Float64Array(this.#size);
    for (const piece of this.#pieces.flat()) {
      const { start, end, value, met } = piece;
      if (first === 1) selves[value]! += value === 0 ? 0 : met ** 2;
      else selves[value]! += value === 0 ? end - start : (end - start) ** 2;
    }
    const all = sums.reduce((sum, each) => sum + each, 0);
    const pairs = all ** 2 - selves.reduce((sum, each) => sum + each, 0);
    return (c, k) => (pairs > 0 ? (all * (sums[c]! * sums[k]! - (c === k ? selves[c]! : 0))) / pairs : 0);
  }

  /** l_.k, over values from `first` on. */
  #column(first: 0 | 1): Float64Array {
    const size = this.#size;
    const sums = new Float64Array(size);
    for (let c = first; c < size; c++) for (let k = first; k < size; k++) sums[k]! += this.#l[c * size + k]!;
    return sums;
  }

  /** Adds what two observers have in common; both lists cover the continuum, ascending. */
  #meet(one: readonly Piece[], other: readonly Piece[], share: number): void {
    let at = 0;
    for (const piece of one) {
      while (at < other.length && other[at]!.end <= piece.start) at++;
      for (let next = at; next < other.length && other[next]!.start < piece.end; next++) {
        const { start, end, value } = other[next]!;
        const common = (Math.min(end, piece.end) - Math.max(start, piece.start)) * share;
        this.#l[piece.value * this.#size + value]! += common;
        if (value !== 0) piece.met += common;
      }
    }
  }
}

/** What is left of two equal sums of fractions. */
const TINY = 1e-12;

function piecesOf(
  stretches: readonly Stretch[],
  length: number,
  index: ReadonlyMap<string, number>,
): Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  const gap = (to: number): void => {
    if (to > end) pieces.push({ start: end, end: to, value: 0, met: 0 });
  };
  for (const stretch of [...stretches].sort((a, b) => a.start - b.start)) {
    gap(stretch.start);
    pieces.push({ start: stretch.start, end: stretch.end, value: index.get(stretch.value)!, met: 0 });
    end = stretch.end;
  }
  gap(length);
  return pieces;
}
