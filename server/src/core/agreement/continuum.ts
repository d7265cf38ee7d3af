import Papa from 'papaparse';
import { type Stretch, type Unitizing, unitizing } from './unitizing.js';

export interface Continuum {
  readonly coders: readonly string[];
  readonly length: number;
  /** By coder. */
  readonly stretches: readonly (readonly Stretch[])[];
}
type Problem = { readonly problem: string };

const HEAD = ['coder', 'start', 'end', 'value'];

/**
 * Stretches of a continuum from 0 to `length`: columns `coder, start, end, value`, a stretch a row, from `start` to
 * before `end`. A head in another order is read by its names; without a head the columns are in this order.
 */
export function readContinuum(text: string, length: number): Continuum | Problem {
  const { data } = Papa.parse<string[]>(text.replace(/^\uFEFF/, ''), { skipEmptyLines: 'greedy' });
  const first = (data[0] ?? []).map((cell) => cell.trim().toLowerCase());
  const named = HEAD.every((name) => first.includes(name));
  if (!named && first.includes('coder'))
    return { problem: `it takes the columns ${HEAD.join(', ')}; the first row names ${first.join(', ')}.` };
  const at = named ? HEAD.map((name) => first.indexOf(name)) : [0, 1, 2, 3];
  const byCoder = new Map<string, { stretch: Stretch; row: number }[]>();
  for (const [index, cells] of data.entries()) {
    if (named && index === 0) continue;
    const row = index + 1;
    const [coder, from, to, value] = at.map((column) => (cells[column] ?? '').trim()) as [
      string,
      string,
      string,
      string,
    ];
    if (coder === '') return { problem: `row ${row} names no coder.` };
    const own = byCoder.get(coder) ?? [];
    byCoder.set(coder, own);
    // A coder who marked nothing is named without a stretch.
    if (from === '' && to === '' && value === '') continue;
    const [start, end] = [Number(from), Number(to)];
    if (from === '' || to === '' || !Number.isFinite(start) || !Number.isFinite(end))
      return { problem: `row ${row}: start and end are numbers; they are “${from}” and “${to}”.` };
    if (start < 0 || end > length || start >= end)
      return {
        problem: `row ${row}: the stretch from ${from} to ${to} does not lie between 0 and ${length}, or is empty.`,
      };
    if (value === '') return { problem: `row ${row} has no value.` };
    own.push({ stretch: { start, end, value }, row });
  }
  for (const [coder, own] of byCoder) {
    const sorted = [...own].sort((a, b) => a.stretch.start - b.stretch.start);
    const overlap = sorted.findIndex(
      ({ stretch }, index) => index > 0 && stretch.start < sorted[index - 1]!.stretch.end,
    );
    if (overlap > 0)
      return { problem: `rows ${sorted[overlap - 1]!.row} and ${sorted[overlap]!.row} of ${coder} overlap.` };
  }
  if (byCoder.size < 2)
    return {
      problem: `it takes two coders or more; there is ${byCoder.size === 0 ? 'none' : `only ${[...byCoder.keys()][0]!}`}.`,
    };
  return {
    coders: [...byCoder.keys()],
    length,
    stretches: [...byCoder.values()].map((own) => own.map(({ stretch }) => stretch)),
  };
}

/** The JSON of `qualdown agree --continuum`. */
export function agreementOfContinuum({ coders, length, stretches }: Continuum): Unitizing & {
  readonly coders: readonly string[];
  readonly length: number;
  readonly units: readonly number[];
} {
  return { coders, length, units: stretches.map((own) => own.length), ...unitizing(stretches, length) };
}
