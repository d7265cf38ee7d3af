import { type Choice, saidIn } from './choice.js';
import { perDocument } from './memo.js';
import type { Document } from '../study/types.js';
import type { Row, Scheme } from './scheme.js';
import { type Pairs, standing } from './standing.js';

/** Figures of one document by row of a scheme, for the rows that occur: `segments[i]` and `words[i]` are of `rows[i]`. */
export interface RowCounts extends RowSegments {
  /** Counted words that the rows' passages cover, each once. */
  readonly words: readonly number[];
}

export interface RowSegments {
  readonly rows: readonly number[];
  readonly segments: readonly number[];
}

/** What a tally needs: figures of each code by itself, and its segments together with those of all codes below it. */
export interface DocumentCounts {
  readonly own: RowCounts;
  /** A segment counts once, however many of a row's codes it carries. */
  readonly total: RowSegments;
}

export const countsOf = perDocument<DocumentCounts>((document, scheme, choice) => {
  const { outermost, segments } = standing(document, scheme, choice);
  const own = new Sums(scheme.rows.length, wordsIn(document, scheme, choice));
  const total = new Sums(scheme.rows.length);
  for (let at = 0; at < segments.length; at++) own.addSegment(segments.row[at]!, segments.with[at]!);
  addSegmentsUpwards(total, segments, scheme.rows);
  const { wordStart, wordEnd } = document.scan.columns;
  for (let at = 0; at < outermost.length; at++) {
    const mark = outermost.with[at]!;
    own.addWords(outermost.row[at]!, wordStart[mark]!, wordEnd[mark]!);
  }
  return { own: own.counts(), total: total.counts() };
});

/** Figures of each code together with all below it: a segment or word counts once, however many of them it carries. */
export const rolledCountsOf = perDocument<RowCounts>((document, scheme, choice) => {
  const { outermost, segments } = standing(document, scheme, choice);
  const rolled = new Sums(scheme.rows.length, wordsIn(document, scheme, choice));
  addSegmentsUpwards(rolled, segments, scheme.rows);
  const { wordStart, wordEnd } = document.scan.columns;
  for (let at = 0; at < outermost.length; at++) {
    const mark = outermost.with[at]!;
    for (const row of scheme.rows[outermost.row[at]!]!.upwards)
      rolled.addWords(row, wordStart[mark]!, wordEnd[mark]!);
  }
  return rolled.counts();
});

/** How many of the words from `start` to before `end` count. */
type WordsIn = (start: number, end: number) => number;

function wordsIn(document: Document, { names }: Scheme, choice: Choice): WordsIn {
  const said = saidIn(document, choice, names);
  return said ? (start, end) => said.words(start, end) : (start, end) => end - start;
}

function addSegmentsUpwards(sums: Sums, segments: Pairs, rows: readonly Row[]): void {
  for (let at = 0; at < segments.length; at++) {
    const { upwards } = rows[segments.row[at]!]!;
    for (let above = 0; above < upwards.length; above++) sums.addSegment(upwards[above]!, segments.with[at]!);
  }
}

/** Adds up by row. Segments and marks come in document order, so the last one seen tells what is counted already. */
class Sums {
  // Plain arrays: for some dozens of numbers a typed array costs more to make than to fill.
  private readonly segments: number[];
  private readonly words: number[];
  private readonly lastSegment: number[];
  private readonly wordsSeen: number[];

  constructor(
    rows: number,
    private readonly wordsIn: WordsIn = (start, end) => end - start,
  ) {
    this.segments = new Array<number>(rows).fill(0);
    this.words = new Array<number>(rows).fill(0);
    this.lastSegment = new Array<number>(rows).fill(-1);
    this.wordsSeen = new Array<number>(rows).fill(0);
  }

  addSegment(row: number, segment: number): void {
    if (this.lastSegment[row] === segment) return;
    this.lastSegment[row] = segment;
    this.segments[row]!++;
  }

  addWords(row: number, start: number, end: number): void {
    const seen = this.wordsSeen[row]!;
    if (end <= seen) return;
    this.words[row]! += this.wordsIn(start < seen ? seen : start, end);
    this.wordsSeen[row] = end;
  }

  counts(): RowCounts {
    const rows: number[] = [];
    const segments: number[] = [];
    const words: number[] = [];
    for (let row = 0; row < this.segments.length; row++) {
      if (this.segments[row] === 0) continue;
      rows.push(row);
      segments.push(this.segments[row]!);
      words.push(this.words[row]!);
    }
    return { rows, segments, words };
  }
}
