import type { Scalar } from '../attributes/values.js';
import type { Table, TableColumn } from '../compare/table.js';
import { standing } from '../counting/standing.js';
import { saidIn } from '../counting/choice.js';
import { Said } from '../counting/voices.js';
import type { Texts } from '../report/analyse.js';
import { attributesOf } from '../segments/meeting.js';
import { fragmentsOf, segmentsOf } from '../segments.js';
import type { Document, Study } from '../study/types.js';

export const STANCES = ['present', 'lacking', 'contested', 'unstated'] as const;
export type Stance = (typeof STANCES)[number];

export interface Mentions {
  readonly documents: number;
  readonly participants: number;
  readonly segments: number;
  readonly words: number;
}

/** One code of a pair in one case. */
export interface SideFigures extends Mentions {
  /** Its passages by what their marks say of the matter. Segments and words add up to those of the side. */
  readonly stances: Readonly<Record<Stance, Mentions>>;
}

export interface PairCell {
  readonly value: Scalar | null;
  readonly of: { readonly documents: number; readonly participants: number; readonly words: number };
  readonly sides: readonly [SideFigures, SideFigures];
  /** (a − b) / (a + b) of all segments: 1 only the first, 0 both as often, −1 only the second. null: neither. */
  readonly balance: number | null;
  /** The same of segments that do not say the matter is lacking or contested. */
  readonly presentBalance: number | null;
}

export interface Reciprocity {
  readonly pairs: readonly {
    readonly codes: readonly [string, string];
    /** For each column of the table. */
    readonly cells: readonly PairCell[];
    /** Of all segments of either code, how many state a stance. */
    readonly stated: readonly [number, number];
    readonly segments: readonly [number, number];
  }[];
  /** Values of `stance` that are none of those known, each counted as unstated. */
  readonly otherStances: readonly string[];
  /** Documents whose text has changed: their stances count as unstated. */
  readonly unread: number;
}

/** Each pair of counterparts by case. The table has all rows that are wanted. */
export async function reciprocityOf(study: Study, table: Table, texts: Texts): Promise<Reciprocity> {
  const others = new Set<string>();
  let unread = 0;
  const stances = new Map<Document, readonly Stance[]>();
  const pairs = pairsOf(study, table);
  const wanted = new Set(pairs.flat());
  for (const document of table.included.documents) {
    if (!carries(document, table, wanted)) continue;
    const text = await texts.of(document);
    if (text === undefined) unread++;
    else stances.set(document, stancesOf(document, text, others));
  }
  return {
    pairs: pairs.map(([a, b]) => {
      const cells = table.columns.map((column): PairCell => {
        const sides = [sideOf(table, column, a, stances), sideOf(table, column, b, stances)] as const;
        const present = sides.map(({ stances: own }) => own.present.segments + own.unstated.segments);
        return {
          value: column.source.values[0]!,
          of: { documents: column.documents, participants: column.participants, words: column.words },
          sides,
          balance: balanceOf(sides[0].segments, sides[1].segments),
          presentBalance: balanceOf(present[0]!, present[1]!),
        };
      });
      const sum = (side: 0 | 1, of: (figures: SideFigures) => number): number =>
        cells.reduce((all, { sides }) => all + of(sides[side]), 0);
      const stated = ({ segments, stances: own }: SideFigures): number => segments - own.unstated.segments;
      return {
        codes: [table.scheme.rows[a]!.code, table.scheme.rows[b]!.code],
        cells,
        stated: [sum(0, stated), sum(1, stated)],
        segments: [sum(0, ({ segments }) => segments), sum(1, ({ segments }) => segments)],
      };
    }),
    otherStances: [...others].sort(),
    unread,
  };
}

