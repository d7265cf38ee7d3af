import {
  CLASSES,
  classAt,
  fillPage,
  INSIDE,
  JOINED,
  JOINER,
  LETTER,
  LONE,
  MARK,
  NEXT,
  OUTSIDE,
} from '../words.js';
import { SPAN, ROW } from './layout.js';
import { autolinkEnd, tagEnd, tagNameEnd } from './html.js';
import { Destinations } from './links.js';
import { bracketedSilenceEnd, bareTimestampEnd, timestampHead } from './silences.js';
import type { BlockLines, State } from './state.js';

/** Characters that are more than text, told apart from word classes (0 to 3) by their number. */
const SURROGATE = 5;
const UNKNOWN = 6;
const NEWLINE = 8;
const OPEN = 9;
const CLOSE = 10;
const ESCAPE = 11;
const BACKTICK = 12;
const LESS = 13;
const BRACE = 14;
const AMPERSAND = 15;
const COLON = 16;

/** The table of word classes with what Markdown and the notation give a meaning. Pages fill as in `CLASSES`. */
const INLINE = new Uint8Array(0x10000).fill(UNKNOWN);
INLINE.set(CLASSES.subarray(0, 0x100));
INLINE.fill(SURROGATE, 0xd800, 0xe000);
for (const [character, kind] of [
  ['\n', NEWLINE],
  ['[', OPEN],
  [']', CLOSE],
  ['\\', ESCAPE],
  ['`', BACKTICK],
  ['<', LESS],
  ['{', BRACE],
  ['&', AMPERSAND],
  [':', COLON],
] as const) {
  INLINE[character.charCodeAt(0)] = kind;
}

function kindOfPage(unit: number): number {
  const page = unit & 0xff00;
  if (CLASSES[page] === UNKNOWN) fillPage(page);
  INLINE.set(CLASSES.subarray(page, page + 0x100), page);
  return INLINE[unit]!;
}

/** What an opening bracket may become. */
const SPAN_OR_LINK = 0;
const IMAGE = 1;
const NOTE = 2;
const LABEL = 3;

/**
 * Reads the text of one block: brackets, what hides them, and words.
 * One reader serves a whole scan; `begin`, `read` as often as wanted, `finish`.
 */
export class InlineReader {
  readonly #state: State;
  readonly #lines: BlockLines;
  readonly #destinations: Destinations;
  /** Words of this block so far. */
  words = 0;
  /** A mark's bracket or braces stand inside a word, so that words must be counted again, marks left out. */
  splitsWord = false;
  /** Brackets that were open at the end of the block before. */
  #openBefore = 0;
  #from = 0;
  #end = 0;
  #base = 0;
  #wordState = OUTSIDE;
  #escapedTo = -1;
  #labelAt = -1;
  #attributesAt = -1;

  // The brackets that are open: figures of each in turn.
  #depth = 0;
  readonly #at: number[] = [];
  readonly #role: number[] = [];
  readonly #wordsAt: number[] = [];
  readonly #marksAt: number[] = [];

  // Second reading of a block whose words marks split: which brackets are marks, and where words are.
  #exact = false;
  #marked: ReadonlySet<number> = new Set();
  readonly #wordStarts: number[] = [];
  readonly #wordEnds: number[] = [];

  constructor(state: State, lines: BlockLines) {
    this.#state = state;
    this.#lines = lines;
    this.#destinations = new Destinations(state.source);
  }

  /**
   * @param base counted words before the block, to which the marks' word indices are added
   * @param attributesAt where the attributes of a heading open, which end its text; else -1
   * @param marked in a second reading: opening brackets of marks with codes
   */
  begin(from: number, end: number, base: number, attributesAt: number, marked?: ReadonlySet<number>): void {
    this.#from = from;
    this.#end = end;
    this.#base = base;
    this.#attributesAt = attributesAt;
    this.#exact = marked !== undefined;
    this.#marked = marked ?? this.#marked;
    this.#wordStarts.length = 0;
    this.#wordEnds.length = 0;
    this.words = 0;
    this.splitsWord = false;
    this.#depth = 0;
    this.#wordState = OUTSIDE;
    this.#escapedTo = -1;
    this.#labelAt = -1;
  }

