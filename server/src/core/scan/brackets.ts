import { classAt, LETTER, LONE, OUTSIDE } from '../words.js';
import { blanksEnd } from './characters.js';
import type { InlineReader } from './inline.js';
import { ROW, SPAN } from './layout.js';
import { Destinations } from './links.js';

/** What an opening bracket may become. */
const SPAN_OR_LINK = 0;
/** `![` and `^[`: an image or a footnote. What follows may be a link's, but it is never a span. */
const IMAGE = 1;
/** `[^`: a footnote's mark. */
const NOTE = 2;
/** The second bracket of `[text][label]`. */
const LABEL = 3;

const BRACE = 0x7b;

/** The brackets of one block: one stack, innermost first. */
export class Brackets {
  /** A mark's bracket may stand inside a word, so that its words must be counted with the marks left out. */
  splitsWord = false;
  /** Whether a span lies in another. */
  nested = false;
  /** Counted words before the block, to which the word indices of its marks are added. */
  #base = 0;
  /** Whether brackets were open at the end of the paragraph just before. */
  openBefore = false;
  readonly #destinations: Destinations;
  #labelAt = -1;
  // Figures of each open bracket in turn.
  #depth = 0;
  readonly #at: number[] = [];
  readonly #role: number[] = [];
  readonly #words: number[] = [];
  readonly #marks: number[] = [];

  constructor(private readonly reader: InlineReader) {
    this.#destinations = new Destinations(reader.state.source);
  }

  begin(base: number): void {
    this.#base = base;
    this.#depth = 0;
    this.#labelAt = -1;
    this.splitsWord = false;
    this.nested = false;
  }

  get anyOpen(): boolean {
    return this.#depth > 0;
  }

  get steps(): number {
    return this.#destinations.steps;
  }

  /** Words so far were a label's: none. */
  dropWords(): void {
    for (let depth = 0; depth < this.#depth; depth++) this.#words[depth] = 0;
  }

  open(at: number): void {
    const { reader } = this;
    const depth = this.#depth++;
    this.#at[depth] = at;
    this.#role[depth] = this.#roleOf(at);
    this.#words[depth] = reader.words;
    this.#marks[depth] = reader.state.marks.count;
    if (reader.extents?.marked.has(at) !== true) reader.wordState = OUTSIDE;
  }

  #roleOf(at: number): number {
    const { source } = this.reader.state;
    if (at > this.reader.from && at !== this.reader.escapedTo) {
      const before = source.charCodeAt(at - 1);
      if (before === 0x21 /* ! */ || before === 0x5e /* ^ */) return IMAGE;
    }
    if (at + 1 < this.reader.end && source.charCodeAt(at + 1) === 0x5e) return NOTE;
    return at === this.#labelAt ? LABEL : SPAN_OR_LINK;
  }

  /** Returns where reading goes on behind the bracket that closes at `at`. */
  close(at: number): number {
    const { reader } = this;
    const { source } = reader.state;
    const next = at + 1 < reader.end ? source.charCodeAt(at + 1) : 0;
    if (this.#depth === 0) {
      reader.wordState = OUTSIDE;
      if (next === BRACE) this.#noteUnopened(at);
      return at + 1;
    }
    const depth = --this.#depth;
    const role = this.#role[depth]!;
    if (next === BRACE) return this.#braces(at, depth);
    reader.wordState = OUTSIDE;
    if (role === NOTE || role === LABEL) return at + 1;
    if (next === 0x28 /* ( */) {
      const end = this.#destinations.endOf(at + 1, reader.end, reader.lines.after);
      return end === -1 ? at + 1 : reader.attributesEnd(end);
    }
    if (next === 0x5b /* [ */) this.#labelAt = at + 1;
    else if (role === SPAN_OR_LINK && (next === 0x20 || next === 0x09))
      this.#noteSpace(this.#at[depth]!, at + 1);
    return at + 1;
  }

