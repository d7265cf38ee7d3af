import { trimmed } from '../blocks.js';
import { type MarkFact, proven } from '../edits/prove.js';
import { Reading, type Reader } from '../edits/reading.js';
import type { Range } from '../problem.js';
import type { Emitted } from './emit.js';
import type { Tape } from './tape.js';

/**
 * Whether a merged text is read as it is meant, whichever side its conflicts are decided for: the same clean text, words,
 * turns and headings, and just these marks.
 */
export function isProven(tape: Tape, emitted: Emitted, read?: Reader): boolean {
  const sides = tape.conflicts.length === 0 ? (['ours'] as const) : (['ours', 'theirs'] as const);
  return sides.every((side) => {
    const before = new Reading(tape[side].resolved, read);
    const come = factsIn(before, tape, emitted, side);
    return come !== undefined && proven(before, resolvedText(tape, emitted, side), { come }) !== undefined;
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

function factsIn(
  before: Reading,
  tape: Tape,
  { facts }: Emitted,
  side: 'ours' | 'theirs',
): MarkFact[] | undefined {
  const cuts = tape.conflicts.flatMap((conflict): Range[] => [
    { start: conflict.start, end: conflict[side].start },
    { start: conflict[side].end, end: conflict.end },
  ]);
  const moved = (place: number): number =>
    cuts.reduce((at, { start, end }) => at - Math.max(0, Math.min(place, end) - start), place);
  const come: MarkFact[] = [];
  for (const fact of facts) {
    if (cuts.some(({ start, end }) => start < fact.at && fact.at < end)) continue;
    const known = fact.region
      ? factAt(before, fact, fact.region, moved)
      : factOnMark(before, fact, moved(fact.at));
    if (!known) return undefined;
    come.push(known);
  }
  return come;
}

type Fact = Emitted['facts'][number];

function factAt(
  before: Reading,
  fact: Fact,
  { start, end }: Range,
  moved: (place: number) => number,
): MarkFact {
  const range = { start: moved(start), end: moved(end) };
  const region = trimmed(before.text, range) ?? { start: range.start, end: range.start };
  return { kind: fact.kind, region, attributes: fact.attributes };
}

/** A heading's section, or a mark whose braces stand in the clean text and get the codes too. */
function factOnMark(before: Reading, { kind, attributes }: Fact, at: number): MarkFact | undefined {
  const { scan, text } = before;
  for (let index = 0; index < scan.markCount; index++) {
    const mark = scan.mark(index);
    if (mark.attributes.start !== at || mark.kind !== kind) continue;
    const kept = text.slice(mark.attributes.start, mark.attributes.end);
    return { kind, region: before.regionOf(mark), attributes: `${attributes} ${kept}` };
  }
  const heading = scan.headings.find((each) => each.text.end === at);
  if (!heading) return undefined;
  const region = trimmed(text, { start: heading.text.start, end: heading.sectionEnd });
  return region && { kind, region, attributes };
}
