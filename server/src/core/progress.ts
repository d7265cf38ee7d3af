import type { Document } from './study/types.js';

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
