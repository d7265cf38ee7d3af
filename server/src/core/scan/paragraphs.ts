import { tagEnd } from './html.js';
import { InlineReader } from './inline.js';
import { Labels, type Label } from './labels.js';
import { ROW } from './layout.js';
import type { BlockLines } from './lines.js';
import type { State } from './state.js';
import { Turns } from './turns.js';
import { WordExtents } from './word-extents.js';

/** Reads the text of blocks: which words count, and whose turn it is. */
export class Paragraphs {
  readonly turns: Turns;
  readonly #inline: InlineReader;
  readonly #labels: Labels;

  constructor(
    private readonly state: State,
    lines: BlockLines,
  ) {
    this.#inline = new InlineReader(state, lines);
    this.#labels = new Labels(state.source, state.names, state.speakers);
    this.turns = new Turns(state);
  }

  get steps(): number {
    return this.#inline.brackets.steps;
  }

  /** Reads a heading's text, which does not count; returns where it ends, `attributesAt` if its attributes open there. */
  heading(from: number, end: number, attributesAt: number): number {
    const first = this.state.marks.count;
    const inline = this.#inline;
    inline.begin(from, end, this.state.words, attributesAt);
    const stop = inline.read(from, attributesAt === -1 ? end : attributesAt);
    if (stop < end && stop !== attributesAt) inline.read(stop, end);
    this.#coverNothing(first);
    this.state.marks.order(first, this.state.around, inline.brackets.nested);
    inline.brackets.openBefore = false;
    return stop;
  }

  /** Reads a paragraph, which may begin a turn. */
  paragraph(from: number, end: number): void {
    const label = this.#labels.at(from, end);
    const isLabel =
      label !== undefined && (label.bracket === -1 || this.#opensMark(from, end, label.bracket));
    if (isLabel) this.turns.begin(from, label);
    this.#text(from, end, isLabel ? label : undefined);
  }

  /** A row of a pipe table, cell by cell. */
  row(from: number, end: number): void {
    for (let at = from; at < end;) {
      const stop = this.#cellEnd(at, end);
      if (stop > at) this.#text(at, stop, undefined);
      at = stop + 1;
    }
  }

  /** Where the cell at `from` ends: bars in code, tags and escapes do not end it. */
  #cellEnd(from: number, end: number): number {
    const { source, backticks } = this.state;
    for (let at = from; at < end; at++) {
      const unit = source.charCodeAt(at);
      if (unit === 0x7c /* | */) return at;
      if (unit === 0x5c /* \ */) at++;
      else if (unit === 0x60 /* ` */) {
        at = backticks.codeEnd(source, at, end) - 1;
      } else if (unit === 0x3c /* < */) {
        const tag = tagEnd(source, at, end, () => -1);
        if (tag !== -1) at = tag - 1;
      }
    }
    return end;
  }

  /**
   * Whether the bracket at `at` opens a mark, with a code or without: a label stays one when codes are taken off.
   * Reads the block, and forgets what it read.
   */
  #opensMark(from: number, end: number, at: number): boolean {
    const { marks, notes } = this.state;
    const first = marks.count;
    const noteCount = notes.length;
    this.#inline.begin(from, end, 0);
    this.#inline.read(from, end);
    const found = this.#brackets(first).has(at);
    marks.truncate(first);
    notes.length = noteCount;
    return found;
  }

  #text(from: number, end: number, label: Label | undefined): void {
    const { state } = this;
    const inline = this.#inline;
    const first = state.marks.count;
    const noteCount = state.notes.length;
    this.#read(from, end, label, undefined);
    if (inline.brackets.splitsWord || (state.word !== undefined && this.turns.counted)) {
      const extents = new WordExtents(this.#brackets(first, true));
      state.marks.truncate(first);
      state.notes.length = noteCount;
      this.#read(from, end, label, extents);
      extents.settle(state.marks, first, state.words);
      if (state.word && this.turns.counted) extents.tell(state.word);
    }
    inline.brackets.openBefore = inline.brackets.anyOpen;
    state.proseWords += inline.words;
    if (this.turns.counted) state.words += inline.words;
    else this.#coverNothing(first);
    state.marks.order(first, state.around, inline.brackets.nested);
  }

  #read(from: number, end: number, label: Label | undefined, extents: WordExtents | undefined): void {
    const inline = this.#inline;
    const first = this.state.marks.count;
    inline.begin(from, end, this.state.words, -1, extents);
    let at = from;
    if (label !== undefined) {
      at = inline.read(from, label.end);
      this.#coverNothing(first);
      inline.dropWords();
    }
    inline.read(at, end);
  }

  /** Where the marks since `first` begin, those with a code only or all. */
  #brackets(first: number, coded = false): ReadonlySet<number> {
    const { marks } = this.state;
    const brackets = new Set<number>();
    for (let mark = first; mark < marks.count; mark++) {
      if (!coded || marks.hasCode(mark)) brackets.add(marks.rows[marks.row(mark) + ROW.start]!);
    }
    return brackets;
  }

  /** Marks in text that does not count cover no words. */
  #coverNothing(first: number): void {
    const { marks, words } = this.state;
    for (let mark = first; mark < marks.count; mark++) {
      const row = marks.row(mark);
      marks.rows[row + ROW.wordStart] = words;
      marks.rows[row + ROW.wordEnd] = words;
    }
  }
}
