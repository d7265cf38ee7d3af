import type { CleanText } from '../clean.js';
import { align } from '../lost/align.js';
import { wordsIn } from '../lost/words.js';
import type { Range } from '../problem.js';

/** A text with what maps its source to its clean text. */
export interface Cleaned {
  readonly clean: CleanText;
}

/**
 * Where stretches of one copy of a document stand in another: by their words, so that small edits to one copy shift
 * nothing. Ranges in, of the copy's source; ranges out, of the other's clean text; undefined for what is not there.
 */
export function placing(copy: Cleaned, agreed: Cleaned): (range: Range) => Range | undefined {
  const inClean = ({ start, end }: Range): Range => ({
    start: copy.clean.toClean(start),
    end: copy.clean.toClean(end),
  });
  const [from, to] = [copy.clean.text, agreed.clean.text];
  if (from === to) return (range) => filled(inClean(range));
  const [own, theirs] = [wordsIn(from), wordsIn(to)];
  const image = align(byLine(from, own), byLine(to, theirs));
  return (range) => {
    const { start, end } = inClean(range);
    const words = own.flatMap((word, at) =>
      word.start < end && word.end > start && image[at]! >= 0 ? [at] : [],
    );
    if (words.length === 0) return undefined;
    const [first, last] = [words[0]!, words.at(-1)!];
    const place = { start: theirs[image[first]!]!.start, end: theirs[image[last]!]!.end };
    // The signs at its edges belong to it, where the other copy has the same.
    const before = from.slice(start, own[first]!.start);
    const behind = from.slice(own[last]!.end, end).trimEnd();
    if (before.length > 0 && to.endsWith(before, place.start)) place.start -= before.length;
    if (to.startsWith(behind, place.end)) place.end += behind.length;
    return filled(place);
  };
}

const filled = (range: Range): Range | undefined => (range.start < range.end ? range : undefined);

/** The words of each line, as aligning wants them; lines without any are empty. */
function byLine(text: string, words: readonly Range[]): string[][] {
  const lines: string[][] = [[]];
  let at = 0;
  for (const { start, end } of words) {
    if (text.slice(at, start).includes('\n')) lines.push([]);
    lines.at(-1)!.push(text.slice(start, end).normalize('NFC'));
    at = end;
  }
  return lines;
}
