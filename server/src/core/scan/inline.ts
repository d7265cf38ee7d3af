import {
  beginsWord,
  BREAK,
  CLASSES,
  classAt,
  fillPage,
  INSIDE,
  JOINER,
  LETTER,
  LONE,
  OUTSIDE,
  stateAfter,
  SURROGATE,
  UNKNOWN,
  unitsAt,
} from '../words.js';
import { Brackets } from './brackets.js';
import { BACKSLASH, isDigit, isLatin } from './characters.js';
import { autolinkEnd, rawNameEnd, tagEnd } from './html.js';
import type { BlockLines } from './lines.js';
import { bareTimestampEnd, bracketedSilenceEnd } from './silences.js';
import type { State } from './state.js';
import type { WordExtents } from './word-extents.js';

// Characters that are more than text, numbered behind the classes of words.
const LINE = 8;
const OPEN = 9;
const CLOSE = 10;
const ESCAPE = 11;
const BACKTICK = 12;
const LESS = 13;
const BRACE = 14;
const AMPERSAND = 15;
const COLON = 16;

/** The table of word classes, with what Markdown and the notation give a meaning. Its pages fill as those do. */
const KINDS = new Uint8Array(0x10000).fill(UNKNOWN);
KINDS.set(CLASSES.subarray(0, 0x100));
KINDS.fill(SURROGATE, 0xd800, 0xe000);
const SPECIAL = {
  '\n': LINE,
  '[': OPEN,
  ']': CLOSE,
  '\\': ESCAPE,
  '`': BACKTICK,
  '<': LESS,
  '{': BRACE,
  '&': AMPERSAND,
  ':': COLON,
};
for (const [character, kind] of Object.entries(SPECIAL)) KINDS[character.charCodeAt(0)] = kind;

function fillKinds(unit: number): void {
  const page = unit & 0xff00;
  fillPage(page);
  KINDS.set(CLASSES.subarray(page, page + 0x100), page);
}

/**
 * Reads the text of one block: words, brackets, and the atoms (code, tags, addresses, escapes) that hide them.
 * One reader serves a whole scan: `begin`, `read` in as many pieces as wanted, then look at `words`.
 */
export class InlineReader {
  readonly brackets: Brackets;
  /** Words of the block so far. */
  words = 0;
  /** What was read so far of a word, see words.ts. */
  wordState = OUTSIDE;
  /** Where the block begins and ends. */
  from = 0;
  end = 0;
  /** Where the attributes of a heading open, which end its text; -1 = nowhere. */
  attributesAt = -1;
  /** One past the last escaped character: what it escapes has no meaning for what follows. */
  escapedTo = -1;
  /** Where words are, in a reading that asks for it. */
  extents: WordExtents | undefined;
  readonly #source: string;

  constructor(
    readonly state: State,
    readonly lines: BlockLines,
  ) {
    this.#source = state.source;
    this.brackets = new Brackets(this);
  }

  /**
   * @param base counted words before the block
   * @param extents for a second reading, in which marks do not split words
   */
  begin(from: number, end: number, base: number, attributesAt = -1, extents?: WordExtents): void {
    this.extents = extents;
    this.from = from;
    this.end = end;
    this.attributesAt = attributesAt;
    this.words = 0;
    this.wordState = OUTSIDE;
    this.escapedTo = -1;
    this.brackets.begin(base);
  }

  /** Reads on to `stop`; returns where it came to, which is behind `stop` where something reaches over it. */
  read(from: number, stop: number): number {
    if (this.extents !== undefined) return this.#readExactly(from, stop);
    // Copies, since a bundle's top level is no constant to the engine: this loop goes over every character.
    const kinds = KINDS;
    const source = this.#source;
    const pairs = stop - 1;
    let at = from;
    let words = this.words;
    let word = this.wordState;
    while (at < stop) {
      // Two at a time while there are but letters and breaks.
      while (at < pairs) {
        const first = kinds[source.charCodeAt(at)]!;
        const second = kinds[source.charCodeAt(at + 1)]!;
        if ((first | second) > 1) break;
        words += (first & ~word) + (second & ~first);
        word = second;
        at += 2;
      }
      if (at >= stop) break;
      const kind = kinds[source.charCodeAt(at)]!;
      if (kind <= 1 /* BREAK, LETTER */) {
        words += kind & ~word;
        word = kind;
        at++;
      } else if (kind === 2 /* JOINER */) {
        word = word === 1 ? 3 : 0; // INSIDE ? JOINED : OUTSIDE
        at++;
      } else {
        this.words = words;
        this.wordState = word;
        at = this.special(kind, at);
        words = this.words;
        word = this.wordState;
      }
    }
    this.words = words;
    this.wordState = word;
    this.state.steps += at - from;
    return at;
  }

  #readExactly(from: number, stop: number): number {
    let at = from;
    while (at < stop) {
      const kind = KINDS[this.#source.charCodeAt(at)]!;
      if (kind <= JOINER) this.#count(kind, at, ++at);
      else at = this.special(kind, at);
    }
    this.state.steps += at - from;
    return at;
  }

