import type { Range } from '../problem.js';
import { beginsWord, classAt, LETTER, LONE, OUTSIDE, stateAfter, unitsAt } from '../words.js';

/** The words of a text with their places, as they are counted (`words.ts`). Ascending. */
export function wordsIn(text: string): Range[] {
  const words: { start: number; end: number }[] = [];
  let state = OUTSIDE;
  for (let at = 0; at < text.length; at += unitsAt(text, at)) {
    const kind = classAt(text, at);
    if (beginsWord(state, kind)) words.push({ start: at, end: at });
    if (kind === LETTER || kind === LONE) words.at(-1)!.end = at + unitsAt(text, at);
    state = stateAfter(state, kind);
  }
  return words;
}
