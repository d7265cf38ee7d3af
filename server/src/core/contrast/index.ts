import type { Scalar } from '../attributes/values.js';
import { columnLabel } from '../compare/phrases.js';
import type { Table, TableColumn } from '../compare/table.js';
import { type Choice, wordsOf } from '../counting/choice.js';
import { peopleOf } from '../counting/people.js';
import { countsOf, rolledCountsOf } from '../counting/count.js';
import { participantsAmong } from '../counting/voices.js';
import type { Document } from '../study/types.js';
import { cramersV, fisherExact, type FourFold, oddsRatio } from './association.js';
import { drawsOf, percentileInterval, ratiosOf } from './resample.js';
import { sharedDocuments, type Unit, unitsOf } from './units.js';

/** Any number will do, as long as it is always the same. */
export const DEFAULT_SEED = 1;
export const DEFAULT_RESAMPLES = 2000;

export interface ContrastOptions {
  readonly level?: 'participant' | 'document';
  readonly seed?: number;
  readonly resamples?: number;
  readonly tests?: boolean;
  readonly p?: boolean;
}

/** One side of a contrast: a case, or the rest. */
export interface Side {
  readonly segments: number;
  /** Per 1,000 counted words; null without words. */
  readonly rate: number | null;
  readonly share: number | null;
  readonly documents: number;
  readonly of_documents: number;
  readonly participants: number;
  readonly of_participants: number;
}

/** One code, one case against all others together. */
export interface ContrastRow {
  readonly code: string;
  readonly case: Scalar;
  readonly inCase: Side;
  readonly inRest: Side;
  /** Rate in the case as a multiple of the rate in the rest; null where one of them is 0. */
  readonly ratio: number | null;
  /** 95 % of the resamples; `high` null: it has no upper end. */
  readonly interval: { readonly low: number; readonly high: number | null } | null;
  /** Why there is no ratio or no interval, in words. */
  readonly why?: string;
  /** With `tests`: null where a margin of the table is 0. */
  readonly odds?: { readonly value: number; readonly corrected: boolean } | null;
  readonly v?: number | null;
  /** With `p`: Fisher's exact test, two-sided. */
  readonly p?: number | null;
}

export interface Contrast {
  readonly level: 'participant' | 'document';
  /** What was drawn: participants, and documents that have none. */
  readonly units: { readonly participants: number; readonly documents: number };
  readonly shared: number;
  readonly seed: number;
  readonly resamples: number;
  /** With two cases only the first: each is the other's rest. */
  readonly cases: readonly { readonly value: Scalar; readonly units: number }[];
  /** Documents without the attribute: in no case and not in the rest. */
  readonly outside: number;
  /** Participants on both sides are left out of tests, in which they would count twice. */
  readonly onBothSides: number;
  /** The most telling first. */
  readonly rows: readonly ContrastRow[];
}

/** The cases of a contrast, and those that are set against the rest: of two only the first. */
export function casesOf(table: Table): {
  readonly columns: readonly TableColumn[];
  /** The documents of all cases. */
  readonly all: readonly Document[];
  readonly shown: readonly TableColumn[];
} {
  const columns = table.columns.filter(({ source, documents }) => source.values[0] !== null && documents > 0);
  const all = [...new Set(columns.flatMap(({ source }) => source.documents))];
  return {
    columns,
    all,
    shown: columns.length === 2 ? columns.slice(0, 1) : columns.length < 2 ? [] : columns,
  };
}

/** The documents of all other cases that are not in this one too. */
export function restOf({ source }: TableColumn, all: readonly Document[]): Document[] {
  const own = new Set(source.documents);
  return all.filter((document) => !own.has(document));
}

/**
 * Which codes tell one case from the rest. The table has one attribute as columns.
 * @param breathe lets others go on between two codes, and ends the work by throwing
 */
export async function contrastOf(
  table: Table,
  choice: Choice,
  options: ContrastOptions = {},
  breathe: () => Promise<void> | void = () => undefined,
): Promise<Contrast> {
  const { seed = DEFAULT_SEED, resamples = DEFAULT_RESAMPLES } = options;
  const { columns, all, shown } = casesOf(table);
  const people = new Set(all.flatMap((document) => participantsAmong(document, choice.voices)));
  const level = options.level ?? (people.size > 0 ? 'participant' : 'document');
  const units = unitsOf(table, columns, choice, level);
  const draws = drawsOf(units, columns.length, resamples, seed);
  let onBothSides = 0;
  const rows: ContrastRow[] = [];
  for (const [at, column] of shown.entries()) {
    const sides = [
      new Part(table, choice, column.source.documents),
      new Part(table, choice, restOf(column, all)),
    ] as const;
    const tested = fourFolds(sides, level);
    onBothSides = Math.max(onBothSides, tested.both);
    for (const { row, code } of table.rows) {
      await breathe();
      const [inCase, inRest] = [sides[0].of(row), sides[1].of(row)];
      const value = column.source.values[0]!;
      const label = columnLabel([value], [table.dimensions[0]!.name]);
      const ratio = inCase.rate && inRest.rate ? inCase.rate / inRest.rate : null;
      const told = intervalOf(units, at, row, { inCase, inRest, label, level }, draws);
      const fold = options.tests || options.p ? tested.of(row) : undefined;
      rows.push({
        code,
        case: value,
        inCase,
        inRest,
        ratio,
        ...told,
        ...(fold && options.tests && { odds: oddsRatio(fold), v: cramersV(fold) }),
        ...(fold && options.p && { p: isEmpty(fold) ? null : fisherExact(fold) }),
      });
    }
  }
  const order = new Map(table.rows.map(({ code }, index) => [code, index]));
  return {
    level,
    units: {
      participants: units.filter(({ kind }) => kind === 'participant').length,
      documents: units.filter(({ kind }) => kind === 'document').length,
    },
    shared: level === 'participant' ? sharedDocuments(all) : 0,
    seed,
    resamples,
    cases: shown.map(({ source }, at) => ({ value: source.values[0]!, units: withWords(units, at).length })),
    outside: table.included.documents.length - all.length,
    onBothSides,
    rows: rows
      .filter(({ inCase, inRest }) => inCase.segments + inRest.segments > 0)
      .sort((a, b) => byTelling(a, b) || order.get(a.code)! - order.get(b.code)!),
  };
}

