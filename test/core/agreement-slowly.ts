import type { Metric, Value } from '../../server/src/core/agreement/types.js';
import type { Stretch } from '../../server/src/core/agreement/unitizing.js';

/**
 * The coefficients worked out in another way than the product does: from pairs of single judgements, and from single
 * places of a continuum. Slow, short, close to the words of the definitions.
 */
export type Table = readonly (readonly (number | null)[])[];

const given = (row: readonly (number | null)[]): number[] => row.filter((each) => each !== null);
const mean = (list: readonly number[]): number => list.reduce((a, b) => a + b, 0) / list.length;
const pairsOf = <T>(list: readonly T[]): [T, T][] =>
  list.flatMap((a, i) => list.flatMap((b, j): [T, T][] => (i === j ? [] : [[a, b]])));
const pairable = (rows: Table): number[][] => rows.map(given).filter((row) => row.length > 1);
const share = (list: readonly number[], value: number): number =>
  list.filter((each) => each === value).length / list.length;
const chance = (po: number, pe: number): number => (po - pe) / (1 - pe);
const varies = (rows: readonly (readonly number[])[]): boolean => new Set(rows.flat()).size > 1;

export function slowPercent(rows: Table): Value {
  const pairs = pairable(rows).flatMap((row) => pairsOf(row));
  return pairs.length === 0 ? null : mean(pairs.map(([a, b]) => (a === b ? 1 : 0)));
}

export function slowCohen(rows: Table): Value {
  const both = pairable(rows);
  if (!varies(both)) return null;
  const [one, other] = [both.map(([a]) => a!), both.map(([, b]) => b!)];
  // Chance: any judgement of the one against any judgement of the other.
  const pe = mean(one.flatMap((a) => other.map((b) => (a === b ? 1 : 0))));
  return chance(mean(both.map(([a, b]) => (a === b ? 1 : 0))), pe);
}

export function slowFleiss(rows: Table): Value {
  const whole = pairable(rows).filter((row) => row.length === rows[0]!.length);
  if (!varies(whole)) return null;
  const all = whole.flat();
  // Chance: any two judgements drawn with replacement.
  const pe = mean(all.flatMap((a) => all.map((b) => (a === b ? 1 : 0))));
  return chance(mean(whole.map((row) => mean(pairsOf(row).map(([a, b]) => (a === b ? 1 : 0))))), pe);
}

export function slowAC1(rows: Table, q: number): Value {
  const some = pairable(rows);
  if (!varies(some)) return null;
  const any = rows.map(given).filter((row) => row.length > 0);
  const pi = Array.from({ length: q }, (_, k) => mean(any.map((row) => share(row, k))));
  const pe = pi.reduce((sum, p) => sum + p * (1 - p), 0) / (q - 1);
  return chance(mean(some.map((row) => mean(pairsOf(row).map(([a, b]) => (a === b ? 1 : 0))))), pe);
}

export function slowAlpha(rows: Table, metric: Metric, magnitudes: readonly number[]): Value {
  const units = pairable(rows);
  const all = units.flat();
  const n = all.length;
  const distance = (a: number, b: number): number => {
    if (a === b) return 0;
    if (metric === 'nominal') return 1;
    const [x, y] = [magnitudes[a]!, magnitudes[b]!];
    if (metric === 'interval') return (x - y) ** 2;
    if (metric === 'ratio') return ((x - y) / (x + y)) ** 2;
    const [low, high] = a < b ? [a, b] : [b, a];
    const between = all.filter((each) => each > low && each < high).length;
    const ends = all.filter((each) => each === low || each === high).length;
    return (between + ends / 2) ** 2;
  };
  const within = units.reduce(
    (sum, row) => sum + pairsOf(row).reduce((each, [a, b]) => each + distance(a, b), 0) / (row.length - 1),
    0,
  );
  const anyhow = pairsOf(all).reduce((sum, [a, b]) => sum + distance(a, b), 0);
  return anyhow === 0 ? null : 1 - within / n / (anyhow / (n * (n - 1)));
}

interface SlowUnitizing {
  readonly uAlpha: Value;
  readonly uAlphaBinary: Value;
  readonly cuAlpha: Value;
  readonly kuAlpha: Record<string, Value>;
}

/** Place by place: each place of each observer has a value (or none) and belongs to a stretch or a gap. */
export function slowUAlpha(observers: readonly (readonly Stretch[])[], length: number): SlowUnitizing {
  const m = observers.length;
  const places = observers.map((stretches) =>
    Array.from({ length }, (_, at) => stretches.find(({ start, end }) => start <= at && at < end)),
  );
  const values = [...new Set(observers.flat().map(({ value }) => value))].sort();
  const valueAt = (observer: number, at: number): string => places[observer]![at]?.value ?? '';
  const l = (c: string, k: string): number => {
    let sum = 0;
    for (const [i, j] of pairsOf(places.map((_, observer) => observer)))
      for (let at = 0; at < length; at++) if (valueAt(i, at) === c && valueAt(j, at) === k) sum++;
    return sum / (m - 1);
  };
  const family = (names: readonly string[], selves: (c: string) => number) => {
    const column = (k: string): number => names.reduce((sum, c) => sum + l(c, k), 0);
    const all = names.reduce((sum, k) => sum + column(k), 0);
    const free = all ** 2 - names.reduce((sum, c) => sum + selves(c), 0);
    const expected = (c: string, k: string): number =>
      free > 0 ? (all * (column(c) * column(k) - (c === k ? selves(c) : 0))) / free : 0;
    const ratio = (differ: (c: string, k: string) => boolean): Value => {
      const differing = names.flatMap((c) => names.filter((k) => differ(c, k)).map((k) => [c, k] as const));
      const chanceful = differing.reduce((sum, [c, k]) => sum + expected(c, k), 0);
      return chanceful > 0 ? 1 - differing.reduce((sum, [c, k]) => sum + l(c, k), 0) / chanceful : null;
    };
    return { column, expected, ratio };
  };
  const lengths = (c: string): number =>
    c === ''
      ? places.flat().filter((each) => each === undefined).length
      : observers
          .flat()
          .reduce((sum, { start, end, value }) => sum + (value === c ? (end - start) ** 2 : 0), 0);
  const met = (c: string): number =>
    observers.reduce((sum, stretches, i) => {
      const each = stretches
        .filter(({ value }) => value === c)
        .map(({ start, end }) => {
          let common = 0;
          for (let at = start; at < end; at++)
            for (let j = 0; j < m; j++) if (j !== i && valueAt(j, at) !== '') common++;
          return (common / (m - 1)) ** 2;
        });
      return sum + each.reduce((a, b) => a + b, 0);
    }, 0);
  const withGaps = family(['', ...values], lengths);
  const valued = family(values, met);
  const kuAlpha: Record<string, Value> = {};
  for (const k of values) {
    const expected = values.reduce((sum, c) => sum + valued.expected(c, k), 0);
    const other = expected - valued.expected(k, k);
    const defined = valued.column(k) > 0 && other > 1e-9;
    kuAlpha[k] = defined ? 1 - ((expected / valued.column(k)) * (valued.column(k) - l(k, k))) / other : null;
  }
  return {
    uAlpha: withGaps.ratio((c, k) => c !== k),
    uAlphaBinary: withGaps.ratio((c, k) => (c === '') !== (k === '')),
    cuAlpha: valued.ratio((c, k) => c !== k),
    kuAlpha,
  };
}
