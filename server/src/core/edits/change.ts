import type { Range } from '../problem.js';
import { identifierEnd, nameEnd } from '../scan/attributes.js';
import type { Mark } from '../scan/types.js';
import { NOTHING, rewritten, type EditOptions } from './apply.js';
import { attributesOf, valueText, withCodeReplaced, withoutCodes, withValue } from './attributes.js';
import type { EditResult } from './edit.js';
import { lay } from './lay.js';
import { difference, Reading } from './reading.js';
import { NO_PASSAGE, stripped } from './remove.js';
import { selected } from './select.js';

/** Puts one code in the place of another on a whole passage; all its attributes stay. */
export function replaceCode(
  text: string,
  at: number,
  code: string,
  by: string,
  options: EditOptions = {},
): EditResult {
  const before = new Reading(text, options.read);
  const segment = before.segmentAt(at);
  if (!segment) return { refused: NO_PASSAGE };
  if (!segment.codes.includes(code)) return { refused: `The passage does not carry “${code}”.` };
  if (code === by) return { refused: `The passage carries “${by}” already.` };
  const carrying = segment.marks.filter((mark) => before.codesOf(mark).includes(code));
  const after = rewritten(before, carrying, (mark, text) =>
    before.codesOf(mark).includes(by)
      ? withoutCodes(text, mark, [code])
      : withCodeReplaced(text, mark, code, by),
  );
  return 'refused' in after ? after : { edits: difference(before, after) };
}

/** Lets a passage cover just this range, with all its attributes. */
export function resizePassage(text: string, at: number, range: Range, options: EditOptions = {}): EditResult {
  const before = new Reading(text, options.read);
  const segment = before.segmentAt(at);
  if (!segment) return { refused: NO_PASSAGE };
  const passage = selected(before, range, options.snap ?? true);
  if (!passage) return { refused: NOTHING };
  const without = stripped(before, segment, segment.codes);
  const after =
    'refused' in without ? without : lay(without, [passage], attributesOf(before, segment), options.seg);
  if ('refused' in after) return after;
  const edits = difference(before, after);
  return edits.length === 0 ? { refused: 'The passage covers just this already.' } : { edits };
}

/**
 * Sets an attribute of a passage, or takes it off: its memo, its `#id` (key `id`), its coder, any other. It stands on the
 * first mark; the coder on all.
 */
export function setMark(
  text: string,
  at: number,
  key: string,
  value: string | null,
  options: EditOptions = {},
): EditResult {
  const before = new Reading(text, options.read);
  const segment = before.segmentAt(at);
  if (!segment) return { refused: NO_PASSAGE };
  const wanted = value?.trim() === '' ? null : value;
  const wrong = wrongIn(before, segment.marks, key, wanted);
  if (wrong !== undefined) return { refused: wrong };
  for (const coded of [false, true]) {
    const written =
      wanted === null ? undefined : key === 'id' ? `#${wanted}` : `${key}=${valueText(wanted, coded)}`;
    const after = rewritten(before, segment.marks, (mark, inText) => {
      const isOn = key === 'coder' || mark.start === segment.marks[0]!.start;
      return withValue(inText, mark, key, isOn ? written : undefined);
    });
    if (!('refused' in after)) return { edits: difference(before, after) };
  }
  return {
    refused:
      'This cannot be written on the mark safely. Leave out brackets and other signs, or write it by hand.',
  };
}

function wrongIn(
  { scan }: Reading,
  marks: readonly Mark[],
  key: string,
  value: string | null,
): string | undefined {
  if (key === 'seg' || key === 'class') return `“${key}” is set by coding, not by hand.`;
  if (nameEnd(key, 0, key.length) !== key.length)
    return `“${key}” is no name of an attribute: letters, digits, - and _.`;
  if (key !== 'id' || value === null) return undefined;
  if (identifierEnd(value, 0, value.length) !== value.length)
    return `“${value}” is no id: letters, digits, -, _, : and . only.`;
  for (let index = 0; index < scan.markCount; index++) {
    const mark = scan.mark(index);
    if (
      mark.id !== -1 &&
      scan.names.name(mark.id) === value &&
      !marks.some(({ start }) => start === mark.start)
    )
      return `“#${value}” names another passage of this document already.`;
  }
  return undefined;
}
