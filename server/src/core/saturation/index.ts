import type { Scalar } from '../attributes/values.js';
import { textsOf } from '../attributes/values.js';
import type { Table } from '../compare/table.js';
import { type Choice } from '../counting/choice.js';
import { countsOf, rolledCountsOf } from '../counting/count.js';
import type { Document } from '../study/types.js';

export interface SaturationStep {
  readonly file: string;
  readonly title: string | null;
  /** null: no date, or one that is not written 2024-03-05, 2024-03 or 2024. Such documents come last. */
  readonly date: string | null;
  /** Different codes in it. */
  readonly codes: number;
  /** Codes that no earlier document has. */
  readonly first: readonly string[];
  /** Different codes in it and all before. */
  readonly cumulative: number;
}

export interface Saturation {
  readonly codes: number;
  readonly undated: number;
  readonly steps: readonly SaturationStep[];
  readonly cases: readonly { readonly value: Scalar | null; readonly steps: readonly SaturationStep[] }[];
}

/** New codes document by document, in order of `date`; those of one day by file. For all, and each case by itself. */
export function saturationOf(table: Table, choice: Choice): Saturation {
  const steps = stepsOf(table, choice, table.included.documents);
  return {
    codes: table.rows.length,
    undated: steps.filter(({ date }) => date === null).length,
    steps,
    cases: table.columns
      .filter(({ documents }) => documents > 0)
      .map(({ source }) => ({
        value: source.values[0]!,
        steps: stepsOf(table, source.choice, source.documents),
      })),
  };
}

function stepsOf(table: Table, choice: Choice, documents: readonly Document[]): SaturationStep[] {
  const { scheme, rolled, rows } = table;
  const listed = new Map(rows.map(({ row, code }) => [row, code]));
  const seen = new Set<number>();
  return inOrder(documents).map((document): SaturationStep => {
    const counts = rolled ? rolledCountsOf(document, scheme, choice) : countsOf(document, scheme, choice).own;
    const here = counts.rows.filter((row) => listed.has(row));
    const first = here.filter((row) => !seen.has(row)).sort((a, b) => a - b);
    for (const row of first) seen.add(row);
    const title = document.attributes.get('title');
    return {
      file: document.file,
      title: typeof title === 'string' ? title : null,
      date: dateOf(document),
      codes: here.length,
      first: first.map((row) => listed.get(row)!),
      cumulative: seen.size,
    };
  });
}

export function inOrder(documents: readonly Document[]): Document[] {
  // “~” stands behind every digit.
  const keyOf = (document: Document): string => `${dateOf(document) ?? '~'} ${document.file}`;
  return [...documents].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

export function dateOf({ attributes }: Document): string | null {
  const [text = ''] = textsOf(attributes.get('date'));
  return /^\d{4}(-\d\d(-\d\d)?)?(?=$|[T ])/.exec(text)?.[0] ?? null;
}
