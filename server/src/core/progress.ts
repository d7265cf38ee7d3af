import type { Range } from './problem.js';
import type { Document } from './study/types.js';
import { unitsOf } from './units.js';

/** How far the turns of a document are coded. */
export interface Progress {
  /** Indices of the turns that can be coded: those with a counted word, so no interviewer's. */
  readonly turns: readonly number[];
  /** For each of `turns` whether a passage has one of its words. */
  readonly coded: readonly boolean[];
}

/** One pass over turns and marks, which both ascend by word. */
export function progressOf({ scan }: Document): Progress {
  const all = Array.from({ length: scan.turnCount }, (_, index) => scan.turn(index));
  const turns = all.flatMap(({ wordStart, wordEnd }, index) => (wordEnd > wordStart ? [index] : []));
  const coded = turns.map(() => false);
  const { columns, markCount } = scan;
  // Turns before `next` are behind the mark, or lie under an earlier one that reaches as far.
  let next = 0;
  for (let mark = 0; mark < markCount; mark++) {
    if (columns.codesFrom[mark] === columns.codesFrom[mark + 1]) continue;
    while (next < turns.length && all[turns[next]!]!.wordEnd <= columns.wordStart[mark]!) next++;
    while (next < turns.length && all[turns[next]!]!.wordStart < columns.wordEnd[mark]!) coded[next++] = true;
  }
  return { turns, coded };
}

/** A paragraph that can be coded, and whether a passage has part of it. */
export interface ParagraphProgress {
  readonly range: Range;
  readonly coded: boolean;
}

/**
 * The same of the paragraphs of a document in which nobody is named as speaking, such as field notes. Parses the text,
 * so not for each key.
 * @param text what the document was read from
 */
export function paragraphsOf({ scan }: Document, text: string): ParagraphProgress[] {
  const marks = Array.from({ length: scan.markCount }, (_, index) => scan.mark(index)).filter(
    ({ codes, wordStart, wordEnd }) => codes.length > 0 && wordEnd > wordStart,
  );
  return unitsOf(text, scan, 'paragraph')
    .filter((unit) => !unit.heading && /[\p{L}\p{N}]/u.test(unit.text))
    .map(({ range }) => ({
      range,
      coded: marks.some(({ content }) => content.start < range.end && content.end > range.start),
    }));
}
