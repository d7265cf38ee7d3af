import { segmentsOf } from '../segments.js';
import type { Document } from '../study/types.js';
import type { Choice } from './choice.js';
import { perDocument } from './memo.js';
import type { Row, Scheme } from './scheme.js';
import { type Pairs, standing } from './standing.js';
import { isSaidBy, stretchesOf } from './voices.js';

/** What one participant says in a document, or what is nobody's. */
export interface Part {
  /** Counted words. */
  words: number;
  readonly rows: Map<number, PartRow>;
}

/** Of one row of a scheme. */
export interface PartRow {
  /** A segment that belongs to several participants is divided among them, so that all parts add up to the document. */
  segments: number;
  /** Counted words under the code, each once. */
  words: number;
}

/** By participant; `''`: what belongs to none of them (an observer's notes, turns of people in no list). */
export type Parts = ReadonlyMap<string, Part>;

export const NOBODY = '';

const ownParts = perDocument<Parts>((document, scheme, choice) =>
  parts(document, scheme, choice, (row) => [row]),
);
const rolledParts = perDocument<Parts>((document, scheme, choice) =>
  parts(document, scheme, choice, (_, { upwards }) => upwards),
);

/**
 * A document divided by who speaks: each participant has the counted words of their turns, and of the passages what lies
 * in these. A document without turns and with exactly one participant is all theirs.
 */
export function partsOf(document: Document, scheme: Scheme, choice: Choice, rolled: boolean): Parts {
  return (rolled ? rolledParts : ownParts)(document, scheme, choice);
}

function parts(document: Document, scheme: Scheme, choice: Choice, rowsOf: RowsOf): Parts {
  const found = new Map<string, Part>();
  const pieces = piecesOf(document, scheme, choice);
  for (const { who, start, end } of pieces) partOf(found, who).words += end - start;
  const { outermost, segments } = standing(document, scheme, choice);
  const { wordStart, wordEnd } = document.scan.columns;
  const { ofMark } = segmentsOf(document);
  const owners = new Map<string, Set<string>>();
  const seen = new Map<number, number>();
  for (const [row, mark] of pairsOf(outermost, scheme, rowsOf)) {
    const [start, end] = [wordStart[mark]!, wordEnd[mark]!];
    const from = Math.max(start, seen.get(row) ?? 0);
    seen.set(row, Math.max(end, seen.get(row) ?? 0));
    const whose = setOf(owners, `${row} ${ofMark[mark]!}`);
    for (const piece of within(pieces, start, end)) {
      if (piece.who !== NOBODY) whose.add(piece.who);
      const words = Math.min(piece.end, end) - Math.max(piece.start, from);
      if (words > 0) rowIn(partOf(found, piece.who), row).words += words;
    }
  }
  const counted = new Set<string>();
  for (const [row, segment] of pairsOf(segments, scheme, rowsOf)) {
    const key = `${row} ${segment}`;
    if (counted.has(key)) continue;
    counted.add(key);
    const whose = [...(owners.get(key) ?? [])];
    for (const who of whose.length > 0 ? whose : [NOBODY])
      rowIn(partOf(found, who), row).segments += 1 / Math.max(1, whose.length);
  }
  return found;
}

type RowsOf = (row: number, facts: Row) => readonly number[];

function* pairsOf(pairs: Pairs, scheme: Scheme, rowsOf: RowsOf): Generator<[row: number, with_: number]> {
  for (let at = 0; at < pairs.length; at++)
    for (const row of rowsOf(pairs.row[at]!, scheme.rows[pairs.row[at]!]!)) yield [row, pairs.with[at]!];
}

/** Neighbouring counted words of one person: from `start` to before `end`. */
interface Piece {
  readonly who: string;
  readonly start: number;
  readonly end: number;
}

/** The counted words of a document, in order; where a choice asks for some voices, theirs. */
function piecesOf(document: Document, { names }: Scheme, { voices = [] }: Choice): Piece[] {
  return stretchesOf(document, names)
    .filter((stretch) => voices.every((each) => isSaidBy(each, document, stretch)))
    .map(({ participant, wordStart, wordEnd }) => ({
      who: participant ?? NOBODY,
      start: wordStart,
      end: wordEnd,
    }));
}

/** The pieces that hold some of the words from `start` to before `end`. */
function within(pieces: readonly Piece[], start: number, end: number): Piece[] {
  const found: Piece[] = [];
  let [low, high] = [0, pieces.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (pieces[middle]!.end > start) high = middle;
    else low = middle + 1;
  }
  for (let at = low; at < pieces.length && pieces[at]!.start < end; at++) found.push(pieces[at]!);
  return found;
}

function partOf(parts: Map<string, Part>, who: string): Part {
  let part = parts.get(who);
  if (!part) parts.set(who, (part = { words: 0, rows: new Map() }));
  return part;
}

function rowIn({ rows }: Part, row: number): PartRow {
  let figures = rows.get(row);
  if (!figures) rows.set(row, (figures = { segments: 0, words: 0 }));
  return figures;
}

function setOf(sets: Map<string, Set<string>>, key: string): Set<string> {
  let set = sets.get(key);
  if (!set) sets.set(key, (set = new Set()));
  return set;
}