  finish(): void {
    this.#openBefore = this.#depth;
  }

  /** Words so far were a label's: none. */
  dropWords(): void {
    this.words = 0;
    this.#wordStarts.length = 0;
    this.#wordEnds.length = 0;
    this.#wordState = OUTSIDE;
    for (let depth = 0; depth < this.#depth; depth++) this.#wordsAt[depth] = 0;
  }

  /** The blank line between two paragraphs no longer explains anything. */
  forgetOpen(): void {
    this.#openBefore = 0;
  }

  /** Reads on to `stop`; returns where it came to, which is behind `stop` where something reaches over it. */
  read(from: number, stop: number): number {
    const { source } = this.#state;
    let at = from;
    while (at < stop) {
      const unit = source.charCodeAt(at);
      let kind = INLINE[unit]!;
      if (kind === UNKNOWN) kind = kindOfPage(unit);
      if (kind <= MARK) {
        if (kind === LETTER) this.#letter(at, at + 1);
        this.#wordState = NEXT[this.#wordState * 4 + kind]!;
        at++;
      } else at = this.#special(kind, at);
    }
    this.#state.steps += at - from;
    return at;
  }

  #letter(start: number, end: number): void {
    if (this.#wordState === OUTSIDE) {
      this.words++;
      if (this.#exact) this.#wordStarts.push(start);
    }
    if (this.#exact) this.#wordEnds[this.words - 1] = end;
  }

  #special(kind: number, at: number): number {
    switch (kind) {
      case NEWLINE: {
        this.#wordState = OUTSIDE;
        const next = this.#lines.after(at);
        return next === -1 ? at + 1 : next;
      }
      case OPEN:
        return this.#open(at);
      case CLOSE:
        return this.#close(at);
      case ESCAPE:
        return this.#escape(at);
      case BACKTICK:
        return this.#code(at);
      case LESS:
        return this.#html(at);
      case BRACE:
        this.#wordState = OUTSIDE;
        return at === this.#attributesAt ? this.#end : at + 1;
      case AMPERSAND:
        return this.#entity(at);
      case COLON:
        return this.#colon(at);
      default:
        return this.#character(at);
    }
  }

  /** A character that is a word by itself, or a surrogate pair. */
  #character(at: number): number {
    const { source } = this.#state;
    const kind = classAt(source, at);
    const unit = source.charCodeAt(at);
    const end = unit >= 0xd800 && unit < 0xdc00 && source.codePointAt(at)! > 0xffff ? at + 2 : at + 1;
    if (kind === LONE) {
      this.#wordState = OUTSIDE;
      this.#letter(at, end);
    } else {
      if (kind === LETTER) this.#letter(at, end);
      this.#wordState = NEXT[this.#wordState * 4 + kind]!;
    }
    return end;
  }

