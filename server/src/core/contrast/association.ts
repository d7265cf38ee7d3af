/** Units with and without a code, in the case and in the rest. */
export interface FourFold {
  readonly caseWith: number;
  readonly caseWithout: number;
  readonly restWith: number;
  readonly restWithout: number;
}

/**
 * The odds ratio of a table of four cells, (a·d)/(b·c). Where a cell is 0, one half is added to each of them (Haldane
 * 1956, Anscombe 1956), and `corrected` says so. null where one side has no units.
 */
export function oddsRatio(table: FourFold): { readonly value: number; readonly corrected: boolean } | null {
  const cells = [table.caseWith, table.caseWithout, table.restWith, table.restWithout];
  if (cells[0]! + cells[1]! === 0 || cells[2]! + cells[3]! === 0) return null;
  const corrected = cells.includes(0);
  const [a, b, c, d] = cells.map((cell) => (corrected ? cell + 0.5 : cell)) as [
    number,
    number,
    number,
    number,
  ];
  return { value: (a * d) / (b * c), corrected };
}

/**
 * Cramér's V (1946, Mathematical Methods of Statistics, p. 282) of a table of four cells, where it is |φ|: from 0, no
 * association, to 1. null where a row or column is empty.
 */
export function cramersV({ caseWith, caseWithout, restWith, restWithout }: FourFold): number | null {
  const margins =
    (caseWith + caseWithout) * (restWith + restWithout) * (caseWith + restWith) * (caseWithout + restWithout);
  if (margins === 0) return null;
  return Math.min(1, Math.abs(caseWith * restWithout - caseWithout * restWith) / Math.sqrt(margins));
}

/**
 * Fisher's exact test, two-sided (Fisher 1935, The Design of Experiments): the probability, all margins given, of
 * tables no more likely than this one.
 */
export function fisherExact({ caseWith, caseWithout, restWith, restWithout }: FourFold): number {
  const inCase = caseWith + caseWithout;
  const withCode = caseWith + restWith;
  const all = inCase + restWith + restWithout;
  const logs = logFactorials(all);
  const choose = (n: number, k: number): number => logs[n]! - logs[k]! - logs[n - k]!;
  const likelihood = (cell: number): number =>
    Math.exp(choose(inCase, cell) + choose(all - inCase, withCode - cell) - choose(all, withCode));
  // As R's fisher.test: equally likely tables differ in their last digits.
  const limit = likelihood(caseWith) * (1 + 1e-7);
  let sum = 0;
  for (let cell = Math.max(0, withCode - (all - inCase)); cell <= Math.min(inCase, withCode); cell++) {
    const each = likelihood(cell);
    if (each <= limit) sum += each;
  }
  return Math.min(1, sum);
}

function logFactorials(to: number): Float64Array {
  const logs = new Float64Array(to + 1);
  for (let n = 2; n <= to; n++) logs[n] = logs[n - 1]! + Math.log(n);
  return logs;
}
