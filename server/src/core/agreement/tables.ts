import type { Compared } from './compared.js';
import type { Pattern } from './ratings.js';

/** Patterns by document, or whatever else is drawn in the bootstrap. */
export type Tables = readonly (readonly Pattern[])[];

/** What the sides made of one code in one document: 1 coded, 0 not. Units outside of the universe are left out. */
export function patternsOf(document: Compared, code: string): Pattern[] {
  const flags = document.coded.get(code);
  return patternsBy(document, (side, unit) => flags?.[side]![unit] ?? 0, 2);
}

/** Of codes that exclude each other: 0 for none of them, else the index of the code from 1. */
export function nominalPatterns(
  document: Compared,
  codes: readonly string[],
): { patterns: Pattern[]; several: number } {
  const flags = codes.map((code) => document.coded.get(code));
  let several = 0;
  const patterns = patternsBy(
    document,
    (side, unit) => {
      const given = flags.flatMap((each, at) => (each?.[side]![unit] ? [at + 1] : []));
      if (given.length > 1) several++;
      return given[0] ?? 0;
    },
    codes.length + 1,
  );
  return { patterns, several };
}

function patternsBy(
  { judged, count, universe }: Compared,
  valueOf: (side: number, unit: number) => number,
  categories: number,
): Pattern[] {
  const base = categories + 1;
  const times = new Map<number, number>();
  for (let unit = 0; unit < count; unit++) {
    if (!universe[unit]) continue;
    let key = 0;
    for (let side = judged.length - 1; side >= 0; side--)
      key = key * base + (judged[side]![unit] ? valueOf(side, unit) + 1 : 0);
    times.set(key, (times.get(key) ?? 0) + 1);
  }
  return Array.from(times, ([key, each]) => ({ values: decoded(key, judged.length, base), times: each }));
}

function decoded(key: number, sides: number, base: number): (number | null)[] {
  return Array.from({ length: sides }, () => {
    const digit = key % base;
    key = Math.floor(key / base);
    return digit === 0 ? null : digit - 1;
  });
}

/** All documents together. */
export function pooled(tables: Tables): Pattern[] {
  const { patterns, rows } = matrixOf(tables);
  const sums = new Float64Array(patterns.length);
  for (const { at, times } of rows.flat()) sums[at]! += times;
  return patterns.map((values, at) => ({ values, times: sums[at]! }));
}

/** Patterns that occur at all, and of each document which of them (by index) it has how often. */
export function matrixOf(tables: Tables): {
  readonly patterns: readonly (readonly (number | null)[])[];
  readonly rows: readonly (readonly { readonly at: number; readonly times: number }[])[];
} {
  const index = new Map<string, number>();
  const patterns: (readonly (number | null)[])[] = [];
  const at = (values: readonly (number | null)[]): number => {
    const key = values.join();
    let found = index.get(key);
    if (found === undefined) {
      index.set(key, (found = patterns.length));
      patterns.push(values);
    }
    return found;
  };
  const rows = tables.map((table) => table.map(({ values, times }) => ({ at: at(values), times })));
  return { patterns, rows };
}