/** The figures of some documents. */
class Part {
  readonly words: number;
  readonly participants: ReadonlySet<string>;

  constructor(
    private readonly table: Table,
    private readonly choice: Choice,
    readonly documents: readonly Document[],
  ) {
    const { names } = table.scheme;
    this.words = documents.reduce((sum, document) => sum + wordsOf(document, choice, names), 0);
    this.participants = new Set(documents.flatMap((each) => participantsAmong(each, choice.voices)));
  }

  of(row: number): Side {
    const { scheme, rolled } = this.table;
    let [segments, words, documents] = [0, 0, 0];
    for (const document of this.documents) {
      const counts = rolled
        ? rolledCountsOf(document, scheme, this.choice)
        : countsOf(document, scheme, this.choice).own;
      const at = counts.rows.indexOf(row);
      if (at < 0) continue;
      segments += counts.segments[at]!;
      words += counts.words[at]!;
      documents++;
    }
    const per = (figure: number): number | null => (this.words > 0 ? figure / this.words : null);
    return {
      segments,
      rate: per(segments * 1000),
      share: per(words),
      documents,
      of_documents: this.documents.length,
      participants: this.carriers(row).size,
      of_participants: this.participants.size,
    };
  }

  carriers(row: number): Set<string> {
    const { scheme, rolled } = this.table;
    return new Set(
      this.documents.flatMap((document) => [
        ...(peopleOf(document, scheme, this.choice)[rolled ? 'rolled' : 'own'].get(row) ?? []),
      ]),
    );
  }
}

/** The tables of four cells of each code, at the level asked for; who stands on both sides is left out. */
function fourFolds([inCase, inRest]: readonly [Part, Part], level: 'participant' | 'document') {
  const both = new Set(
    level === 'participant' ? [...inCase.participants].filter((id) => inRest.participants.has(id)) : [],
  );
  const count = (ids: ReadonlySet<string>): number => [...ids].filter((id) => !both.has(id)).length;
  const sidesOf = (row: number): [number, number, number, number] => {
    if (level === 'participant')
      return [
        count(inCase.carriers(row)),
        count(inCase.participants),
        count(inRest.carriers(row)),
        count(inRest.participants),
      ];
    const [one, other] = [inCase.of(row), inRest.of(row)];
    return [one.documents, one.of_documents, other.documents, other.of_documents];
  };
  return {
    both: both.size,
    of(row: number): FourFold {
      const [caseWith, ofCase, restWith, ofRest] = sidesOf(row);
      return { caseWith, caseWithout: ofCase - caseWith, restWith, restWithout: ofRest - restWith };
    },
  };
}

function isEmpty({ caseWith, caseWithout, restWith, restWithout }: FourFold): boolean {
  return caseWith + caseWithout === 0 || restWith + restWithout === 0;
}

function withWords(units: readonly Unit[], column: number): Unit[] {
  return units.filter(({ words }) => words[column]! > 0);
}

interface Told {
  readonly inCase: Side;
  readonly inRest: Side;
  readonly label: string;
  readonly level: 'participant' | 'document';
}

function intervalOf(
  units: readonly Unit[],
  column: number,
  row: number,
  { inCase, inRest, label, level }: Told,
  draws: ReturnType<typeof drawsOf>,
): Pick<ContrastRow, 'interval' | 'why'> {
  const why = (text: string) => ({ interval: null, why: text });
  if (inCase.rate === null || inRest.rate === null)
    return why(`no ratio: ${inCase.rate === null ? label : 'the rest'} has no counted words`);
  if (inCase.segments === 0) return why(`no ratio: none in ${label}`);
  if (inRest.segments === 0) return why(`no ratio: only in ${label}`);
  const one = level === 'participant' ? 'participant (or document without one)' : 'document';
  if (withWords(units, column).length < 2) return why(`no interval: ${label} rests on one ${one}`);
  if (units.filter(({ words }) => words.at(-1)! - words[column]! > 1e-9).length < 2)
    return why(`no interval: the rest is one ${one}`);
  const interval = percentileInterval(ratiosOf(units, row, column, draws));
  if (!interval) return why('no interval: too few units carry the code');
  const { low, high } = interval;
  return { interval: { low, high: Number.isFinite(high) ? high : null } };
}

/** How far the interval is from 1, on the scale of logarithms: below 0 where 1 lies in it. */
function distance({ interval }: ContrastRow): number {
  if (!interval) return -Infinity;
  const { low, high } = interval;
  return Math.max(
    low === 0 ? -Infinity : Math.log(low),
    high === null || high === 0 ? -Infinity : -Math.log(high),
  );
}

function byTelling(a: ContrastRow, b: ContrastRow): number {
  if ((a.interval === null) !== (b.interval === null)) return a.interval === null ? 1 : -1;
  const [one, other] = [distance(a), distance(b)];
  if (one !== other) return other - one;
  const apart = ({ inCase, inRest }: ContrastRow): number =>
    Math.abs((inCase.rate ?? 0) - (inRest.rate ?? 0));
  return apart(b) - apart(a);
}
