import type { Range } from '../problem.js';
import { readAttributes } from '../scan/attributes.js';
import type { Mark } from '../scan/types.js';
import { Reading, startOf, type Reader, type Segment } from './reading.js';

/** A passage at a place. */
export interface SegmentHere {
  /** Where its first mark starts, which names it in edits. */
  readonly at: number;
  readonly kind: Mark['kind'] | 'mixed';
  /** Content of its fragments. */
  readonly ranges: readonly Range[];
  /** Clean text, fragments joined by ` […] `. */
  readonly text: string;
  readonly codes: readonly string[];
  readonly coder: string | null;
  readonly id: string | null;
  readonly memo: string | null;
}

/** The passages that a place lies in, in their text or their marks, or with `touching`, that it meets; innermost first. */
export function passagesAt(
  text: string,
  place: Range,
  read?: Reader,
  { touching = false } = {},
): SegmentHere[] {
  const reading = new Reading(text, read);
  const found = reading.segments.flatMap((segment) => {
    const around = segment.marks.filter((mark) => (touching ? meets(mark, place) : holds(text, mark, place)));
    return around.length > 0
      ? [{ segment, size: Math.min(...around.map(({ start, end }) => end - start)) }]
      : [];
  });
  return found.sort((a, b) => a.size - b.size).map(({ segment }) => hereOf(reading, segment));
}

/** Behind a span's braces is still at it; a div or section ends where the next line begins. */
function holds(text: string, { kind, start, end }: Mark, place: Range): boolean {
  return (
    start <= place.start && (kind === 'span' || end === text.length ? place.end <= end : place.end < end)
  );
}

const meets = ({ start, end }: Mark, place: Range): boolean => start < place.end && place.start < end;

function hereOf(reading: Reading, { marks, codes, coder }: Segment): SegmentHere {
  const kinds = new Set(marks.map(({ kind }) => kind));
  const read = marks.map(({ attributes }) => readAttributes(reading.text, attributes));
  const memo = read.flatMap(({ pairs }) => pairs).find(({ key }) => key === 'memo')?.value;
  const regions = marks.map((mark) => reading.regionOf(mark));
  return {
    at: startOf(marks[0]!),
    kind: kinds.size === 1 ? marks[0]!.kind : 'mixed',
    ranges: marks.map(({ content }) => content),
    text: regions.map(({ start, end }) => reading.clean.text.slice(start, end)).join(' […] '),
    codes,
    coder: coder ?? null,
    id: read.find(({ id }) => id !== undefined)?.id ?? null,
    memo: memo ?? null,
  };
}
