import type { Table } from '../compare/table.js';
import { type Choice, saidIn } from '../counting/choice.js';
import { standing } from '../counting/standing.js';
import type { Range } from '../problem.js';
import { rangesOf } from '../query/units.js';
import type { Texts } from '../report/analyse.js';
import type { AnalysisSpec } from '../report/spec.js';
import { segmentsOf } from '../segments.js';
import type { Document } from '../study/types.js';

export type Within = NonNullable<AnalysisSpec['within']>;

/** How often two codes stand together. `n` are counted words (overlap) or units that carry the code. */
export interface Pair {
  readonly a: string;
  readonly b: string;
  readonly n1: number;
  readonly n2: number;
  /** Of both. */
  readonly n12: number;
  /** Overlap: pairs of a passage of either code that share a place. */
  readonly pairs?: number;
  /** n12 / (n1 + n2 − n12), from 0 to 1. */
  readonly jaccard: number;
  /** n12 / n1 and n12 / n2: the part of either code that lies with the other. */
  readonly ofA: number;
  readonly ofB: number;
}

export interface Cooccurrence {
  readonly within: Within;
  /** Codes that occur, in the order of the table, with their n. */
  readonly codes: readonly { readonly code: string; readonly n: number }[];
  /** The codes at two indices; symmetric but for the sides. On the diagonal n12 is n. */
  at(a: number, b: number): Pair;
  /** Documents whose text has changed, so that their units are unknown. */
  readonly unread: number;
}

/** Code × code. */
export async function cooccurrenceOf(
  table: Table,
  choice: Choice,
  within: Within,
  texts: Texts,
): Promise<Cooccurrence> {
  const rows = table.rows.map(({ row }) => row);
  const index = new Map(rows.map((row, at) => [row, at]));
  const size = rows.length;
  const together = new Float64Array(size * size);
  const pairs = new Float64Array(size * size);
  let unread = 0;
  for (const document of table.included.documents) {
    const passages = passagesOf(document, table, choice, index);
    if (passages.length === 0) continue;
    if (within === 'overlap') {
      addWords(together, size, document, passages, table, choice);
      addPairs(pairs, size, document, passages);
      continue;
    }
    const units = await unitsOf(document, within, texts);
    if (!units) unread++;
    else addUnits(together, size, document, passages, units);
  }
  const used = rows.flatMap((_, at) =>
    together[at * size + at]! > 0 || pairs[at * size + at]! > 0 ? [at] : [],
  );
  const n = (at: number): number => together[at * size + at]!;
  return {
    within,
    codes: used.map((at) => ({ code: table.rows[at]!.code, n: n(at) })),
    at: (a, b) => {
      const [one, other] = [used[a]!, used[b]!];
      const [n1, n2, n12] = [n(one), n(other), together[one * size + other]!];
      const part = (figure: number, of: number): number => (of > 0 ? figure / of : 0);
      return {
        a: table.rows[one]!.code,
        b: table.rows[other]!.code,
        n1,
        n2,
        n12,
        ...(within === 'overlap' && { pairs: pairs[one * size + other]! }),
        jaccard: part(n12, n1 + n2 - n12),
        ofA: part(n12, n1),
        ofB: part(n12, n2),
      };
    },
    unread,
  };
}

/** The segments of the codes at two indices that stand together in a document; undefined where that is unknown. */
export async function togetherIn(
  document: Document,
  table: Table,
  choice: Choice,
  within: Within,
  texts: Texts,
): Promise<Uint8Array | undefined> {
  const passages = passagesOf(document, table, choice, new Map(table.rows.map(({ row }, at) => [row, at])));
  const { ofMark } = segmentsOf(document);
  const found = new Uint8Array(document.scan.markCount);
  const take = ({ mark }: Passage): number => (found[ofMark[mark]!] = 1);
  if (new Set(passages.map(({ at }) => at)).size < 2) return found;
  if (within === 'overlap') {
    for (const [one, other] of meetings(document, passages)) {
      if (one.at === other.at) continue;
      take(one);
      take(other);
    }
    return found;
  }
  const units = await unitsOf(document, within, texts);
  if (!units) return undefined;
  const { contentStart, contentEnd } = document.scan.columns;
  const carried = carriedBy(document, passages, units);
  const shared = units.filter((_, unit) => carried[unit]!.length > 1);
  for (const passage of passages) {
    const [start, end] = [contentStart[passage.mark]!, contentEnd[passage.mark]!];
    if (shared.some((unit) => start < unit.end && end > unit.start)) take(passage);
  }
  return found;
}

/** A mark that counts for a row, by the row's index in the table. */
interface Passage {
  readonly at: number;
  readonly mark: number;
}

function passagesOf(
  document: Document,
  { scheme, rolled }: Table,
  choice: Choice,
  index: ReadonlyMap<number, number>,
): Passage[] {
  const { outermost } = standing(document, scheme, choice);
  const passages: Passage[] = [];
  for (let each = 0; each < outermost.length; each++) {
    const row = outermost.row[each]!;
    for (const above of rolled ? scheme.rows[row]!.upwards : [row]) {
      const at = index.get(above);
      if (at !== undefined) passages.push({ at, mark: outermost.with[each]! });
    }
  }
  return passages;
}

