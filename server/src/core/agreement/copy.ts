import { cleanText, type CleanText } from '../clean.js';
import { readDocument } from '../document.js';
import type { Range } from '../problem.js';
import { codesOfMark, fragmentsOf, segmentsOf } from '../segments.js';
import type { Document, ReadingContext } from '../study/types.js';

/** One text of a document with its codings, as comparing needs it: by its counted words. */
export interface Copy {
  readonly file: string;
  readonly source: string;
  readonly document: Document;
  readonly clean: CleanText;
  /** Counted words: places in the clean text, ascending. The same indices as `wordStart` and `wordEnd` of marks. */
  readonly words: readonly Range[];
  readonly passages: readonly Passage[];
}

/** One segment of a copy. */
export interface Passage {
  /** As written. */
  readonly codes: readonly string[];
  readonly coder: string | null;
  readonly id: string | null;
  readonly seg: string | null;
  /** One a mark, ascending. */
  readonly fragments: readonly Fragment[];
}
export interface Fragment {
  /** Counted words it has a part of, as indices. */
  readonly words: Range;
  /** In the source, between its delimiters. */
  readonly content: Range;
  /** The same in the clean text. */
  readonly clean: Range;
}

/** @param file the copy's own path, for messages */
export function readCopy(file: string, source: string, context: ReadingContext): Copy {
  const places: Range[] = [];
  const document = readDocument(file, source, '', context, (start, end) => {
    places.push({ start, end });
  });
  const clean = cleanText(source, document.scan);
  const inClean = ({ start, end }: Range): Range => ({
    start: clean.toClean(start),
    end: clean.toClean(end),
  });
  const { names } = document.scan;
  const name = (id: number): string | null => (id < 0 ? null : names.name(id));
  const { coder, inherited } = segmentsOf(document);
  const passages = fragmentsOf(document).map((marks, segment): Passage => {
    const codes = marks.flatMap((mark) => [...codesOfMark(document, mark), ...(inherited.get(mark) ?? [])]);
    const all = marks.map((mark) => document.scan.mark(mark));
    return {
      codes: [...new Set(codes)].map((code) => names.name(code)),
      coder: name(coder[segment]!),
      id: name(all.find(({ id }) => id >= 0)?.id ?? -1),
      seg: name(all[0]!.seg),
      fragments: all.map(({ content, wordStart, wordEnd }) => ({
        words: { start: wordStart, end: wordEnd },
        content,
        clean: inClean(content),
      })),
    };
  });
  return { file, source, document, clean, words: places.map(inClean), passages };
}

/** The words of a copy line by line, as aligning wants them; lines without any are left out. */
export function linesOf({ clean: { text }, words }: Copy): string[][] {
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
