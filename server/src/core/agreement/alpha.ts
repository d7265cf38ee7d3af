import { judges, pairable, type Pattern } from './ratings.js';
import type { Metric, Value } from './types.js';

/** Krippendorff's alpha, with its observed and expected disagreement. */
export interface Alpha {
  readonly observed: Value;
  readonly expected: Value;
  readonly value: Value;
}

/**
 * Krippendorff's alpha, for any number of sides and missing values: 1 − Do/De, with
 * Do = 1/n · Σ_u Σ_{i≠j} δ²(v_i, v_j) / (m_u − 1) and De = 1/(n(n − 1)) · Σ_c Σ_k n_c n_k δ²(c, k), over units with two
 * values or more. Krippendorff, K. (2011). Computing Krippendorff's Alpha-Reliability. University of Pennsylvania;
 * Krippendorff (2019), Content Analysis, 4th ed., ch. 12. null where no two values differ.
 * @param magnitudes of each category, for all metrics but the nominal one; ascending for the ordinal
 */
export function krippendorffAlpha(
  patterns: readonly Pattern[],
  metric: Metric = 'nominal',
  magnitudes: readonly number[] = [],
): Alpha {
  const units = pairable(patterns);
  const size = 1 + Math.max(-1, ...units.flatMap(({ values }) => values.map((value) => value ?? -1)));
  const together = new Float64Array(size * size);
  const counts = new Float64Array(size);
  for (const { values, times } of units) {
    const m = judges(values);
    const given = values.filter((value) => value !== null);
    given.forEach((one, i) => {
      counts[one]! += times;
      given.forEach((other, j) => {
        if (i !== j) together[one * size + other]! += times / (m - 1);
      });
    });
  }
  const n = counts.reduce((sum, count) => sum + count, 0);
  if (n === 0) return { observed: null, expected: null, value: null };
  const distance = DISTANCES[metric](counts, magnitudes);
  let [observed, expected] = [0, 0];
  for (let c = 0; c < size; c++) {
    for (let k = 0; k < size; k++) {
      if (c === k || counts[c] === 0 || counts[k] === 0) continue;
      observed += together[c * size + k]! * distance(c, k);
      expected += counts[c]! * counts[k]! * distance(c, k);
    }
  }
  observed /= n;
  expected /= n * (n - 1);
  return { observed, expected, value: expected === 0 ? null : 1 - observed / expected };
}

type Distance = (c: number, k: number) => number;

/** Squared differences: Krippendorff (2011), section E. */
const DISTANCES: Record<Metric, (counts: Float64Array, magnitudes: readonly number[]) => Distance> = {
  nominal: () => () => 1,
  ordinal: (counts) => {
    const below = [0];
    for (const count of counts) below.push(below.at(-1)! + count);
    return (c, k) => {
      const [low, high] = c < k ? [c, k] : [k, c];
      return (below[high + 1]! - below[low]! - (counts[low]! + counts[high]!) / 2) ** 2;
    };
  },
  interval: (_, magnitudes) => (c, k) => (magnitudes[c]! - magnitudes[k]!) ** 2,
  ratio: (_, magnitudes) => (c, k) => {
    const [one, other] = [magnitudes[c]!, magnitudes[k]!];
    return one + other === 0 ? 0 : ((one - other) / (one + other)) ** 2;
  },
};