type Spans = Map<number, [start: number, end: number][]>;

/** The union of each row's passages, as stretches that lie apart. Passages come by their start. */
function spansOf(passages: readonly Passage[], starts: Int32Array, ends: Int32Array): Spans {
  const spans: Spans = new Map();
  for (const { at, mark } of passages) {
    const [start, end] = [starts[mark]!, ends[mark]!];
    const own = spans.get(at);
    const last = own?.at(-1);
    if (!own) spans.set(at, [[start, end]]);
    else if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else own.push([start, end]);
  }
  return spans;
}

function addWords(
  together: Float64Array,
  size: number,
  document: Document,
  passages: readonly Passage[],
  { scheme }: Table,
  choice: Choice,
): void {
  const { wordStart, wordEnd } = document.scan.columns;
  const said = saidIn(document, choice, scheme.names);
  const wordsIn = (start: number, end: number): number =>
    end <= start ? 0 : (said?.words(start, end) ?? end - start);
  const spans = [...spansOf(passages, wordStart, wordEnd)];
  for (const [a, one] of spans)
    for (const [b, other] of spans) if (a <= b) add(together, size, a, b, shared(one, other, wordsIn));
}

function shared(
  one: Spans extends Map<number, infer S> ? S : never,
  other: typeof one,
  wordsIn: (start: number, end: number) => number,
): number {
  let sum = 0;
  for (let i = 0, j = 0; i < one.length && j < other.length;) {
    sum += wordsIn(Math.max(one[i]![0], other[j]![0]), Math.min(one[i]![1], other[j]![1]));
    if (one[i]![1] <= other[j]![1]) i++;
    else j++;
  }
  return sum;
}

/** Pairs of segments that share a place; a segment with both codes is a pair with itself. */
function addPairs(pairs: Float64Array, size: number, document: Document, passages: readonly Passage[]): void {
  const { ofMark } = segmentsOf(document);
  const met = new Set<string>();
  for (const [one, other] of meetings(document, passages)) {
    const key = [one.at, other.at, ofMark[one.mark], ofMark[other.mark]].join(' ');
    if (met.has(key)) continue;
    met.add(key);
    add(pairs, size, one.at, other.at, 1);
  }
}

/** Passages of two rows that share a place, the lower row first; each passage with itself. */
function* meetings(document: Document, passages: readonly Passage[]): Generator<readonly [Passage, Passage]> {
  const { contentStart, contentEnd } = document.scan.columns;
  let open: Passage[] = [];
  const sorted = [...passages].sort((a, b) => contentStart[a.mark]! - contentStart[b.mark]!);
  for (const passage of sorted) {
    open = open.filter(({ mark }) => contentEnd[mark]! > contentStart[passage.mark]!);
    for (const other of open)
      if (other.at !== passage.at) yield other.at < passage.at ? [other, passage] : [passage, other];
    yield [passage, passage];
    open.push(passage);
  }
}

/** Units in which both rows have a passage. */
function addUnits(
  together: Float64Array,
  size: number,
  document: Document,
  passages: readonly Passage[],
  units: readonly Range[],
): void {
  for (const rows of carriedBy(document, passages, units))
    for (const a of rows) for (const b of rows) if (a <= b) add(together, size, a, b, 1);
}

/** The rows with a passage in each unit. */
function carriedBy(
  document: Document,
  passages: readonly Passage[],
  units: readonly Range[],
): readonly (readonly number[])[] {
  const { contentStart, contentEnd } = document.scan.columns;
  const spans = spansOf(passages, contentStart, contentEnd);
  const carried = units.map((): number[] => []);
  for (const [at, own] of spans) {
    for (let unit = 0, span = 0; unit < units.length && span < own.length;) {
      const { start, end } = units[unit]!;
      if (own[span]![1] <= start) span++;
      else {
        if (own[span]![0] < end) carried[unit]!.push(at);
        unit++;
      }
    }
  }
  return carried;
}

function add(matrix: Float64Array, size: number, a: number, b: number, amount: number): void {
  matrix[a * size + b]! += amount;
  if (a !== b) matrix[b * size + a]! += amount;
}

const memo = new WeakMap<Document, Map<Within, readonly Range[]>>();

/** The units of a document; undefined where they need its text and that has changed. */
async function unitsOf(
  document: Document,
  within: Within,
  texts: Texts,
): Promise<readonly Range[] | undefined> {
  if (within === 'overlap' || within === 'document') return [{ start: 0, end: Infinity }];
  const known = memo.get(document) ?? new Map<Within, readonly Range[]>();
  memo.set(document, known);
  let units = known.get(within);
  if (units) return units;
  const needed = within === 'paragraph' || document.scan.turnCount === 0;
  const text = needed ? await texts.of(document) : '';
  if (text === undefined) return undefined;
  known.set(within, (units = rangesOf(within, document, () => text)));
  return units;
}
