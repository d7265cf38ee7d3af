/**
 * What the sides made of a unit, and how many units they made the same of. A value is the index of a category; null:
 * the side did not judge the unit. Every coefficient is a function of such patterns, so that a hundred thousand words
 * are a handful of rows.
 */
export interface Pattern {
  readonly values: readonly (number | null)[];
  readonly times: number;
}

/** Units that at least two sides judged: the others say nothing about agreement. */
export function pairable(patterns: readonly Pattern[]): Pattern[] {
  return patterns.filter(({ values, times }) => times > 0 && judges(values) > 1);
}

export function judges(values: readonly (number | null)[]): number {
  let judges = 0;
  for (const value of values) if (value !== null) judges++;
  return judges;
}

export function unitsIn(patterns: readonly Pattern[]): number {
  return patterns.reduce((sum, { times }) => sum + times, 0);
}

/** Whether at least two categories occur. Where only one does, nothing is known about telling them apart. */
export function varies(patterns: readonly Pattern[]): boolean {
  let seen: number | null = null;
  for (const { values, times } of patterns) {
    if (times === 0) continue;
    for (const value of values) {
      if (value === null) continue;
      if (seen !== null && value !== seen) return true;
      seen = value;
    }
  }
  return false;
}

/** The patterns of two sides alone. */
export function pairOf(patterns: readonly Pattern[], one: number, other: number): Pattern[] {
  return patterns.map(({ values, times }) => ({ values: [values[one]!, values[other]!], times }));
}

/** How often each value was given to each unit of a pattern. */
export function countsOf(values: readonly (number | null)[]): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (const value of values) if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

/** One category against all others: 1 and 0. */
export function only(patterns: readonly Pattern[], category: number): Pattern[] {
  return patterns.map(({ values, times }) => ({
    values: values.map((value) => (value === null ? null : value === category ? 1 : 0)),
    times,
  }));
}

/** The part of the units a side judged that it gave a value; null where it judged none. */
export function baseRate(patterns: readonly Pattern[], side: number, value: number): number | null {
  let [judged, given] = [0, 0];
  for (const { values, times } of patterns) {
    if (values[side] === null) continue;
    judged += times;
    if (values[side] === value) given += times;
  }
  return judged === 0 ? null : given / judged;
}
