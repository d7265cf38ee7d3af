import { cleanText, type CleanText } from '../clean.js';
import { Names } from '../names.js';
import type { Range } from '../problem.js';
import { scan } from '../scan/index.js';
import { firstNotBelow } from '../scan/lookahead.js';
import type { Mark, Scan } from '../scan/types.js';
import { wordsIn } from './words.js';

/** One code on one segment by one coder, and the words it covers. */
export interface Coding {
  /** As written. */
  readonly code: string;
  readonly coder: string | null;
  /** The segment's marks that carry the code, ascending. */
  readonly marks: readonly Mark[];
  /** Of each mark the words of the clean text it covers, as indices: from `start` to before `end`. */
  readonly words: readonly Range[];
  /** Clean text, fragments joined by ` […] `. */
  readonly text: string;
}

/** A text as comparing needs it: clean, in words and lines, with its codings. */
export interface CodedText {
  readonly source: string;
  readonly scan: Scan;
  readonly clean: CleanText;
  /** Places of all words in the clean text. */
  readonly words: readonly Range[];
  /** The words of each line that has any. */
  readonly lines: readonly (readonly string[])[];
  readonly codings: readonly Coding[];
}

export interface CodedTextOptions {
  readonly ignoreClasses?: ReadonlySet<string>;
}

export function readCoded(source: string, { ignoreClasses }: CodedTextOptions = {}): CodedText {
  const read = scan(source, { names: new Names(), ...(ignoreClasses && { ignoreClasses }) });
  const clean = cleanText(source, read);
  const words = wordsIn(clean.text);
  return {
    source,
    scan: read,
    clean,
    words,
    lines: linesOf(clean.text, words),
    codings: codingsOf(read, clean, words),
  };
}

function linesOf(text: string, words: readonly Range[]): string[][] {
  const lines: string[][] = [];
  let end = -1;
  for (const word of words) {
    if (word.start >= end) {
      lines.push([]);
      const next = text.indexOf('\n', word.start);
      end = next < 0 ? text.length + 1 : next;
    }
    lines.at(-1)!.push(text.slice(word.start, word.end).normalize('NFC'));
  }
  return lines;
}

function codingsOf(read: Scan, clean: CleanText, words: readonly Range[]): Coding[] {
  const starts = words.map(({ start }) => start);
  const bySegment = new Map<string, Mark[]>();
  for (let index = 0; index < read.markCount; index++) {
    const mark = read.mark(index);
    for (const code of mark.codes) {
      const segment = mark.seg >= 0 ? `${code} ${mark.seg}` : `${code}  ${index}`;
      const marks = bySegment.get(segment);
      if (marks) marks.push(mark);
      else bySegment.set(segment, [mark]);
    }
  }
  return Array.from(bySegment, ([segment, marks]) => {
    const { coder } = marks.find((mark) => mark.coder >= 0) ?? marks[0]!;
    const ranges = marks.map(({ content }) => ({
      start: clean.toClean(content.start),
      end: clean.toClean(content.end),
    }));
    return {
      code: read.names.name(Number.parseInt(segment, 10)),
      coder: coder < 0 ? null : read.names.name(coder),
      marks,
      words: ranges.map(({ start, end }) => ({
        start: firstNotBelow(starts, start),
        end: firstNotBelow(starts, end),
      })),
      text: ranges.map(({ start, end }) => clean.text.slice(start, end).trim()).join(' […] '),
    };
  });
}
