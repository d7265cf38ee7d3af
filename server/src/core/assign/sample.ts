import { columnLabel } from '../compare/phrases.js';
import { type Scalar, valuesOf } from '../attributes/values.js';
import { Random } from '../contrast/random.js';
import type { Document } from '../study/types.js';

export interface SampleSpec {
  /** The attributes whose combined values are the strata; none: one stratum. */
  readonly by: readonly string[];
  /** How many documents; else `share` of them, rounded, one at least. */
  readonly count?: number;
  readonly share?: number;
  readonly seed: number;
}

export interface Stratum {
  /** `Alder, wave 1`; empty where there are no strata. */
  readonly label: string;
  readonly size: number;
  /** Files, in code unit order. */
  readonly drawn: readonly string[];
}

/**
 * Draws documents at random from each stratum, as many as its part of all documents (quotas by largest remainder), and
 * from each at least one where the sample is large enough for that. The same seed and documents give the same sample.
 */
export function drawSample(documents: readonly Document[], spec: SampleSpec): Stratum[] {
  const { by, seed } = spec;
  const strata = new Map<string, Document[]>();
  for (const document of documents) {
    const label = labelOf(document, by);
    strata.set(label, [...(strata.get(label) ?? []), document]);
  }
  const sorted = [...strata].sort(([a], [b]) => (a < b ? -1 : 1));
  const size = sizeOf(documents.length, spec);
  const random = Random.of(seed);
  const quotas = quotasOf(
    sorted.map(([, of]) => of.length),
    size,
    // Which of strata that are alike go without is left to chance, not to the alphabet.
    shuffled(
      sorted.map((_, index) => index),
      random,
    ),
  );
  return sorted.map(([label, of], index) => {
    const files = of.map(({ file }) => file).sort();
    const drawn = shuffled(files, random).slice(0, quotas[index]);
    return { label, size: of.length, drawn: drawn.sort() };
  });
}

/** How many documents a sample takes. */
export function sizeOf(all: number, { count, share = 0.2 }: Pick<SampleSpec, 'count' | 'share'>): number {
  return Math.min(all, count ?? Math.max(1, Math.round(all * share)));
}

function labelOf(document: Document, by: readonly string[]): string {
  return columnLabel(
    by.map((name): Scalar | null => {
      const values = valuesOf(document.attributes.get(name));
      return values.length > 1 ? values.join(' + ') : (values[0] ?? null);
    }),
    by,
  );
}

/** Whole numbers that add up to `size`, none above its stratum, as near to its part as can be. */
function quotasOf(sizes: readonly number[], size: number, order: readonly number[]): number[] {
  const all = sizes.reduce((sum, each) => sum + each, 0);
  const exact = sizes.map((each) => (size * each) / all);
  const least = size >= sizes.length ? 1 : 0;
  const quotas = exact.map((each) => Math.max(least, Math.floor(each)));
  const by = (want: number): number[] => {
    const lack = (index: number): number => want * (exact[index]! - quotas[index]!);
    return order.toSorted((a, b) => lack(b) - lack(a));
  };
  for (let sum = quotas.reduce((a, b) => a + b, 0); sum !== size;) {
    const step = Math.sign(size - sum);
    const next = by(step).find((index) =>
      step > 0 ? quotas[index]! < sizes[index]! : quotas[index]! > least,
    );
    if (next === undefined) break;
    quotas[next]! += step;
    sum += step;
  }
  return quotas;
}

/** Fisher and Yates's shuffle. */
function shuffled<T>(items: readonly T[], random: Random): T[] {
  const all = [...items];
  for (let last = all.length - 1; last > 0; last--) {
    const at = random.below(last + 1);
    [all[last], all[at]] = [all[at]!, all[last]!];
  }
  return all;
}
