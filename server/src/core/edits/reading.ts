import { cleanText, cutsOfMarks, type CleanText } from '../clean.js';
import { trimmed } from '../blocks.js';
import { Names } from '../names.js';
import type { Range } from '../problem.js';
import { scan } from '../scan/index.js';
import type { Mark, Scan } from '../scan/types.js';
import { codesOfMark, fragmentsOf } from '../segments.js';
import type { TextEdit } from './edit.js';

/** Reads a text as its study does: which classes are no codes and who speaks is the study's business. */
export type Reader = (text: string) => Scan;

/** Without a study. */
export const plainly: Reader = (text) => scan(text, { names: new Names() });

/** A passage with all its fragments. */
export interface Segment {
  /** In document order. */
  readonly marks: readonly Mark[];
  readonly codes: readonly string[];
  readonly coder: string | undefined;
  readonly seg: string | undefined;
}

/** A text with all that is read from it. Edits are worked out in terms of its clean text, which none of them changes. */
export class Reading {
  readonly clean: CleanText;
  #segments: readonly Segment[] | undefined;

  constructor(
    readonly text: string,
    readonly reader: Reader = plainly,
    readonly scan: Scan = reader(text),
  ) {
    this.clean = cleanText(text, this.scan);
  }

  again(text: string): Reading {
    return text === this.text ? this : new Reading(text, this.reader);
  }

  toClean({ start, end }: Range): Range {
    return { start: this.clean.toClean(start), end: this.clean.toClean(end) };
  }

  /** Inside of marks that begin or end with the range. */
  toSource({ start, end }: Range): Range {
    return { start: this.clean.toSource(start, 'start'), end: this.clean.toSource(end, 'end') };
  }

  /** What a mark is about, in the clean text, without white space at its edges. */
  regionOf({ content }: Mark): Range {
    const range = this.toClean(content);
    return trimmed(this.clean.text, range) ?? { start: range.start, end: range.start };
  }

  name(id: number): string | undefined {
    return id === -1 ? undefined : this.scan.names.name(id);
  }

  codesOf(mark: Mark): string[] {
    return mark.codes.map((code) => this.scan.names.name(code));
  }

  get segments(): readonly Segment[] {
    this.#segments ??= fragmentsOf(this).map((indices) => {
      const marks = indices.map((index) => this.scan.mark(index));
      const codes = new Set(indices.flatMap((index) => [...codesOfMark(this, index)]));
      const signed = marks.find(({ coder }) => coder !== -1);
      return {
        marks,
        codes: [...codes].map((code) => this.scan.names.name(code)),
        coder: this.name(signed?.coder ?? -1),
        seg: this.name(marks[0]!.seg),
      };
    });
    return this.#segments;
  }

  /** The passage of which a mark starts at this place. */
  segmentAt(at: number): Segment | undefined {
    const named = this.segments.find(({ marks }) => marks.some((mark) => startOf(mark) === at));
    return named ?? this.segments.find(({ marks }) => marks.some(({ start }) => start === at));
  }
}

/** Where a mark starts: of a section its braces, since a span may start where the heading does. */
export function startOf({ kind, start, attributes }: Mark): number {
  return kind === 'section' ? attributes.start - 1 : start;
}

/** The edits that make one text of another with the same clean text: they touch nothing but marks. */
export function difference(before: Reading, after: Reading): TextEdit[] {
  const old = cutsByPlace(before);
  const now = cutsByPlace(after);
  const places = [...new Set([...old.keys(), ...now.keys()])].sort((a, b) => a - b);
  return places.flatMap((place) => {
    const was = old.get(place);
    const start = was?.start ?? before.clean.toSource(place, 'start');
    const one = before.text.slice(start, was?.end ?? start);
    const next = now.get(place);
    const other = next ? after.text.slice(next.start, next.end) : '';
    return one === other ? [] : [narrowed({ start, end: start + one.length, text: other }, one)];
  });
}

function cutsByPlace({ text, scan, clean }: Reading): Map<number, Range> {
  return new Map(cutsOfMarks(text, scan).map((cut) => [clean.toClean(cut.start), cut]));
}

/** Without what old and new text begin and end with alike; a mark beside another is put in as a whole. */
function narrowed({ start, end, text }: TextEdit, old: string): TextEdit {
  if (text.endsWith(old)) return { start, end: start, text: text.slice(0, text.length - old.length) };
  const most = Math.min(old.length, text.length);
  let same = 0;
  while (same < most && old[same] === text[same]) same++;
  let tail = 0;
  while (tail < most - same && old.at(-1 - tail) === text.at(-1 - tail)) tail++;
  return { start: start + same, end: end - tail, text: text.slice(same, text.length - tail) };
}
