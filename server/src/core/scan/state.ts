import type { Names } from '../names.js';
import type { Range } from '../problem.js';
import { AttributeReader, valueOf, type LineAfter } from './attributes.js';
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
  readonly marks = new MarkWriter();
  readonly notes: Note[] = [];
  readonly attributes = new AttributeReader();
  readonly commentEnds: Places;
  readonly backticks = new BacktickRuns();
  /** Counted words so far, and all words of prose so far. */
  words = 0;
  proseWords = 0;
  steps = 0;
  readonly #ignored = new Set<number>();

  constructor(
    readonly source: string,
    options: ScanOptions,
  ) {
    this.names = options.names;
    this.speakers = options.speakers;
    this.commentEnds = new Places(source, '-->');
    this.#ignored.add(this.names.id(UNNUMBERED));
    for (const name of PANDOC_CLASSES) this.#ignored.add(this.names.id(name));
    for (const name of options.ignoreClasses ?? []) this.#ignored.add(this.names.id(name));
  }

  note(rule: NoteRule, start: number, end: number): void {
    this.notes.push({ rule, start, end });
  }

  /**
   * Adds a mark with the attributes just read.
   * @returns its row in `marks.rows`; the caller sets the word indices.
   */
  addMark(kind: number, range: Range, content: Range, attributes: Range, before: number): number {
    const { marks } = this;
    const row = marks.add();
    const rows = marks.rows;
    rows[row + ROW.kind] = kind;
    rows[row + ROW.start] = range.start;
    rows[row + ROW.end] = range.end;
    rows[row + ROW.contentStart] = content.start;
    rows[row + ROW.contentEnd] = content.end;
    rows[row + ROW.attributesStart] = attributes.start;
    rows[row + ROW.attributesEnd] = attributes.end;
    rows[row + ROW.before] = before;
    this.#addNames(row);
    return row;
  }

  /** Whether the attributes just read hold a code. */
  holdsCode(): boolean {
    const { classes, classCount } = this.attributes;
    for (let index = 0; index < classCount; index++) {
      if (this.#code(classes[index * 2]!, classes[index * 2 + 1]!) !== -1) return true;
    }
    return false;
  }

  #addNames(row: number): void {
    const { attributes, marks, source } = this;
    const rows = marks.rows;
    rows[row + ROW.codesFrom] = marks.codeCount;
    for (let index = 0; index < attributes.classCount; index++) {
      const code = this.#code(attributes.classes[index * 2]!, attributes.classes[index * 2 + 1]!);
      if (code !== -1) marks.addCode(code, rows[row + ROW.codesFrom]!);
    }
    rows[row + ROW.codesTo] = marks.codeCount;
    rows[row + ROW.id] = attributes.idStart === -1 ? -1 : this.#name(attributes.idStart, attributes.idEnd);
    rows[row + ROW.seg] = -1;
    rows[row + ROW.coder] = -1;
    const { pairs } = attributes;
    for (let at = 0; at < attributes.pairCount * 4; at += 4) {
      const length = pairs[at + 1]! - pairs[at]!;
      if (length === 3 && source.startsWith('seg', pairs[at])) {
        rows[row + ROW.seg] = this.#name(pairs[at + 2]!, pairs[at + 3]!);
      } else if (length === 5 && source.startsWith('coder', pairs[at])) {
        rows[row + ROW.coder] = this.#name(pairs[at + 2]!, pairs[at + 3]!);
      }
    }
  }

  #code(start: number, end: number): number {
    const id = this.names.idOfSlice(this.source, start, end);
    return this.#ignored.has(id) ? -1 : id;
  }

  /** The id of a value, escapes undone; an empty value is none. */
  #name(start: number, end: number): number {
    if (start === end) return -1;
    for (let at = start; at < end; at++) {
      const unit = this.source.charCodeAt(at);
      if (unit === 0x5c || unit === 0x26 || unit === 0x0a)
        return this.names.id(valueOf(this.source, start, end));
    }
    return this.names.idOfSlice(this.source, start, end);
  }
}

/** The lines of the block being read: where each goes on behind the marks of quotes and lists around it. */
export class BlockLines {
  readonly #breaks: number[] = [];
  readonly #starts: number[] = [];
  #count = 0;
  #end = 0;

  /** Begins a block. */
  clear(): void {
    this.#count = 0;
  }

  /** The line break at `lineBreak` is followed by content at `start`. */
  add(lineBreak: number, start: number): void {
    this.#breaks[this.#count] = lineBreak;
    this.#starts[this.#count++] = start;
  }

  get count(): number {
    return this.#count;
  }

  set end(end: number) {
    this.#end = end;
  }

  readonly after: LineAfter = (lineBreak) => {
    if (lineBreak + 1 >= this.#end) return -1;
    let low = 0;
    let high = this.#count;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#breaks[middle]! < lineBreak) low = middle + 1;
      else high = middle;
    }
    return low < this.#count && this.#breaks[low] === lineBreak ? this.#starts[low]! : -1;
  };
}
