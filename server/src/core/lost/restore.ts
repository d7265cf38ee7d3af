import { applyCode, type EditResult } from '../edits.js';
import { valueText } from '../edits/attributes.js';
import { lay } from '../edits/lay.js';
import { difference, Reading } from '../edits/reading.js';
import { readAttributes } from '../scan/attributes.js';
import { isParagraph } from './where.js';
import type { LostCoding } from './compare.js';
import { type CodedText, readCoded } from './read.js';

/**
 * Marks a lost coding's text again, where it still stands, with all that its mark said: id, coder, memo and the like.
 * Where a mark of the same coder covers just that passage, that one gets the code.
 * @param text in which `lost` was found missing
 * @param before the text that had it
 */
export function restoreCoding(text: string, before: CodedText, { coding, ranges }: LostCoding): EditResult {
  const [first, ...others] = ranges;
  if (!first) return { refused: 'The text of this passage is gone.' };
  const { code, coder, marks } = coding;
  const reading = new Reading(text);
  const clean = ranges.map(({ start, end }) => ({
    start: reading.clean.toClean(start),
    end: reading.clean.toClean(end),
  }));
  const signed = coder === null ? {} : { coder };
  const isMarked = readCoded(text).codings.some(
    (other) =>
      other.coder === coder &&
      other.marks.length === 1 &&
      reading.clean.toClean(other.marks[0]!.content.start) === clean[0]!.start &&
      reading.clean.toClean(other.marks[0]!.content.end) === clean[0]!.end,
  );
  if (others.length === 0 && isMarked) return applyCode(text, first, [code], { ...signed, snap: false });
  const { pairs } = readAttributes(before.source, marks[0]!.attributes);
  const id = marks[0]!.id < 0 ? undefined : before.scan.names.name(marks[0]!.id);
  const after = lay(reading, clean, {
    ...signed,
    id,
    codes: [code],
    pairs: pairs
      .filter(({ key }) => key !== 'coder' && key !== 'seg')
      .map(({ key, value }) => `${key}=${valueText(value)}`),
  });
  return 'refused' in after ? after : { edits: difference(reading, after) };
}

/** The source of a lost passage, marks and all, to be put somewhere; `block`: on lines of its own. */
export function sourceOf(before: CodedText, { coding }: LostCoding): { insert: string; block: boolean } {
  const { source } = before;
  const { marks } = coding;
  const block = marks.some(({ kind }) => kind !== 'span') || isParagraph(before, coding);
  const parts = marks.map(({ start, end }) => source.slice(start, end).trimEnd());
  return { insert: parts.join(block ? '\n\n' : ' '), block };
}
