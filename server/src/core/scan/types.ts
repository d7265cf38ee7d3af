import type { Names } from '../names.js';
import type { Range } from '../problem.js';

export type MarkKind = 'span' | 'div' | 'section';

/** How a speaker label is known: by the study's lists, or only by its looks (bold, or capitals and digits). */
export interface SpeakerLookup {
  /** `interviewer`: the words do not count. `speaker`: any other listed person. undefined: in no list. */
  role(label: string): 'interviewer' | 'speaker' | undefined;
}

export interface ScanOptions {
  /** Shared by all documents of a study. */
  readonly names: Names;
  /** Classes that are no codes, beside Pandoc's own (see PANDOC_CLASSES). */
  readonly ignoreClasses?: ReadonlySet<string>;
  readonly speakers?: SpeakerLookup;
  /** Told where each counted word is in the source, ascending, a mark inside it included. Costs a second reading. */
  readonly word?: (start: number, end: number) => void;
}

/** One mark as the notation reads it. Names are ids of `ScanOptions.names`; -1 = absent. */
export interface Mark extends Range {
  readonly kind: MarkKind;
  /** What the mark is about: between the brackets, between the fences, from the heading's text to the section's end. */
  readonly content: Range;
  /** Inside the braces (for `::: word`, the word). For `scan/attributes.ts` to read in full. */
  readonly attributes: Range;
  /** Its codes, in the order written, each once; empty for a mark that is no segment. */
  readonly codes: readonly number[];
  readonly id: number;
  readonly seg: number;
  readonly coder: number;
  /** Counted words before the mark, and before its end: the mark covers words [wordStart, wordEnd). */
  readonly wordStart: number;
  readonly wordEnd: number;
  /** Index of the innermost span or div around it, else -1. */
  readonly parent: number;
}

/**
 * The marks of a scan as columns, row = index of the mark: counting reads a million of them without making an object.
 * Rows are by ascending start, so word indices ascend too: the union of a code's passages is one pass that
 * remembers how far it is covered. Columns may be longer than `markCount`; what lies behind it means nothing.
 */
export interface MarkColumns {
  /** Index into `MARK_KINDS` (layout.ts). */
  readonly kind: Int32Array;
  readonly start: Int32Array;
  readonly end: Int32Array;
  readonly contentStart: Int32Array;
  readonly contentEnd: Int32Array;
  readonly attributesStart: Int32Array;
  readonly attributesEnd: Int32Array;
  readonly wordStart: Int32Array;
  readonly wordEnd: Int32Array;
  /** -1 = absent, as in `Mark`. */
  readonly id: Int32Array;
  readonly seg: Int32Array;
  readonly coder: Int32Array;
  readonly parent: Int32Array;
  /** The codes of mark `i` are `codes[codesFrom[i]]` to before `codes[codesFrom[i + 1]]`. */
  readonly codesFrom: Int32Array;
  readonly codes: Int32Array;
}

export interface Turn extends Range {
  /** The label's name without bold, brackets or colon. */
  readonly speaker: number;
  readonly label: Range;
  readonly role: 'interviewer' | 'speaker' | undefined;
  readonly wordStart: number;
  readonly wordEnd: number;
}

export interface Heading extends Range {
  readonly level: number;
  readonly text: Range;
  /** Where its section ends: before the next heading of its level or higher, or the end of what holds it. */
  readonly sectionEnd: number;
}

/** A place that looks like coding and is not read as such, or is read otherwise than it may be meant. */
export interface Note extends Range {
  readonly rule: NoteRule;
}

export type NoteRule =
  | 'mark-space' // `[one] {.a}`
  | 'mark-not-attributes' // `[one]{a}`, `[one]{.a b}`, `[one]{.1a}`
  | 'mark-unclosed-braces' // `[one]{.a two`
  | 'mark-unopened' // `one]{.a}`: no bracket opens it, or a blank line lies between
  | 'mark-blank-line' // a blank line inside brackets or a quoted value
  | 'mark-empty' // `[]{.a}`, an empty div
  | 'mark-not-span' // `![one]{.a}`, `^[one]{.a}`, `[two][one]{.a}`: an image, a note, a link's label
  | 'div-under-paragraph' // `:::` directly below a paragraph line
  | 'div-not-attributes' // `::: {a}` or `::: two words`
  | 'div-unclosed'
  | 'div-cut-short' // by its list, quote or the end of what holds it
  | 'div-unopened' // a closing `:::` that closes nothing
  | 'label-unlisted'; // a speaker label in none of the lists

/**
 * What one pass over a document finds. Compact (typed arrays inside); keeps no part of the text.
 * Marks are in document order of their start, an outer mark before an inner one.
 */
export interface Scan {
  /** UTF-16 length of the text that was read. */
  readonly length: number;
  /** The YAML between the `---` fences, without them. */
  readonly frontMatter: Range | undefined;
  /** Counted words of the document (see docs/notation.md, "Words"). */
  readonly words: number;
  /** All words of prose, interviewer's turns included. */
  readonly proseWords: number;
  readonly markCount: number;
  mark(index: number): Mark;
  readonly columns: MarkColumns;
  readonly turnCount: number;
  turn(index: number): Turn;
  /** Index of the turn an offset lies in, else -1. */
  turnAt(offset: number): number;
  readonly headings: readonly Heading[];
  readonly notes: readonly Note[];
  /** What the ids of marks and turns are names in: `ScanOptions.names`. */
  readonly names: Names;
  /** How much work the reading was, in characters and lines looked at: grows with the length and nothing else. */
  readonly steps: number;
}
