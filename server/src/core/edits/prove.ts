import type { Range } from '../problem.js';
import type { Mark, MarkKind } from '../scan/types.js';
import { Reading } from './reading.js';
import { trimmed } from '../blocks.js';

/** A mark as it must be read: what it is about, in the clean text, and what stands between its braces. */
export interface MarkFact {
  readonly kind: MarkKind;
  readonly region: Range;
  readonly attributes: string;
}

/** What an edit is meant to change: all else must be read as before. */
export interface Intent {
  readonly gone?: readonly Mark[];
  readonly come?: readonly MarkFact[];
}

/** The new text as it is read, if clean text, words, turns, headings and all marks are as intended; else undefined. */
export function proven(before: Reading, text: string, { gone = [], come = [] }: Intent): Reading | undefined {
  const after = before.again(text);
  if (frameOf(before) !== frameOf(after) || before.clean.text !== after.clean.text) return undefined;
  const balance = new Map<string, number>();
  const count = (fact: MarkFact, by: number): void => {
    const key = `${fact.kind} ${fact.region.start} ${fact.region.end} ${fact.attributes}`;
    const sum = (balance.get(key) ?? 0) + by;
    if (sum === 0) balance.delete(key);
    else balance.set(key, sum);
  };
  for (const fact of factsOf(before)) count(fact, 1);
  for (const mark of gone) count(factOf(before, mark), -1);
  for (const fact of come) count(fact, 1);
  for (const fact of factsOf(after)) count(fact, -1);
  return balance.size === 0 ? after : undefined;
}

export function factOf(reading: Reading, mark: Mark): MarkFact {
  const attributes = reading.text.slice(mark.attributes.start, mark.attributes.end);
  return { kind: mark.kind, region: reading.regionOf(mark), attributes };
}

function factsOf(reading: Reading): MarkFact[] {
  const { scan } = reading;
  return Array.from({ length: scan.markCount }, (_, index) => scan.mark(index)).flatMap((mark) =>
    mark.codes.length === 0 ? [] : [factOf(reading, mark)],
  );
}

function frameOf({ scan, clean }: Reading): string {
  const headings = scan.headings.map(({ level, text, sectionEnd }) => {
    const section = { start: clean.toClean(text.start), end: clean.toClean(sectionEnd) };
    return [level, section.start, trimmed(clean.text, section)?.end];
  });
  return JSON.stringify([scan.words, scan.proseWords, scan.turnCount, headings]);
}
