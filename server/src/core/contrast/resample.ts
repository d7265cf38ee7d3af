import { Random } from './random.js';
import type { Unit } from './units.js';

/** How often each unit was drawn, by resample. */
export type Draws = readonly Uint16Array[];

/**
 * Draws units with replacement, as many as there are: from each case by itself, so that every resample has as many units
 * of it as the study. Cases that share a unit are drawn from together. Independent of the order of documents, since
 * units come sorted, and of the codes that are asked for.
 */
export function drawsOf(units: readonly Unit[], columns: number, resamples: number, seed: number): Draws {
  const strata = strataOf(units, columns);
  const random = Random.of(seed);
  return Array.from({ length: resamples }, () => {
    const times = new Uint16Array(units.length);
    for (const stratum of strata)
      for (let left = stratum.length; left > 0; left--) times[stratum[random.below(stratum.length)]!]!++;
    return times;
  });
}

function strataOf(units: readonly Unit[], columns: number): number[][] {
  const head = Array.from({ length: columns }, (_, column) => column);
  const headOf = (column: number): number => {
    let at = column;
    while (head[at] !== at) at = head[at]!;
    return at;
  };
  for (const { columns: of } of units) {
    const [first, ...others] = of;
    for (const other of others) {
      const [a, b] = [headOf(first!), headOf(other)];
      head[Math.max(a, b)] = Math.min(a, b);
    }
  }
  const strata = new Map<number, number[]>();
  units.forEach(({ columns: of }, index) => {
    const stratum = headOf([...of][0]!);
    strata.set(stratum, [...(strata.get(stratum) ?? []), index]);
  });
  return [...strata].sort(([a], [b]) => a - b).map(([, stratum]) => stratum);
}

/** Rate ratios of one code, case against the rest, of each resample; NaN where neither side has the code or a side no words. */
export function ratiosOf(units: readonly Unit[], row: number, column: number, draws: Draws): Float64Array {
  const words = units.map((unit) => unit.words[column]!);
  const others = units.map((unit) => unit.words.at(-1)! - unit.words[column]!);
  const carriers = units.flatMap(({ segments }, at) => {
    const figures = segments.get(row);
    return figures ? [{ at, own: figures[column]!, rest: figures.at(-1)! - figures[column]! }] : [];
  });
  return Float64Array.from(draws, (times) => {
    let [inCase, inRest, own, rest] = [0, 0, 0, 0];
    for (let at = 0; at < units.length; at++) {
      inCase += times[at]! * words[at]!;
      inRest += times[at]! * others[at]!;
    }
    for (const carrier of carriers) {
      own += times[carrier.at]! * carrier.own;
      rest += times[carrier.at]! * carrier.rest;
    }
    return inCase > 0 && inRest > 0 && own + rest > 0 ? own / inCase / (rest / inRest) : NaN;
  });
}

/** More resamples than this part without a ratio, and there is no interval. */
const TOO_MANY = 0.05;

/**
 * The percentile interval (Efron and Tibshirani 1993, An Introduction to the Bootstrap, ch. 13) that holds 95 % of the
 * resamples; quantiles by definition 7 of Hyndman and Fan (1996). `high` is Infinity where the rest has none in more
 * than 2.5 % of them. null where too few resamples have a ratio.
 */
export function percentileInterval(
  ratios: Float64Array,
): { readonly low: number; readonly high: number } | null {
  const sorted = ratios.filter((ratio) => !Number.isNaN(ratio)).sort();
  if (sorted.length < 2 || sorted.length < ratios.length * (1 - TOO_MANY)) return null;
  return { low: quantile(sorted, 0.025), high: quantile(sorted, 0.975) };
}

export function quantile(sorted: Float64Array, part: number): number {
  const at = (sorted.length - 1) * part;
  const [below, above] = [sorted[Math.floor(at)]!, sorted[Math.ceil(at)]!];
  return below === above ? below : below + (above - below) * (at - Math.floor(at));
}
