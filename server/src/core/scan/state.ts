import type { Names } from '../names.js';
import { AttributeReader, valueOf } from './attributes.js';
import { BACKSLASH, NEWLINE } from './characters.js';
import { MarkWriter, ROW } from './layout.js';
import { BacktickRuns, Places } from './lookahead.js';
import type { Note, NoteRule, ScanOptions, SpeakerLookup } from './types.js';

/** Classes that Pandoc itself gives a meaning: no codes. */
export const PANDOC_CLASSES: ReadonlySet<string> = new Set([
  'underline',
  'ul',
  'smallcaps',
  'mark',
  'unnumbered',
  'unlisted',
]);

/** `{-}` is short for `{.unnumbered}`. */
const UNNUMBERED = '-';

/** What the parts of one scan share: the text, the options and all that was found so far. */
export class State {
  readonly names: Names;
  readonly speakers: SpeakerLookup | undefined;
  readonly word: ScanOptions['word'];
  readonly marks = new MarkWriter();
  readonly notes: Note[] = [];
  readonly attributes = new AttributeReader();
  readonly backticks = new BacktickRuns();
  readonly commentEnds: Places;
  readonly braceEnds: Places;
  /** Whether the text holds any `<`. */
  readonly holdsHtml: boolean;
  /** The code that `readPlain` read. */
  plainCode = -1;
  /** The innermost open div, -1 = none. */
  around = -1;
  /** Counted words so far, and all words of prose so far. */
  words = 0;
  proseWords = 0;
  /** Characters and lines looked at so far. */
  steps = 0;
  readonly #ignored: Uint8Array;
  readonly #rawEnds = new Map<string, Places>();
  #lineFrom = 0;
  #lineEnd = -1;

  constructor(
    readonly source: string,
    options: ScanOptions,
  ) {
    this.names = options.names;
    this.speakers = options.speakers;
    this.word = options.word;
    this.commentEnds = new Places(source, /-->/g);
    this.braceEnds = new Places(source, /\}/g);
    this.holdsHtml = source.includes('<');
    const ignored = [UNNUMBERED, ...PANDOC_CLASSES, ...(options.ignoreClasses ?? [])].map((name) =>
      this.names.id(name),
    );
    this.#ignored = new Uint8Array(Math.max(...ignored) + 1);
    for (const id of ignored) this.#ignored[id] = 1;
  }

  /** The end of the line that `from` lies on: its line break, or the end of the text. */
  lineEnd(from: number): number {
    if (from >= this.#lineFrom && from <= this.#lineEnd) return this.#lineEnd;
    const end = this.source.indexOf('\n', from);
    this.#lineFrom = from;
    this.#lineEnd = end === -1 ? this.source.length : end;
    return this.#lineEnd;
  }

  /** Where `</name` is next at or behind `from`, or -1. */
  rawCloses(name: string, from: number): number {
    let places = this.#rawEnds.get(name);
    if (places === undefined) {
      places = new Places(this.source, new RegExp(`</${name}(?=[\\s>])`, 'gi'));
      this.#rawEnds.set(name, places);
    }
    return places.next(from);
  }

  note(rule: NoteRule, start: number, end: number): void {
    this.notes.push({ rule, start, end });
  }

  /** Fills a mark's new row from the attributes just read. The caller fills in where it stands. */
  fillNames(row: number): void {
    const { attributes, marks } = this;
    const { classes, classCount } = attributes;
    const from = marks.codeCount;
    for (let index = 0; index < classCount; index++) {
      const start = classes[index * 2]!;
      const end = classes[index * 2 + 1]!;
      const code = this.#code(start, end);
      if (code === -1) continue;
      marks.addCode(code, from);
      this.names.learn(code);
    }
    const { rows } = marks;
    rows[row + ROW.codesFrom] = from;
    rows[row + ROW.codesTo] = marks.codeCount;
    rows[row + ROW.id] = attributes.idStart === -1 ? -1 : this.#name(attributes.idStart, attributes.idEnd);
    rows[row + ROW.seg] = -1;
    rows[row + ROW.coder] = -1;
    if (attributes.pairCount > 0) this.#fillPairs(row);
  }

  #fillPairs(row: number): void {
    const { source, marks } = this;
    const { pairs, pairCount } = this.attributes;
    for (let at = 0; at < pairCount * 4; at += 4) {
      const start = pairs[at]!;
      const length = pairs[at + 1]! - start;
      if (length === 3 && source.startsWith('seg', start)) {
        marks.rows[row + ROW.seg] = this.#name(pairs[at + 2]!, pairs[at + 3]!);
      } else if (length === 5 && source.startsWith('coder', start)) {
        marks.rows[row + ROW.coder] = this.#name(pairs[at + 2]!, pairs[at + 3]!);
      }
    }
  }

  /**
   * Reads `{.name}`, the plainest and most common attributes, at one go; the row gets its code.
   * @param open where the brace opens
   * @returns one past the closing brace; -1 where it is anything else, or the name is new or no code
   */
  readPlain(open: number, end: number): number {
    const { names, source } = this;
    if (source.charCodeAt(open + 1) !== 0x2e /* . */) return -1;
    const id = names.walk(source, open + 2, end);
    if (id === -1 || this.#ignored[id] === 1) return -1;
    const close = names.walkedTo;
    if (source.charCodeAt(close) !== 0x7d /* } */ || close >= end) return -1;
    this.plainCode = id;
    return close + 1;
  }

  /** As `fillNames`, for what `readPlain` read. */
  fillPlain(row: number): void {
    const { marks } = this;
    const { rows } = marks;
    rows[row + ROW.codesFrom] = marks.codeCount;
    marks.addCode(this.plainCode, marks.codeCount);
    rows[row + ROW.codesTo] = marks.codeCount;
    rows[row + ROW.id] = -1;
    rows[row + ROW.seg] = -1;
    rows[row + ROW.coder] = -1;
  }

  /** Whether the attributes just read hold a code. */
  holdsCode(): boolean {
    const { classes, classCount } = this.attributes;
    for (let index = 0; index < classCount; index++) {
      if (this.#code(classes[index * 2]!, classes[index * 2 + 1]!) !== -1) return true;
    }
    return false;
  }

  #code(start: number, end: number): number {
    const id = this.names.idOfSlice(this.source, start, end);
    return this.#ignored[id] === 1 ? -1 : id;
  }

  /** The id of a value, escapes undone; an empty value is none. */
  #name(start: number, end: number): number {
    if (start === end) return -1;
    for (let at = start; at < end; at++) {
      const unit = this.source.charCodeAt(at);
      if (unit === BACKSLASH || unit === 0x26 /* & */ || unit === NEWLINE) {
        return this.names.id(valueOf(this.source, start, end));
      }
    }
    return this.names.idOfSlice(this.source, start, end);
  }
}
