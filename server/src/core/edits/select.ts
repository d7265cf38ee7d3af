import { trimmed } from '../blocks.js';
import type { Range } from '../problem.js';
import { classAt, JOINER, LETTER, MARK, stateAfter, beginsWord, OUTSIDE, unitsAt } from '../words.js';
import type { Reading } from './reading.js';

/**
 * What a selection means, in the clean text: without white space at its edges and, with `snap`, grown to whole words.
 * undefined: nothing but white space or marks.
 */
export function selected(reading: Reading, range: Range, snap: boolean): Range | undefined {
  const { text } = reading.clean;
  const { start, end } = reading.toClean(range);
  const whole = {
    start: insidePair(text, start) ? start - 1 : start,
    end: insidePair(text, end) ? end + 1 : end,
  };
  const passage = trimmed(text, whole);
  if (!passage || !snap) return passage;
  return {
    start: wordAround(text, passage.start)?.start ?? passage.start,
    end: wordAround(text, passage.end)?.end ?? passage.end,
  };
}

/** Whether a range of the clean text holds anything but punctuation. */
export function holdsWords(text: string, { start, end }: Range): boolean {
  for (let at = start; at < end; at += unitsAt(text, at)) {
    if (beginsWord(OUTSIDE, classAt(text, at))) return true;
  }
  return false;
}

/** The word that a place is inside of, not at its edge. */
function wordAround(text: string, place: number): Range | undefined {
  let at = place;
  while (at > 0) {
    const previous = at - unitsBefore(text, at);
    const kind = classAt(text, previous);
    if (kind !== LETTER && kind !== MARK && kind !== JOINER) break;
    at = previous;
  }
  let state = OUTSIDE;
  let start = -1;
  let end = -1;
  for (; at < text.length; at += unitsAt(text, at)) {
    const kind = classAt(text, at);
    if (beginsWord(state, kind)) {
      if (at >= place) return start < place && place < end ? { start, end } : undefined;
      start = at;
    }
    state = stateAfter(state, kind);
    if (state === OUTSIDE && at >= place) break;
    if (kind === LETTER || (kind === MARK && state !== OUTSIDE)) end = at + unitsAt(text, at);
  }
  return start !== -1 && start < place && place < end ? { start, end } : undefined;
}

/** Between the two units of one character. */
function insidePair(text: string, at: number): boolean {
  return at > 0 && unitsAt(text, at - 1) === 2;
}

function unitsBefore(text: string, at: number): number {
  return at > 1 && unitsAt(text, at - 2) === 2 ? 2 : 1;
}
