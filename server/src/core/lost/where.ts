import type { Range } from '../problem.js';
import type { LostCoding } from './compare.js';
import { overlap, type Placed } from './partners.js';
import type { CodedText, Coding } from './read.js';

/** So much of a passage must stand for its text to be there still. */
const STANDS = 0.5;
/** A shorter passage may stand anywhere by chance. */
const FOUND_AGAIN = 3;

/** What became of the text of a coding that was lost. */
export function whereNow(
  before: CodedText,
  after: CodedText,
  image: Int32Array,
  coding: Coding,
  come: readonly Placed[],
): LostCoding {
  const all = coding.words.flatMap(({ start, end }) => [...image.subarray(start, end)]);
  const kept = all.filter((index) => index >= 0);
  if (kept.length > 0 && kept.length >= STANDS * all.length) {
    const ranges = coding.words.map((words, fragment) =>
      stand(before, after, image, coding, words, fragment),
    );
    const standing = ranges.filter((range) => range !== undefined);
    const by = come.find(({ places }) => isSamePassage(kept, places));
    return by
      ? { how: 'recoded', coding, ranges: standing, by: by.code }
      : { how: 'unmarked', coding, ranges: standing };
  }
  const moved = elsewhere(after, coding, all.length);
  if (moved) return { how: 'unmarked', coding, ranges: [moved] };
  return { how: 'deleted', coding, ranges: [placeOf(before, after, image, coding)] };
}

function isSamePassage(kept: readonly number[], places: readonly number[]): boolean {
  const common = overlap(kept, places);
  return common >= STANDS * kept.length && common >= STANDS * places.length;
}

/** A fragment's words in the new text, with the signs around them where these stand there too. */
function stand(
  before: CodedText,
  after: CodedText,
  image: Int32Array,
  { marks }: Coding,
  words: Range,
  fragment: number,
): Range | undefined {
  let first = words.start;
  while (first < words.end && image[first]! < 0) first++;
  let last = words.end - 1;
  while (last >= first && image[last]! < 0) last--;
  if (first > last) return undefined;
  const { content } = marks[fragment]!;
  const opening = before.clean.text.slice(before.clean.toClean(content.start), before.words[first]!.start);
  const closing = before.clean.text
    .slice(before.words[last]!.end, before.clean.toClean(content.end))
    .trimEnd();
  let { start } = after.words[image[first]!]!;
  let { end } = after.words[image[last]!]!;
  if (first === words.start && after.clean.text.slice(0, start).endsWith(opening)) start -= opening.length;
  if (last === words.end - 1 && after.clean.text.startsWith(closing, end)) end += closing.length;
  return sourceRange(after, { start, end });
}

/** The very words in another place, where they were put without their mark. */
function elsewhere(after: CodedText, { code, text }: Coding, words: number): Range | undefined {
  if (words < FOUND_AGAIN) return undefined;
  const { clean, codings } = after;
  const same = codings.filter((other) => other.code === code).flatMap(({ marks }) => marks);
  for (let at = clean.text.indexOf(text); at >= 0; at = clean.text.indexOf(text, at + text.length)) {
    const range = sourceRange(after, { start: at, end: at + text.length });
    // Where the code stands already, somebody says the same once more.
    if (!same.some(({ content }) => content.start <= range.start && content.end >= range.end)) return range;
  }
  return undefined;
}

/**
 * Where text stood that is gone: behind the last word before it that stayed, and behind what stood between the two as
 * far as it is there still. A paragraph of its own stood behind the one before it.
 */
function placeOf(before: CodedText, after: CodedText, image: Int32Array, coding: Coding): Range {
  const first = coding.words[0]!.start;
  let index = first - 1;
  while (index >= 0 && image[index]! < 0) index--;
  if (index < 0) {
    const top = after.scan.frontMatter?.end ?? 0;
    return { start: top, end: top };
  }
  const from = before.words[index]!.end;
  const start = before.clean.toClean(coding.marks[0]!.content.start);
  const between = index === first - 1 ? before.clean.text.slice(from, start) : '';
  let at = after.words[image[index]!]!.end;
  for (const letter of between) {
    if (!after.clean.text.startsWith(letter, at) || (letter === '\n' && isParagraph(before, coding))) break;
    at += letter.length;
  }
  const place = after.clean.toSource(at, 'end');
  return { start: place, end: place };
}

/** Whether a coding covered all of one or more paragraphs, so that nothing of them is left without it. */
export function isParagraph({ clean }: CodedText, { marks }: Coding): boolean {
  const start = clean.toClean(marks[0]!.content.start);
  const end = clean.toClean(marks.at(-1)!.content.end);
  const line = clean.text.slice(clean.text.lastIndexOf('\n', start - 1) + 1, start);
  const rest = clean.text.slice(end, (clean.text.indexOf('\n', end) + 1 || clean.text.length + 1) - 1);
  return line.trim() === '' && rest.trim() === '';
}

function sourceRange({ clean }: CodedText, { start, end }: Range): Range {
  return { start: clean.toSource(start, 'start'), end: clean.toSource(end, 'end') };
}
