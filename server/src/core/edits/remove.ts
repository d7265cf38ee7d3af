import { cutsOfMarks } from '../clean.js';
import { trimmed } from '../blocks.js';
import type { Range } from '../problem.js';
import type { Mark } from '../scan/types.js';
import { attributesOf, withoutCodes } from './attributes.js';
import { NOTHING, type EditOptions } from './apply.js';
import { applied, type EditResult, type TextEdit } from './edit.js';
import { lay } from './lay.js';
import { piecesOf } from './pieces.js';
import { type MarkFact, proven } from './prove.js';
import { difference, plainly, Reading, type Segment, startOf } from './reading.js';
import { holdsWords, selected } from './select.js';
import { linesAround, treeOf } from './window.js';

export const NO_PASSAGE = 'There is no passage here any more.';
export interface UncodeOptions extends EditOptions {
  /** Only of passages by these coders; undefined: unsigned. */
  readonly of?: (coder: string | undefined) => boolean;
}

const STUCK = 'These marks cannot be taken off safely. Take them off by hand.';

/**
 * Takes a code off the segment that mark `index` of the scan belongs to (all its fragments). A mark that has no other
 * code goes with all its attributes; the text between its delimiters stays as it is.
 */
export function removeCode(text: string, index: number, code: string): EditResult {
  const scan = plainly(text);
  const start = index < scan.markCount ? startOf(scan.mark(index)) : -1;
  return removeCodes(text, start, [code]);
}

/**
 * Takes codes off a whole passage.
 * @param at where one of its marks starts
 */
export function removeCodes(
  text: string,
  at: number,
  codes: readonly string[],
  options: EditOptions = {},
): EditResult {
  const before = new Reading(text, options.read);
  const segment = before.segmentAt(at);
  const carried = codes.filter((code) => segment?.codes.includes(code));
  if (!segment || carried.length === 0) {
    return {
      refused: codes.length === 0 ? NO_PASSAGE : `The passage does not carry “${codes.join('”, “')}”.`,
    };
  }
  const after = stripped(before, segment, carried);
  return 'refused' in after ? after : { edits: difference(before, after) };
}

/** Without some codes of a passage; a mark that has no other goes. */
export function stripped(
  before: Reading,
  { marks }: Segment,
  codes: readonly string[],
): Reading | { refused: string } {
  const whole: Mark[] = [];
  const parts: { mark: Mark; attributes: string }[] = [];
  for (const mark of marks) {
    const carried = before.codesOf(mark);
    if (carried.every((code) => codes.includes(code))) whole.push(mark);
    else if (carried.some((code) => codes.includes(code)))
      parts.push({ mark, attributes: withoutCodes(before.text, mark, codes) });
  }
  const edits: TextEdit[] = cutsOfMarks(before.text, before.scan, whole).map((range) => ({
    ...range,
    text: '',
  }));
  for (const { mark, attributes } of parts) edits.push({ ...mark.attributes, text: attributes });
  const come = parts.map(({ mark, attributes }): MarkFact => ({
    kind: mark.kind,
    region: before.regionOf(mark),
    attributes,
  }));
  const text = applied(
    before.text,
    edits.sort((a, b) => a.start - b.start),
  );
  return (
    proven(before, text, { gone: [...whole, ...parts.map(({ mark }) => mark)], come }) ?? { refused: STUCK }
  );
}

/**
 * Takes codes off the selected stretch alone; all of them unless some are named. A passage that goes on before or
 * behind it shrinks. One that goes on on both sides stays one passage in two fragments of one `seg`: nobody said that
 * what is left are two statements, and its memo and `#id` stay true of one. Punctuation that would be all that is
 * left goes with the rest.
 */
export function uncode(
  text: string,
  range: Range,
  codes?: readonly string[],
  options: UncodeOptions = {},
): EditResult {
  const before = new Reading(text, options.read);
  const chosen = selected(before, range, options.snap ?? true);
  if (!chosen) return { refused: NOTHING };
  const off = withWholes(before, chosen);
  const { of = () => true } = options;
  let reading = before;
  // Each passage is worked on once: what is left of it lies beside the stretch, or the edit is refused.
  for (let left = before.segments.length; ; left--) {
    const next = reading.segments.find(
      (segment) => of(segment.coder) && codesToTake(reading, segment, off, codes).length > 0,
    );
    if (!next) break;
    const taken =
      left > 0
        ? takenOut(reading, next, off, codesToTake(reading, next, off, codes), options)
        : { refused: STUCK };
    if ('refused' in taken) return taken;
    reading = taken;
  }
  if (reading === before) return { refused: 'No passage with such a code lies in the selection.' };
  return { edits: difference(before, reading) };
}

/** With the whole of what can be marked only as a whole, where a range touches a part of it: code, an image. */
function withWholes(reading: Reading, range: Range): Range {
  const source = reading.toSource(range);
  const pieces = piecesOf(reading, treeOf(reading, linesAround(reading, source)), source);
  if ('refused' in pieces) return range;
  return {
    start: Math.min(range.start, reading.clean.toClean(pieces[0]!.start)),
    end: Math.max(range.end, reading.clean.toClean(pieces.at(-1)!.end)),
  };
}

function codesToTake(
  reading: Reading,
  segment: Segment,
  off: Range,
  codes: readonly string[] | undefined,
): string[] {
  const touches = segment.marks.some((mark) => {
    const region = reading.regionOf(mark);
    return region.start < off.end && off.start < region.end;
  });
  return touches ? segment.codes.filter((code) => !codes || codes.includes(code)) : [];
}

function takenOut(
  reading: Reading,
  segment: Segment,
  off: Range,
  codes: readonly string[],
  { seg }: EditOptions,
): Reading | { refused: string } {
  const { text } = reading.clean;
  const left = regionsOf(reading, segment)
    .flatMap(({ start, end }) => [
      { start, end: Math.min(end, off.start) },
      { start: Math.max(start, off.end), end },
    ])
    .flatMap((range) => (range.start < range.end ? (trimmed(text, range) ?? []) : []))
    .filter((range) => holdsWords(text, range));
  const without = stripped(reading, segment, codes);
  if ('refused' in without || left.length === 0) return without;
  const whole = codes.length === segment.codes.length;
  // What keeps other codes on the whole stretch keeps memo and `#id` there too.
  const attributes = whole ? attributesOf(reading, segment) : { codes, coder: segment.coder };
  return lay(without, left, attributes, seg);
}

/** What a passage covers in the clean text, each stretch once, ascending. */
export function regionsOf(reading: Reading, { marks }: Segment): Range[] {
  const regions: { start: number; end: number }[] = [];
  for (const mark of marks) {
    const region = reading.regionOf(mark);
    const last = regions.at(-1);
    if (last && region.start < last.end) last.end = Math.max(last.end, region.end);
    else regions.push({ ...region });
  }
  return regions;
}
