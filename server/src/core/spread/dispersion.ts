/** One document or participant behind a figure. */
export interface Unit {
  /** A file, or a participant's id. */
  readonly name: string;
  /** Its counted words. */
  readonly of: number;
  /** Of them, those under the code. */
  readonly words: number;
  readonly segments: number;
}

/** From the least to the most. */
export interface Extent {
  readonly min: number;
  readonly median: number;
  readonly max: number;
}

/** How a figure is distributed over the documents or participants that it is of. */
export interface Spread {
  /** How many there are, those without the code included. */
  readonly units: number;
  /** How many of them carry the code. */
  readonly carrying: number;
  /** Part of each one's counted words that carry the code; null where none has words. */
  readonly share: Extent | null;
  /** Segments per 1,000 of each one's counted words; null where none has words. */
  readonly rate: Extent | null;
  /** The fewest that together hold half of the words under the code; null where there are no such words. */
  readonly half: number | null;
  readonly dp: number | null;
  readonly dpNorm: number | null;
  /** Who holds the largest part of the words under the code, and how large, from 0 to 1; null without such words. */
  readonly most: { readonly name: string; readonly part: number } | null;
}

export function spreadOf(units: readonly Unit[]): Spread {
  const spoken = units.filter((unit) => unit.of > 0);
  const words = units.reduce((sum, unit) => sum + unit.words, 0);
  const largest = units.toSorted((a, b) => b.words - a.words || (a.name < b.name ? -1 : 1));
  return {
    units: units.length,
    carrying: units.filter(({ segments }) => segments > 0).length,
    share: extentOf(spoken.map((unit) => unit.words / unit.of)),
    rate: extentOf(spoken.map((unit) => (unit.segments * 1000) / unit.of)),
    half: words > 0 ? halfOf(largest, words) : null,
    ...deviation(spoken, words),
    most: words > 0 ? { name: largest[0]!.name, part: largest[0]!.words / words } : null,
  };
}

/** The median of an even number is halfway between the two in the middle. null for none. */
export function extentOf(values: readonly number[]): Extent | null {
  if (values.length === 0) return null;
  const sorted = values.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return {
    min: sorted[0]!,
    median: (sorted[Math.floor(middle)]! + sorted[Math.ceil(middle)]!) / 2,
    max: sorted.at(-1)!,
  };
}

function halfOf(largest: readonly Unit[], words: number): number {
  let [taken, held] = [0, 0];
  for (const unit of largest) {
    if (held * 2 >= words) break;
    held += unit.words;
    taken++;
  }
  return taken;
}

/**
 * Deviation of proportions. Each unit has an expected part (of all counted words) and an observed one (of the words
 * under the code): DP = ½ Σ |observed − expected|, 0 where the code is spread as evenly as the text (Gries, S. Th.
 * 2008. Dispersions and adjusted frequencies in corpora. International Journal of Corpus Linguistics 13(4), 403–437).
 * DPnorm = DP / (1 − the smallest expected part), so that 1 can be reached (Lijffijt, J. & Gries, S. Th. 2012.
 * Correction to “Dispersions and adjusted frequencies in corpora”. IJCL 17(1), 147–149).
 * null for fewer than two units with words, and without words under the code.
 */
function deviation(units: readonly Unit[], words: number): { dp: number | null; dpNorm: number | null } {
  if (units.length < 2 || words === 0) return { dp: null, dpNorm: null };
  const all = units.reduce((sum, unit) => sum + unit.of, 0);
  const dp = units.reduce((sum, unit) => sum + Math.abs(unit.words / words - unit.of / all), 0) / 2;
  return { dp, dpNorm: dp / (1 - Math.min(...units.map((unit) => unit.of / all))) };
}