/** Pairs of rows, each once, in the order of the codebook; where only some codes are asked for, those with one of them. */
export function pairsOf({ codebook }: Study, { scheme, rows }: Table): [number, number][] {
  const listed = new Set(rows.map(({ row }) => row));
  const done = new Set<string>();
  const pairs: [number, number][] = [];
  for (const { id, counterpart } of codebook.codes.values()) {
    if (counterpart === undefined || done.has(id) || done.has(counterpart)) continue;
    const [a, b] = [scheme.find(id), scheme.find(counterpart)];
    if (a === undefined || b === undefined || !(listed.has(a) || listed.has(b))) continue;
    done.add(id).add(counterpart);
    pairs.push([a, b]);
  }
  return pairs;
}

function carries(document: Document, { scheme }: Table, rows: ReadonlySet<number>): boolean {
  const { columns, markCount } = document.scan;
  for (let at = 0; at < columns.codesFrom[markCount]!; at++)
    if (scheme.rows[scheme.rowOf(columns.codes[at]!)]!.upwards.some((row) => rows.has(row))) return true;
  return false;
}

/** The stance of each segment. @param others gathers values that are none of them */
export function stancesOf(document: Document, text: string, others = new Set<string>()): Stance[] {
  return fragmentsOf(document).map((marks) => {
    const stated = attributesOf(document, text, marks)['stance'];
    if (stated === undefined) return 'unstated';
    const known = STANCES.find((stance) => stance === stated.trim().toLowerCase());
    if (!known) others.add(stated);
    return known ?? 'unstated';
  });
}

class Sum {
  segments = 0;
  words = 0;
  readonly documents = new Set<Document>();
  readonly participants = new Set<string>();

  get mentions(): Mentions {
    const { segments, words, documents, participants } = this;
    return { documents: documents.size, participants: participants.size, segments, words };
  }
}

/** What one code has in one case; with `rolled`, it and all below it. Stances divide what counts anyway. */
function sideOf(
  { scheme, rolled }: Table,
  { source }: TableColumn,
  row: number,
  stances: ReadonlyMap<Document, readonly Stance[]>,
): SideFigures {
  const all = new Sum();
  const sums = { present: new Sum(), lacking: new Sum(), contested: new Sum(), unstated: new Sum() };
  const is = (other: number): boolean => (rolled ? scheme.rows[other]!.upwards.includes(row) : other === row);
  for (const document of source.documents) {
    const { outermost, segments } = standing(document, scheme, source.choice);
    const { wordStart, wordEnd } = document.scan.columns;
    const { ofMark } = segmentsOf(document);
    const said = saidIn(document, source.choice, scheme.names);
    const speakers = said ?? new Said(document, scheme.names, []);
    const sumsOf = (segment: number): Sum[] => [all, sums[stances.get(document)?.[segment] ?? 'unstated']];
    const counted = new Set<number>();
    for (let at = 0; at < segments.length; at++) {
      const segment = segments.with[at]!;
      if (!is(segments.row[at]!) || counted.has(segment)) continue;
      counted.add(segment);
      for (const sum of sumsOf(segment)) {
        sum.segments++;
        sum.documents.add(document);
      }
    }
    let seen = 0;
    for (let at = 0; at < outermost.length; at++) {
      if (!is(outermost.row[at]!)) continue;
      const mark = outermost.with[at]!;
      const [start, end] = [Math.max(seen, wordStart[mark]!), wordEnd[mark]!];
      seen = Math.max(seen, end);
      const words = end > start ? (said?.words(start, end) ?? end - start) : 0;
      const people = [...speakers.participants(wordStart[mark]!, end)];
      for (const sum of sumsOf(ofMark[mark]!)) {
        sum.words += words;
        for (const person of people) sum.participants.add(person);
      }
    }
  }
  return {
    ...all.mentions,
    stances: {
      present: sums.present.mentions,
      lacking: sums.lacking.mentions,
      contested: sums.contested.mentions,
      unstated: sums.unstated.mentions,
    },
  };
}

function balanceOf(a: number, b: number): number | null {
  return a + b === 0 ? null : (a - b) / (a + b);
}
