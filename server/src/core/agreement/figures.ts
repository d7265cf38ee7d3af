import { percentileInterval } from '../contrast/resample.js';
import { Random } from '../contrast/random.js';
import { krippendorffAlpha } from './alpha.js';
import { cohenKappa, fleissKappa, gwetAC1, percentAgreement } from './coefficients.js';
import { type Pattern } from './ratings.js';
import { matrixOf, type Tables } from './tables.js';
import type { CoefficientName, Coefficients, Interval, Intervals, Metric, Range3 } from './types.js';

export const COEFFICIENTS: readonly CoefficientName[] = [
  'percentAgreement',
  'cohenKappa',
  'fleissKappa',
  'gwetAC1',
  'krippendorffAlpha',
];

/** How values are to be read: how many there can be, and what they measure. */
export interface Scale {
  readonly categories: number;
  readonly metric?: Metric;
  readonly magnitudes?: readonly number[];
}
/** A code is there or not. */
export const BINARY: Scale = { categories: 2 };

export function coefficientsOf(
  patterns: readonly Pattern[],
  { categories, metric, magnitudes }: Scale,
): Coefficients {
  const sides = patterns[0]?.values.length ?? 0;
  return {
    percentAgreement: percentAgreement(patterns),
    cohenKappa: sides === 2 ? cohenKappa(patterns).value : null,
    fleissKappa: fleissKappa(patterns).value,
    gwetAC1: gwetAC1(patterns, categories).value,
    krippendorffAlpha: krippendorffAlpha(patterns, metric, magnitudes).value,
  };
}

/** How often each document was drawn, by resample. */
export type Draws = readonly Uint16Array[];

/** Documents with replacement, as many as there are. The same seed draws the same; none where there is but one. */
export function drawsOf(documents: number, resamples: number, seed: number): Draws {
  if (documents < 2) return [];
  const random = Random.of(seed);
  return Array.from({ length: resamples }, () => {
    const times = new Uint16Array(documents);
    for (let left = documents; left > 0; left--) times[random.below(documents)]!++;
    return times;
  });
}

/**
 * Percentile intervals of the bootstrap over documents (Efron and Tibshirani 1993, An Introduction to the Bootstrap, ch.
 * 13): units of one document are not independent, so whole documents are drawn. null where a coefficient is undefined
 * in more than one of twenty resamples.
 */
export function intervalsOf(tables: Tables, scale: Scale, draws: Draws): Intervals {
  const { patterns, rows } = matrixOf(tables);
  const found = Object.fromEntries(
    COEFFICIENTS.map((name) => [name, new Float64Array(draws.length)]),
  ) as Record<CoefficientName, Float64Array>;
  draws.forEach((drawn, resample) => {
    const sums = new Float64Array(patterns.length);
    rows.forEach((row, document) => {
      const often = drawn[document]!;
      if (often > 0) for (const { at, times } of row) sums[at]! += often * times;
    });
    const figures = coefficientsOf(
      patterns.map((values, at) => ({ values, times: sums[at]! })),
      scale,
    );
    for (const name of COEFFICIENTS) found[name][resample] = figures[name] ?? NaN;
  });
  return mapped((name): Interval | null => percentileInterval(found[name]));
}

/** Least, median and largest of the figures by code. */
export function summaryOf(codes: readonly Coefficients[]): { [name in CoefficientName]: Range3 | null } {
  return mapped((name) => {
    const known = codes.flatMap((code) => code[name] ?? []).sort((a, b) => a - b);
    if (known.length === 0) return null;
    const middle = (known.length - 1) / 2;
    return {
      min: known[0]!,
      median: (known[Math.floor(middle)]! + known[Math.ceil(middle)]!) / 2,
      max: known.at(-1)!,
      defined: known.length,
      undefined: codes.length - known.length,
    };
  });
}

function mapped<T>(of: (name: CoefficientName) => T): { [name in CoefficientName]: T } {
  return Object.fromEntries(COEFFICIENTS.map((name) => [name, of(name)])) as { [name in CoefficientName]: T };
}
