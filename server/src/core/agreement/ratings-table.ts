import Papa from 'papaparse';
import { drawsOf, coefficientsOf, intervalsOf, type Scale, summaryOf } from './figures.js';
import { figuresOf, pairsOf } from './index.js';
import { only, pairable, type Pattern, unitsIn } from './ratings.js';
import { pooled } from './tables.js';
import type { Agreement, AgreementSpec, CodeAgreement, Metric } from './types.js';

export interface Ratings {
  readonly coders: readonly string[];
  /** Categories seen or stated: those that are numbers by size, else by name. */
  readonly categories: readonly string[];
  /** One a unit, values by coder. */
  readonly units: readonly Pattern[];
  readonly warnings: readonly string[];
}

export interface RatingsOptions extends Pick<AgreementSpec, 'against' | 'seed' | 'resamples'> {
  /** All that the scheme has, beside those seen. */
  readonly categories?: readonly string[];
  readonly metric?: Metric;
}

type Problem = { readonly problem: string };

/** Blank, and what spreadsheets and statistics write for it. */
const MISSING = new Set(['', 'na', 'n/a', '.', 'null', 'nan']);

/**
 * A table of ratings: a unit a row, a coder a column, blank = missing. A first column whose head is empty or `unit`,
 * `id`, `item`, `row` or `case` names the units.
 */
export function readRatings(
  text: string,
  { categories: stated, metric = 'nominal' }: RatingsOptions,
): Ratings | Problem {
  const { data, errors } = Papa.parse<string[]>(text.replace(/^\uFEFF/, ''), { skipEmptyLines: false });
  const broken = errors.find(({ type }) => type === 'Quotes');
  if (broken) return { problem: `row ${(broken.row ?? 0) + 1}: ${broken.message}` };
  const [head = [], ...rest] = data;
  const rows = rest.at(-1)?.join('') === '' && rest.at(-1)!.length < 2 ? rest.slice(0, -1) : rest;
  const skip = /^\s*(unit|units|id|item|row|case|)\s*$/i.test(head[0] ?? '') ? 1 : 0;
  const coders = head.slice(skip).map((name) => name.trim());
  if (coders.length < 2)
    return { problem: 'it takes a column for each of two coders or more; the first row names them.' };
  const twice = coders.find((name, at) => coders.indexOf(name) !== at);
  if (twice !== undefined) return { problem: `two columns are called “${twice}”.` };
  if (rows.length === 0) return { problem: 'it has no unit: each row below the first is one.' };
  const long = rows.findIndex(
    (row) => row.length > head.length && row.slice(head.length).some((cell) => cell.trim() !== ''),
  );
  if (long >= 0) return { problem: `row ${long + 2} has more cells than there are columns.` };
  const cells = rows.map((row) =>
    coders.map((_, at) => {
      const cell = (row[at + skip] ?? '').trim();
      return MISSING.has(cell.toLowerCase()) && !stated?.includes(cell) ? null : canonical(cell);
    }),
  );
  const seen = [...new Set(cells.flat().filter((cell) => cell !== null))];
  const scheme = [...new Set((stated ?? []).map((name) => canonical(name.trim())))];
  const strange = stated ? seen.find((value) => !scheme.includes(value)) : undefined;
  if (strange !== undefined)
    return {
      problem: `it has the value “${strange}”, which is none of the categories ${scheme.join(', ')}.`,
    };
  const all = stated ? scheme : seen;
  const numeric = all.every(isNumber);
  // A scheme of words stated in order is an order; numbers have their own.
  const categories = numeric
    ? [...all].sort((a, b) => Number(a) - Number(b))
    : stated
      ? all
      : [...all].sort();
  const unordered = wrongFor(metric, categories, stated !== undefined);
  if (unordered !== undefined) return { problem: unordered };
  const index = new Map(categories.map((name, at) => [name, at]));
  const units = cells.map((row) => ({
    values: row.map((cell) => (cell === null ? null : index.get(cell)!)),
    times: 1,
  }));
  const lone = units.length - unitsIn(pairable(units));
  const warnings =
    lone > 0
      ? [`${lone} of ${units.length} units have fewer than two values, and say nothing about agreement.`]
      : [];
  return { coders, categories, units, warnings };
}

/** `1`, `1.0` and ` 1` are one category. */
function canonical(cell: string): string {
  return isNumber(cell) ? String(Number(cell)) : cell.normalize('NFC');
}

function isNumber(cell: string): boolean {
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(cell);
}

function wrongFor(metric: Metric, categories: readonly string[], stated: boolean): string | undefined {
  if (metric === 'nominal') return undefined;
  const word = categories.find((name) => !isNumber(name));
  if (metric === 'ordinal')
    return word === undefined || stated
      ? undefined
      : `“${word}” is no number: for --metric ordinal state the categories in their order with --categories.`;
  if (word !== undefined) return `“${word}” is no number, as --metric ${metric} needs.`;
  const negative = categories.find((name) => Number(name) < 0);
  return metric === 'ratio' && negative !== undefined
    ? `${negative} is less than 0, which --metric ratio does not know.`
    : undefined;
}

/** Agreement of a table: its categories exclude each other, so there are pooled figures, and those of each category. */
export async function agreementOfRatings(
  { coders, categories, units, warnings }: Ratings,
  { metric = 'nominal', against, seed = 1, resamples = 1000 }: RatingsOptions,
  pause: () => Promise<void> = () => Promise.resolve(),
): Promise<Agreement | Problem> {
  if (against !== undefined && !coders.includes(against))
    return { problem: `no column is called “${against}”. Columns are ${coders.join(', ')}.` };
  const rows = units.map((unit) => [unit]);
  const draws = drawsOf(units.length, resamples, seed);
  const scale: Scale = {
    categories: categories.length,
    metric,
    magnitudes: categories.map((name, at) => (metric === 'ordinal' ? at : Number(name))),
  };
  const codes: CodeAgreement[] = [];
  const tables = new Map<string, readonly Pattern[]>();
  for (const [category, code] of categories.entries()) {
    await pause();
    const binary = rows.map((row) => only(row, category));
    tables.set(code, pooled(binary));
    codes.push({ code, ...figuresOf(binary, coders, { categories: 2 }, draws, against) });
  }
  const all = pooled(rows);
  return {
    unit: 'row',
    universe: 'all',
    coders,
    sides: coders.map((name, at) => ({
      name,
      source: 'column',
      documents: 0,
      passages: units.filter(({ values }) => values[at] !== null).length,
    })),
    units: unitsIn(pairable(units)),
    documents: 0,
    overall: { ...coefficientsOf(all, scale), intervals: intervalsOf(rows, scale, draws) },
    summary: summaryOf(codes),
    codes,
    pairs: pairsOf(coders, tables, all),
    ...(against !== undefined && { against }),
    alignment: { words: 0, unaligned: 0, share: null, documents: [] },
    renamed: [],
    omitted: [],
    seed,
    resamples,
    warnings,
  };
}
