import { count, figure } from '../compare/phrases.js';
import type { Table } from '../compare/table.js';
import { type Choice, saidIn, wordsOf } from '../counting/choice.js';
import { standing } from '../counting/standing.js';
import { turnsOf } from '../counting/turns.js';
import { participantsAmong } from '../counting/voices.js';
import { segmentsOf } from '../segments.js';
import type { Document, Study } from '../study/types.js';
import type { CellContents, Impossible } from './analyse.js';

/** What a figure counts, as the counting rules leave it. */
export interface Counted {
  readonly documents: readonly Document[];
  readonly choice: Choice;
  /** Rows of the scheme; where the table is rolled up, with all below them. */
  readonly rows: ReadonlySet<number>;
  /** Of the segments that count anyway, which are meant; all where absent. */
  readonly only?: (document: Document, segment: number) => boolean;
  /** Where two coders overlap with one code, both: for figures of places, which count neither twice. */
  readonly bothCoders?: boolean;
}

/** The passages behind a figure, and the figure in words. */
export function contentsOf(
  table: Table,
  counted: Counted,
  title: readonly (string | undefined)[],
): CellContents {
  const { documents, choice } = counted;
  const { names } = table.scheme;
  const passages = new Map<Document, Uint8Array>();
  const carrying = new Set<string>();
  let words = 0;
  for (const document of documents) {
    const behind = behindIn(table, document, counted);
    if (behind.found.includes(1)) passages.set(document, behind.found);
    for (const person of behind.people) carrying.add(person);
    words += behind.words;
  }
  const total = [...passages.values()].reduce((sum, found) => sum + ones(found), 0);
  const all = documents.reduce((sum, document) => sum + wordsOf(document, choice, names), 0);
  const people = new Set(documents.flatMap((each) => participantsAmong(each, choice.voices)));
  return {
    title: title.filter((part) => part !== undefined).join(' · '),
    sentence: `${passages.size} of ${count(documents.length, 'document')}, ${count(total, 'passage')}, ${figure(words)} of ${figure(all)} counted words`,
    documents,
    passages,
    withoutParticipants: [...people].filter((each) => !carrying.has(each)).sort(),
  };
}

/** Of one document: the segments, their words each once, and whose they are. */
function behindIn(
  { scheme, rolled }: Table,
  document: Document,
  { choice, rows, only, bothCoders = false }: Counted,
): { found: Uint8Array; words: number; people: ReadonlySet<string> } {
  const asks = (row: number): boolean =>
    (rolled ? scheme.rows[row]!.upwards : [row]).some((each) => rows.has(each));
  const takes = (segment: number): boolean => only?.(document, segment) ?? true;
  const { outermost, segments } = standing(document, scheme, choice);
  const { ofMark } = segmentsOf(document);
  const { wordStart, wordEnd } = document.scan.columns;
  const found = new Uint8Array(document.scan.markCount);
  for (let at = 0; at < segments.length; at++) {
    const segment = segments.with[at]!;
    if (asks(segments.row[at]!) && takes(segment)) found[segment] = 1;
  }
  const said = saidIn(document, choice, scheme.names);
  const speakers = said ?? turnsOf(document);
  const people = new Set<string>();
  let [words, seen] = [0, 0];
  for (let at = 0; at < outermost.length; at++) {
    if (!asks(outermost.row[at]!)) continue;
    const mark = outermost.with[at]!;
    const [start, end] = [Math.max(seen, wordStart[mark]!), wordEnd[mark]!];
    seen = Math.max(seen, end);
    if (!takes(ofMark[mark]!)) continue;
    if (bothCoders) found[ofMark[mark]!] = 1;
    if (end > start) words += said?.words(start, end) ?? end - start;
    for (const person of speakers.participants(wordStart[mark]!, end)) people.add(person);
  }
  return { found, words, people };
}

/** How many segments are found. */
export const ones = (found: Uint8Array): number => found.reduce((sum, is) => sum + is, 0);

/** What a code is called. */
export const nameOf = ({ codebook }: Study, code: string): string => codebook.codes.get(code)?.name ?? code;

/** The rows of the scheme that a code asked for stands for; all of the table's where none is. */
export function rowsAsked({ rows }: Table, code: string | null): ReadonlySet<number> | undefined {
  const asked = code === null ? rows : rows.filter((each) => each.code === code);
  return code !== null && asked.length === 0 ? undefined : new Set(asked.map(({ row }) => row));
}

export const GONE = {
  row: { problem: 'The table no longer has this code.' },
  column: { problem: 'The table no longer has this column.' },
  line: { problem: 'The table no longer has this row.' },
} as const satisfies Record<string, Impossible>;