  #open(at: number): number {
    const { source } = this.#state;
    const next = source.charCodeAt(at + 1);
    const before = at > this.#from && at !== this.#escapedTo ? source.charCodeAt(at - 1) : 0;
    let role = SPAN_OR_LINK;
    if (before === 0x21 /* ! */) role = IMAGE;
    else if (before === 0x5e /* ^ */ || next === 0x5e) role = NOTE;
    else if (at === this.#labelAt) role = LABEL;
    const depth = this.#depth++;
    this.#at[depth] = at;
    this.#role[depth] = role;
    this.#wordsAt[depth] = this.words;
    this.#marksAt[depth] = this.#state.marks.count;
    if (!this.#exact || !this.#marked.has(at)) this.#wordState = OUTSIDE;
    return bracketedSilenceEnd(source, at, this.#end);
  }

  #close(at: number): number {
    const { source } = this.#state;
    const next = at + 1 < this.#end ? source.charCodeAt(at + 1) : 0;
    if (this.#depth === 0) {
      this.#wordState = OUTSIDE;
      if (next === 0x7b) this.#noteUnopened(at);
      return at + 1;
    }
    const depth = --this.#depth;
    const role = this.#role[depth]!;
    if (next === 0x7b /* { */) return this.#braces(at, depth);
    this.#wordState = OUTSIDE;
    if (role === NOTE || role === LABEL) return at + 1;
    if (next === 0x28 /* ( */) return this.#destination(at + 1);
    if (next === 0x5b /* [ */) this.#labelAt = at + 1;
    else if ((next === 0x20 || next === 0x09) && role === SPAN_OR_LINK)
      this.#noteSpace(this.#at[depth]!, at + 1);
    return at + 1;
  }

  #braces(at: number, depth: number): number {
    const state = this.#state;
    const open = this.#at[depth]!;
    const wordState = this.#wordState;
    this.#wordState = OUTSIDE;
    if (at + 1 === this.#attributesAt && this.#role[depth] !== SPAN_OR_LINK) return at + 1;
    const end = state.attributes.read(state.source, at + 1, this.#end, this.#lines.after);
    if (end === -1) {
      this.#noteBraces(open, at);
      return at + 1;
    }
    if (this.#role[depth] !== SPAN_OR_LINK) {
      if (state.holdsCode()) state.note('mark-not-span', open, end);
      return at + 1;
    }
    const row = state.addMark(
      SPAN,
      { start: open, end },
      { start: open + 1, end: at },
      { start: at + 2, end: end - 1 },
      this.#marksAt[depth]!,
    );
    const { rows } = state.marks;
    rows[row + ROW.wordStart] = this.#base + this.#wordsAt[depth]!;
    rows[row + ROW.wordEnd] = this.#base + this.words;
    if (rows[row + ROW.codesFrom] === rows[row + ROW.codesTo]) return end;
    if (open + 1 === at) state.note('mark-empty', open, end);
    if (this.#mayJoin(open - 1, -1) && this.#mayJoin(open + 1, 1)) this.splitsWord = true;
    else if (this.#mayJoin(at - 1, -1) && this.#mayJoin(end, 1)) this.splitsWord = true;
    if (this.#exact) this.#wordState = wordState;
    return end;
  }

  /** Whether a word may reach over a mark's bracket on this side of it; brackets and braces leave it open. */
  #mayJoin(at: number, _step: number): boolean {
    if (at < this.#from || at >= this.#end) return false;
    const unit = this.#state.source.charCodeAt(at);
    if (unit === 0x5b || unit === 0x5d || unit === 0x7d || unit === 0x5c) return true;
    const kind = CLASSES[unit]!;
    return kind === LETTER || kind === JOINER || kind === MARK || kind >= SURROGATE;
  }

  #destination(open: number): number {
    const state = this.#state;
    const end = this.#destinations.endOf(open, this.#end, this.#lines.after);
    state.steps += Math.max(0, end - open);
    if (end === -1) return open;
    return this.#skipAttributes(end);
  }

  /** Past the attributes of a link or of code, where there are any. */
  #skipAttributes(at: number): number {
    const { source, attributes } = this.#state;
    if (at >= this.#end || source.charCodeAt(at) !== 0x7b || at === this.#attributesAt) return at;
    const end = attributes.read(source, at, this.#end, this.#lines.after);
    return end === -1 ? at : end;
  }

  #escape(at: number): number {
    const { source } = this.#state;
    const kind = at + 1 < this.#end ? classAt(source, at + 1) : LETTER;
    const unit = source.charCodeAt(at + 1);
    if (kind === LETTER || kind === LONE || unit === 0x0a) {
      this.#wordState = OUTSIDE;
      return at + 1;
    }
    const end = at + (source.codePointAt(at + 1)! > 0xffff ? 3 : 2);
    this.#wordState = kind === JOINER && this.#wordState === INSIDE ? JOINED : OUTSIDE;
    this.#escapedTo = end;
    return end;
  }

  #code(at: number): number {
    const state = this.#state;
    let from = at;
    while (from < this.#end && state.source.charCodeAt(from) === 0x60) from++;
    this.#wordState = OUTSIDE;
    const close = state.backticks.next(state.source, from - at, from, this.#end);
    if (close === -1) return from;
    return this.#skipAttributes(close + (from - at));
  }

  #html(at: number): number {
    const state = this.#state;
    const { source } = state;
    this.#wordState = OUTSIDE;
    if (source.startsWith('<!--', at)) {
      const close = state.commentEnds.next(at + 4);
      return close === -1 || close >= this.#end ? at + 4 : close + 3;
    }
    const link = autolinkEnd(source, at, this.#end);
    if (link !== -1) return this.#skipAttributes(link);
    const end = tagEnd(source, at, this.#end, this.#lines.after);
    state.steps += Math.max(0, end - at);
    if (end === -1) return at + 1;
    return this.#rawEnd(at, end);
  }

  /** Past what `pre`, `script`, `style` and `textarea` hold. */
  #rawEnd(at: number, end: number): number {
    const { source } = this.#state;
    const name = source.slice(at + 1, tagNameEnd(source, at + 1, end)).toLowerCase();
    if (name !== 'pre' && name !== 'script' && name !== 'style' && name !== 'textarea') return end;
    const close = source.toLowerCase().indexOf(`</${name}`, end);
    return close === -1 || close >= this.#end ? end : close;
  }

  #entity(at: number): number {
    const { source } = this.#state;
    this.#wordState = OUTSIDE;
    for (let end = at + 1; end < Math.min(this.#end, at + 34); end++) {
      const unit = source.charCodeAt(end);
      if (unit === 0x3b /* ; */) return end > at + 1 ? end + 1 : at + 1;
      const alphanumeric = (unit >= 0x30 && unit <= 0x39) || ((unit | 0x20) >= 0x61 && (unit | 0x20) <= 0x7a);
      if (!alphanumeric && !(unit === 0x23 /* # */ && end === at + 1)) break;
    }
    return at + 1;
  }

  /** `00:12:33` is a timestamp: its first number was read as a word. */
  #colon(at: number): number {
    const { source } = this.#state;
    const end = this.#wordState === INSIDE ? bareTimestampEnd(source, at, this.#from, this.#end) : -1;
    this.#wordState = OUTSIDE;
    if (end === -1) return at + 1;
    if (timestampHead(source, at, this.#from)) {
      this.words--;
      if (this.#exact) {
        this.#wordStarts.pop();
        this.#wordEnds.pop();
      }
    }
    return end;
  }

  #noteUnopened(at: number): void {
    const state = this.#state;
    const end = state.attributes.read(state.source, at + 1, this.#end, this.#lines.after);
    if (end === -1 || !state.holdsCode()) return;
    state.note(this.#openBefore > 0 ? 'mark-blank-line' : 'mark-unopened', at, end);
  }

  #noteSpace(open: number, from: number): void {
    const state = this.#state;
    let at = from;
    while (at < this.#end && (state.source.charCodeAt(at) === 0x20 || state.source.charCodeAt(at) === 0x09))
      at++;
    state.steps += at - from;
    if (at >= this.#end || at === this.#attributesAt || state.source.charCodeAt(at) !== 0x7b) return;
    const end = state.attributes.read(state.source, at, this.#end, this.#lines.after);
    if (end !== -1 && state.holdsCode()) state.note('mark-space', open, end);
  }

  #noteBraces(open: number, at: number): void {
    const { source } = this.#state;
    const first = source.charCodeAt(at + 2);
    const letter =
      at + 2 < this.#end && (first === 0x2e || first === 0x23 || classAt(source, at + 2) === LETTER);
    if (!letter) return;
    const close = source.indexOf('}', at + 2);
    const closed = close !== -1 && close < this.#end;
    this.#state.note(
      closed ? 'mark-not-attributes' : 'mark-unclosed-braces',
      open,
      closed ? close + 1 : at + 2,
    );
  }

  /** Word indices of the marks of a second reading, from where the words really are. */
  settle(firstMark: number): void {
    const { marks } = this.#state;
    for (let mark = firstMark; mark < marks.count; mark++) {
      const row = marks.row(mark);
      const start = marks.rows[row + ROW.contentStart]!;
      const end = marks.rows[row + ROW.contentEnd]!;
      const from = below(this.#wordEnds, start + 1);
      const to = start === end ? from : below(this.#wordStarts, end);
      marks.rows[row + ROW.wordStart] = this.#base + from;
      marks.rows[row + ROW.wordEnd] = this.#base + Math.max(from, to);
    }
  }
}

function below(ascending: readonly number[], least: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (ascending[middle]! < least) low = middle + 1;
    else high = middle;
  }
  return low;
}
