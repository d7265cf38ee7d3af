import { trimmed } from '../blocks.js';
import { Reading, type Reader } from '../edits/reading.js';
import type { Range } from '../problem.js';
import type { Emitted } from './emit.js';
import type { Tape } from './tape.js';

/**
 * Whether a merged text is read as it is meant, whichever side its conflicts are decided for: the same clean text, and
 * just these marks.
 */
export function isProven(tape: Tape, emitted: Emitted, read?: Reader): boolean {
  const sides = tape.conflicts.length === 0 ? (['ours'] as const) : (['ours', 'theirs'] as const);
  return sides.every((side) => {
    const reading = new Reading(resolvedText(tape, emitted, side), read);
    return reading.clean.text === tape[side].resolved && holdsJust(reading, meantIn(tape, emitted, side));
  });
}

/** The written text with every conflict decided for one side. */
export function resolvedText(
  { conflicts }: Tape,
  { text, toText }: Emitted,
  side: 'ours' | 'theirs',
): string {
  let result = '';
  let from = 0;
  for (const conflict of conflicts) {
    const own = conflict[side];
    result += text.slice(from, toText(conflict.start, 'behind'));
    if (own.start < own.end) result += text.slice(toText(own.start, 'before'), toText(own.end, 'behind'));
    from = toText(conflict.end, 'before');
  }
  return result + text.slice(from);
}

type Fact = Emitted['facts'][number];

/** The marks that are there if a side is taken, in places of its clean text. */
function meantIn(tape: Tape, { facts }: Emitted, side: 'ours' | 'theirs'): Fact[] {
  const cuts = tape.conflicts.flatMap((conflict): Range[] => [
    { start: conflict.start, end: conflict[side].start },
    { start: conflict[side].end, end: conflict.end },
  ]);
  const moved = (place: number): number =>
    cuts.reduce((at, { start, end }) => at - Math.max(0, Math.min(place, end) - start), place);
  const { resolved } = tape[side];
  return facts
    .filter(({ at }) => !cuts.some(({ start, end }) => start < at && at < end))
    .map((fact): Fact => {
      const at = moved(fact.at);
      if (!fact.region) return { ...fact, at };
      const range = { start: moved(fact.region.start), end: moved(fact.region.end) };
      return { ...fact, at, region: trimmed(resolved, range) ?? { start: range.start, end: range.start } };
    });
}

function holdsJust(reading: Reading, meant: readonly Fact[]): boolean {
  const open = new Map<string, number>();
  for (const fact of meant) {
    const key = fact.region
      ? regionKey(fact.kind, fact.region, fact.attributes)
      : placeKey(fact, fact.attributes);
    open.set(key, (open.get(key) ?? 0) + 1);
  }
  const { scan, text, clean } = reading;
  for (let index = 0; index < scan.markCount; index++) {
    const mark = scan.mark(index);
    if (mark.codes.length === 0) continue;
    const attributes = text.slice(mark.attributes.start, mark.attributes.end);
    const at = clean.toClean(mark.attributes.start);
    // In braces that belong to the clean text, what was put in stands before what was there.
    const starts = [...attributes.matchAll(/ |$/g)].map(({ index: end }) => attributes.slice(0, end));
    const key = [
      regionKey(mark.kind, reading.regionOf(mark), attributes),
      ...starts.map((start) => placeKey({ kind: mark.kind, at }, start)),
    ].find((each) => open.has(each));
    if (key === undefined) return false;
    const left = open.get(key)! - 1;
    if (left === 0) open.delete(key);
    else open.set(key, left);
  }
  return open.size === 0;
}

function regionKey(kind: string, { start, end }: Range, attributes: string): string {
  return `${kind} ${start}-${end} ${attributes}`;
}

function placeKey({ kind, at }: Pick<Fact, 'kind' | 'at'>, attributes: string): string {
  return `${kind} @${at} ${attributes}`;
}