  #braces(at: number, depth: number): number {
    const { state, end: blockEnd, lines, wordState } = this.reader;
    this.reader.wordState = OUTSIDE;
    const plain = this.#role[depth] === SPAN_OR_LINK ? state.readPlain(at + 1, blockEnd) : -1;
    const end = plain === -1 ? state.attributes.read(state.source, at + 1, blockEnd, lines.after) : plain;
    if (end === -1) {
      this.#noteBraces(this.#at[depth]!, at, blockEnd);
      return at + 1;
    }
    if (this.#role[depth] === SPAN_OR_LINK) {
      this.#emit(at, depth, end, plain !== -1);
      if (this.reader.extents?.marked.has(this.#at[depth]!) === true) this.reader.wordState = wordState;
      return end;
    }
    if (at + 1 !== this.reader.attributesAt && state.holdsCode())
      state.note('mark-not-span', this.#at[depth]!, end);
    return at + 1;
  }

  #emit(at: number, depth: number, end: number, plain: boolean): void {
    const { reader } = this;
    const { state } = reader;
    const open = this.#at[depth]!;
    const { marks } = state;
    const inside = this.#marks[depth]!;
    if (inside < marks.count) this.nested = true;
    const row = marks.add();
    if (plain) state.fillPlain(row);
    else state.fillNames(row);
    const { rows } = marks;
    rows[row + ROW.kind] = SPAN;
    rows[row + ROW.start] = open;
    rows[row + ROW.end] = end;
    rows[row + ROW.contentStart] = open + 1;
    rows[row + ROW.contentEnd] = at;
    rows[row + ROW.attributesStart] = at + 2;
    rows[row + ROW.attributesEnd] = end - 1;
    rows[row + ROW.wordStart] = this.#base + this.#words[depth]!;
    rows[row + ROW.wordEnd] = this.#base + reader.words;
    rows[row + ROW.parent] = inside;
    if (rows[row + ROW.codesFrom] === rows[row + ROW.codesTo]) return;
    if (open + 1 === at) state.note('mark-empty', open, end);
    const joins = (before: number, after: number): boolean => reader.mayJoin(before) && reader.mayJoin(after);
    if (joins(open - 1, open + 1) || joins(at - 1, end)) this.splitsWord = true;
  }

  #noteUnopened(at: number): void {
    const { state, end: blockEnd, lines } = this.reader;
    const end = state.attributes.read(state.source, at + 1, blockEnd, lines.after);
    if (end === -1 || !state.holdsCode() || at + 1 === this.reader.attributesAt) return;
    state.note(this.openBefore ? 'mark-blank-line' : 'mark-unopened', at, end);
  }

  #noteSpace(open: number, from: number): void {
    const { state, end: blockEnd, lines } = this.reader;
    const at = blanksEnd(state.source, from, blockEnd);
    state.steps += at - from;
    if (at >= blockEnd || at === this.reader.attributesAt || state.source.charCodeAt(at) !== BRACE) return;
    const end = state.attributes.read(state.source, at, blockEnd, lines.after);
    if (end !== -1 && state.holdsCode()) state.note('mark-space', open, end);
  }

  /** Braces behind a bracket that are no attributes, though they look as if they were meant to be. */
  #noteBraces(open: number, at: number, blockEnd: number): void {
    const { state } = this.reader;
    const { source, attributes } = state;
    const from = blanksEnd(source, at + 2, blockEnd);
    if (from >= blockEnd) return;
    const first = source.charCodeAt(from);
    const kind = classAt(source, from);
    if (first !== 0x2e /* . */ && first !== 0x23 /* # */ && kind !== LETTER && kind !== LONE) return;
    if (attributes.openQuote && blockEnd < source.length) {
      state.note('mark-blank-line', open, at + 2);
      return;
    }
    const close = state.braceEnds.next(from);
    const closed = close !== -1 && close < blockEnd;
    state.note(closed ? 'mark-not-attributes' : 'mark-unclosed-braces', open, closed ? close + 1 : at + 2);
  }
}