  #count(kind: number, start: number, end: number): void {
    if (beginsWord(this.wordState, kind)) this.words++;
    if (kind === LETTER || kind === LONE) this.extents?.add(this.words - 1, start, end);
    this.wordState = stateAfter(this.wordState, kind);
  }

  /** Words so far were a label's: none. */
  dropWords(): void {
    this.words = 0;
    this.wordState = OUTSIDE;
    this.extents?.clear();
    this.brackets.dropWords();
  }

  /** Reads what is no plain letter, blank or joiner; returns where it ends. */
  special(kind: number, at: number): number {
    switch (kind) {
      case LINE: {
        this.wordState = OUTSIDE;
        const next = this.lines.after(at);
        return next === -1 ? at + 1 : next;
      }
      case OPEN:
        this.brackets.open(at);
        return bracketedSilenceEnd(this.#source, at, this.end);
      case CLOSE:
        return this.brackets.close(at);
      case ESCAPE:
        return this.#escape(at);
      case BACKTICK:
        return this.#code(at);
      case LESS:
        return this.#html(at);
      case BRACE:
        this.wordState = OUTSIDE;
        return at === this.attributesAt ? this.end : at + 1;
      case AMPERSAND:
        return this.#entity(at);
      case COLON:
        return this.#colon(at);
      case UNKNOWN:
        fillKinds(this.#source.charCodeAt(at));
        return at;
      default:
        return this.#character(at);
    }
  }

  /** A mark, a lone character, a surrogate pair. */
  #character(at: number): number {
    const end = at + unitsAt(this.#source, at);
    this.#count(classAt(this.#source, at), at, end);
    return end;
  }

  /** A backslash before anything but a letter or digit takes its meaning. */
  #escape(at: number): number {
    const kind = at + 1 < this.end ? classAt(this.#source, at + 1) : LETTER;
    if (kind === LETTER || kind === LONE || this.#source.charCodeAt(at + 1) === 0x0a) {
      this.wordState = OUTSIDE;
      return at + 1;
    }
    this.wordState = stateAfter(this.wordState, kind === JOINER ? JOINER : BREAK);
    this.escapedTo = at + 1 + unitsAt(this.#source, at + 1);
    return this.escapedTo;
  }

  #code(at: number): number {
    this.wordState = OUTSIDE;
    return this.attributesEnd(this.state.backticks.codeEnd(this.#source, at, this.end));
  }

  /** Past the attributes of a link or of code, where there are any. */
  attributesEnd(at: number): number {
    if (at >= this.end || this.#source.charCodeAt(at) !== 0x7b) return at;
    const end = this.state.attributes.read(this.#source, at, this.end, this.lines.after);
    return end === -1 ? at : end;
  }

  #html(at: number): number {
    const { state } = this;
    const source = this.#source;
    this.wordState = OUTSIDE;
    if (source.startsWith('<!--', at)) {
      const close = state.commentEnds.next(at + 2);
      return close === -1 || close >= this.end ? at + 4 : close + 3;
    }
    const link = autolinkEnd(source, at, this.end);
    if (link !== -1) return this.attributesEnd(link);
    const end = tagEnd(source, at, this.end, this.lines.after);
    if (end === -1) return at + 1;
    const name = rawNameEnd(source, at, end);
    const close = name === -1 ? -1 : state.rawCloses(source.slice(at + 1, name).toLowerCase(), end);
    return close === -1 || close >= this.end ? end : close;
  }

  /** `&amp;` is a sign, not a word. */
  #entity(at: number): number {
    this.wordState = OUTSIDE;
    let end = at + 1;
    if (this.#source.charCodeAt(end) === 0x23 /* # */) end++;
    const name = end;
    while (end < this.end && end < name + 32 && isAlphanumeric(this.#source.charCodeAt(end))) end++;
    return end > name && end < this.end && this.#source.charCodeAt(end) === 0x3b /* ; */ ? end + 1 : at + 1;
  }

  /** The first colon of a timestamp `00:12:33`, whose first number was read as a word. */
  #colon(at: number): number {
    const end = this.wordState === INSIDE ? bareTimestampEnd(this.#source, at, this.from, this.end) : -1;
    this.wordState = OUTSIDE;
    if (end === -1) return at + 1;
    this.words--;
    this.extents?.drop(this.words);
    return end;
  }

  /** Whether a word may reach over a mark's bracket: the character at `at`, on one side of it, leaves it open. */
  mayJoin(at: number): boolean {
    if (at < this.from || at >= this.end) return false;
    const unit = this.#source.charCodeAt(at);
    if (unit === 0x5b || unit === 0x5d || unit === 0x7d || unit === BACKSLASH) return true;
    const kind = CLASSES[unit]!;
    return kind !== BREAK && kind !== LONE;
  }
}

function isAlphanumeric(unit: number): boolean {
  return isDigit(unit) || isLatin(unit);
}
