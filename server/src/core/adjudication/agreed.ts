import { trimmed } from '../blocks.js';
import type { EditOptions } from '../edits/apply.js';
import { type EditResult } from '../edits/edit.js';
import { lay } from '../edits/lay.js';
import { difference, Reading, type Segment } from '../edits/reading.js';
import { regionsOf, uncode } from '../edits/remove.js';
import { holdsWords } from '../edits/select.js';
import { applied } from '../edits/edit.js';
import type { Range } from '../problem.js';

/** A coding to be taken over: where, in the clean text of the agreed document, and what its mark says besides. */
export interface Taken {
  /** One a fragment, ascending. */
  readonly ranges: readonly Range[];
  /** Attributes as written: `weight=2`. Neither coder nor seg. */
  readonly pairs: readonly string[];
}

/** How the agreed document is to have a code in a unit of its clean text. */
export interface Agreed {
  readonly unit: Range;
  /** The code as it is to be written, then what else it is written as: its aliases. */
  readonly codes: readonly [string, ...string[]];
  /** The codings to be there; none: the unit is not coded with it. */
  readonly taken: readonly Taken[];
  /** Another code in its place. */
  readonly recode?: string;
}

export interface AgreedOptions extends EditOptions {
  /** Whether codings by a coder (undefined: unsigned) count in the agreed document; all do unless this says otherwise. */
  readonly counts?: (coder: string | undefined) => boolean;
}

const GONE = 'The passage is not in the document any more.';

/**
 * Writes what was agreed on into a document: codings that do not count there yet are laid unsigned, since they are nobody's
 * alone, and what was decided against is taken off the unit; codings that do not count stay as a record of who coded what.
 * The clean text stays as it is; refused where a mark cannot be laid or taken off safely.
 */
export function writeAgreed(text: string, agreed: Agreed, options: AgreedOptions = {}): EditResult {
  const { recode, taken } = agreed;
  const wanted = recode === undefined ? agreed.codes : ([recode] as const);
  const counts = options.counts ?? (() => true);
  const before = new Reading(text, options.read);
  const unit = trimmed(before.clean.text, agreed.unit);
  if (!unit) return { refused: GONE };
  const isOff = taken.length === 0 || recode !== undefined;
  let after = isOff ? without(before, unit, agreed.codes, counts, options) : before;
  if ('refused' in after) return after;
  for (const { ranges, pairs } of taken) {
    const places = missing(after, within(after, ranges, unit), wanted, counts);
    if (places.length === 0) continue;
    const laid = lay(after, places, { codes: [wanted[0]], pairs }, options.seg);
    if ('refused' in laid) return laid;
    after = laid;
  }
  return { edits: after === before ? [] : difference(before, after) };
}

function without(
  before: Reading,
  unit: Range,
  codes: readonly string[],
  counts: (coder: string | undefined) => boolean,
  options: EditOptions,
): Reading | { refused: string } {
  if (!before.segments.some((segment) => carries(before, segment, codes, counts, unit))) return before;
  const edits = uncode(before.text, before.toSource(unit), codes, { ...options, snap: false, of: counts });
  return 'refused' in edits ? edits : before.again(applied(before.text, edits.edits));
}

function carries(
  reading: Reading,
  segment: Segment,
  codes: readonly string[],
  counts: (coder: string | undefined) => boolean,
  range: Range,
): boolean {
  if (!codes.some((code) => segment.codes.includes(code)) || !counts(segment.coder)) return false;
  return regionsOf(reading, segment).some(({ start, end }) => start < range.end && range.start < end);
}

/** The parts of a coding that lie in the unit. */
function within({ clean: { text } }: Reading, ranges: readonly Range[], unit: Range): Range[] {
  return ranges
    .map(({ start, end }) => ({ start: Math.max(start, unit.start), end: Math.min(end, unit.end) }))
    .flatMap((range) => (range.start < range.end ? (trimmed(text, range) ?? []) : []))
    .filter((range) => holdsWords(text, range));
}

/** Without the ranges whose words all carry the code already. */
function missing(
  reading: Reading,
  ranges: readonly Range[],
  codes: readonly string[],
  counts: (coder: string | undefined) => boolean,
): Range[] {
  const covered = reading.segments
    .filter(({ codes: carried, coder }) => codes.some((code) => carried.includes(code)) && counts(coder))
    .flatMap((segment) => regionsOf(reading, segment))
    .sort((a, b) => a.start - b.start);
  return ranges.filter((range) => {
    let at = range.start;
    for (const { start, end } of covered) {
      if (start < range.end && holdsBetween(reading, at, Math.min(start, range.end))) return true;
      at = Math.max(at, end);
    }
    return holdsBetween(reading, at, range.end);
  });
}

const holdsBetween = ({ clean: { text } }: Reading, start: number, end: number): boolean =>
  start < end && holdsWords(text, { start, end });
