import { countsOf, judges, pairable, type Pattern, unitsIn, varies } from './ratings.js';
import type { Value } from './types.js';

/** A coefficient corrected for chance, with what was observed and what chance alone would give. */
export interface Corrected {
  readonly observed: Value;
  readonly expected: Value;
  /** (observed − expected) / (1 − expected); null where nothing varies, and so nothing is known. */
  readonly value: Value;
}

const UNKNOWN: Corrected = { observed: null, expected: null, value: null };

function corrected(observed: number, expected: number, defined: boolean): Corrected {
  return { observed, expected, value: defined ? (observed - expected) / (1 - expected) : null };
}

/**
 * Percentage agreement: agreeing pairs of judgements of one unit, of all such pairs. From 0 to 1. Not corrected for
 * chance: of a rare code nearly all units agree in not having it.
 */
export function percentAgreement(patterns: readonly Pattern[]): Value {
  let [agreeing, all] = [0, 0];
  for (const { values, times } of pairable(patterns)) {
    const m = judges(values);
    all += times * m * (m - 1);
    for (const n of countsOf(values).values()) agreeing += times * n * (n - 1);
  }
  return all === 0 ? null : agreeing / all;
}

/**
 * Cohen's kappa of two sides: pe = Σ_k p_k+ · p_+k, each side with its own distribution. Cohen, J. (1960). A coefficient
 * of agreement for nominal scales. Educational and Psychological Measurement 20(1), 37–46.
 */
export function cohenKappa(patterns: readonly Pattern[]): Corrected {
  const both = pairable(patterns);
  const n = unitsIn(both);
  if (n === 0) return UNKNOWN;
  const { rows, columns, agreeing } = marginsOf(both);
  const chance = sumOver(rows, (row, category) => row * (columns.get(category) ?? 0));
  return corrected(agreeing / n, chance / n ** 2, chance < n ** 2);
}

/**
 * The largest kappa that two sides with these distributions can reach, po = Σ_k min(p_k+, p_+k): Cohen (1960), p. 42.
 */
export function cohenMaximum(patterns: readonly Pattern[]): Corrected {
  const both = pairable(patterns);
  const n = unitsIn(both);
  if (n === 0) return UNKNOWN;
  const { rows, columns } = marginsOf(both);
  const most = sumOver(rows, (row, category) => Math.min(row, columns.get(category) ?? 0));
  const chance = sumOver(rows, (row, category) => row * (columns.get(category) ?? 0));
  return corrected(most / n, chance / n ** 2, chance < n ** 2);
}

/**
 * S of Bennett, Alpert and Goldstein (1954, Public Opinion Quarterly 18(3), 303–308), also known as the kappa of Brennan
 * and Prediger (1981): pe = 1/q, every category as likely as the others.
 * @param categories q, of the scheme, not only those seen
 */
export function bennettS(patterns: readonly Pattern[], categories: number): Corrected {
  const observed = percentAgreement(patterns);
  if (observed === null || categories < 2) return UNKNOWN;
  return corrected(observed, 1 / categories, varies(pairable(patterns)));
}

/**
 * Fleiss' kappa: P_i = (Σ_k n_ik² − m) / (m(m − 1)), pe = Σ_k p_k². Fleiss, J. L. (1971). Measuring nominal scale
 * agreement among many raters. Psychological Bulletin 76(5), 378–381. It knows no missing values: units that not all
 * sides judged are left out. Of two sides it is Scott's pi (1955).
 */
export function fleissKappa(patterns: readonly Pattern[]): Corrected {
  const whole = pairable(patterns).filter(({ values }) => judges(values) === values.length);
  const n = unitsIn(whole);
  if (n === 0) return UNKNOWN;
  const shares = new Map<number, number>();
  for (const { values, times } of whole)
    for (const [category, given] of countsOf(values)) add(shares, category, times * given);
  const all = n * whole[0]!.values.length;
  const expected = sumOver(shares, (given) => (given / all) ** 2);
  return corrected(percentAgreement(whole)!, expected, shares.size > 1);
}

/**
 * Gwet's AC1: pe = 1/(q − 1) · Σ_k π_k (1 − π_k), π_k the mean over units of the share of sides that chose k. Gwet, K. L.
 * (2008). Computing inter-rater reliability and its variance in the presence of high agreement. British Journal of
 * Mathematical and Statistical Psychology 61(1), 29–48; with missing values as in Gwet (2014), Handbook of Inter-Rater
 * Reliability, 4th ed.: po over units with two judgements or more, π_k over all that have any.
 * @param categories q, of the scheme, not only those seen
 */
export function gwetAC1(patterns: readonly Pattern[], categories: number): Corrected {
  const some = pairable(patterns);
  const units = unitsIn(some);
  if (units === 0 || categories < 2) return UNKNOWN;
  let agreeing = 0;
  for (const { values, times } of some) {
    const m = judges(values);
    const pairs = sumOver(countsOf(values), (given) => given * (given - 1));
    agreeing += (times * pairs) / (m * (m - 1));
  }
  const judged = patterns.filter(({ values, times }) => times > 0 && judges(values) > 0);
  const shares = new Map<number, number>();
  for (const { values, times } of judged) {
    const m = judges(values);
    for (const [category, given] of countsOf(values)) add(shares, category, (times * given) / m);
  }
  const all = unitsIn(judged);
  const spread = sumOver(shares, (share) => (share / all) * (1 - share / all));
  // With one category the formula would give 1; but where nothing varies, nothing is known.
  return corrected(agreeing / units, spread / (categories - 1), varies(some));
}

/**
 * Precision, recall and F1 of one side against another taken as the standard, of value 1 (van Rijsbergen 1979,
 * Information Retrieval, ch. 7): precision is the part of what the side coded that the standard coded too, recall the
 * part of what the standard coded that the side found, F their harmonic mean. null where a part is of nothing.
 */
export function retrieval(
  patterns: readonly Pattern[],
  side: number,
  standard: number,
): { readonly precision: Value; readonly recall: Value; readonly f: Value } {
  let [both, bySide, byStandard] = [0, 0, 0];
  for (const { values, times } of patterns) {
    const [own, other] = [values[side], values[standard]];
    if (own === null || other === null) continue;
    if (own === 1) bySide += times;
    if (other === 1) byStandard += times;
    if (own === 1 && other === 1) both += times;
  }
  const part = (of: number): Value => (of === 0 ? null : both / of);
  return {
    precision: part(bySide),
    recall: part(byStandard),
    f: bySide + byStandard === 0 ? null : (2 * both) / (bySide + byStandard),
  };
}

type Counts = ReadonlyMap<number, number>;

function marginsOf(both: readonly Pattern[]): { rows: Counts; columns: Counts; agreeing: number } {
  const [rows, columns] = [new Map<number, number>(), new Map<number, number>()];
  let agreeing = 0;
  for (const { values, times } of both) {
    const [one, other] = values as readonly [number, number];
    add(rows, one, times);
    add(columns, other, times);
    if (one === other) agreeing += times;
  }
  return { rows, columns, agreeing };
}

function add(counts: Map<number, number>, key: number, by: number): void {
  counts.set(key, (counts.get(key) ?? 0) + by);
}

/** In order of the categories, so that the same judgements in another order give the same last digit. */
function sumOver(counts: Counts, of: (count: number, category: number) => number): number {
  return [...counts]
    .sort(([a], [b]) => a - b)
    .reduce((sum, [category, count]) => sum + of(count, category), 0);
}
