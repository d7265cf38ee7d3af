import type { Range } from '../problem.js';
import { classAt, LETTER, LONE } from '../words.js';

/** Where the line after a line break goes on, its quote marks and indentation passed; -1: what is read ends there. */
export type LineAfter = (lineBreak: number) => number;

const SPACE = 0x20;
const TAB = 0x09;
const NEWLINE = 0x0a;
const RETURN = 0x0d;
const QUOTE = 0x22;
const APOSTROPHE = 0x27;
const BACKSLASH = 0x5c;
const CLOSE = 0x7d;

/** A letter or digit of any script, as Pandoc's `alphaNum`. */
function isAlphaNumeric(source: string, at: number): boolean {
  const unit = source.charCodeAt(at);
  if (unit < 0x80) return (unit >= 0x30 && unit <= 0x39) || ((unit | 0x20) >= 0x61 && (unit | 0x20) <= 0x7a);
  const kind = classAt(source, at);
  return kind === LETTER || kind === LONE;
}

const NUMBER = /\p{N}/u;
function isLetter(source: string, at: number): boolean {
  const unit = source.charCodeAt(at);
  if (unit < 0x80) return (unit | 0x20) >= 0x61 && (unit | 0x20) <= 0x7a;
  return isAlphaNumeric(source, at) && !NUMBER.test(String.fromCodePoint(source.codePointAt(at)!));
}

/** One past an identifier's letters, digits, `-`, `_`, `:` and `.`. */
export function identifierEnd(source: string, from: number, end: number): number {
  let at = from;
  while (at < end) {
    const unit = source.charCodeAt(at);
    if (unit === 0x2d || unit === 0x5f || unit === 0x3a || unit === 0x2e) at++;
    else if (!isAlphaNumeric(source, at)) break;
    else at += unit >= 0xd800 && unit < 0xdc00 ? 2 : 1;
  }
  return at;
}

/** One past a class name or key at `from`, which begins with a letter; -1 where there is none. */
export function nameEnd(source: string, from: number, end: number): number {
  return from < end && isLetter(source, from) ? identifierEnd(source, from, end) : -1;
}

/**
 * Reads `{…}` and remembers where its parts are. One reader serves a whole scan: reading makes no object.
 * The grammar is that of Pandoc's `attributes`; see docs/notation.md.
 */
export class AttributeReader {
  /** Start and end of each class in turn, `2 * classCount` numbers. */
  readonly classes: number[] = [];
  classCount = 0;
  /** Of each `key=value` in turn: key start, key end, value start, value end (without quotes). */
  readonly pairs: number[] = [];
  pairCount = 0;
  /** The last `#id` or `id=`; -1 = none. */
  idStart = -1;
  idEnd = -1;
  /** Start and end of each attribute as written, `2 * tokenCount` numbers. */
  readonly tokens: number[] = [];
  tokenCount = 0;
  /** Whether a quoted value of the last reading did not close. */
  openQuote = false;
  /** Characters looked at, all readings together. */
  steps = 0;

  /** One past the closing brace of the attributes that open at `open`, or -1 if these are none. */
  read(source: string, open: number, end: number, lineAfter: LineAfter): number {
    this.classCount = 0;
    this.pairCount = 0;
    this.tokenCount = 0;
    this.idStart = -1;
    this.openQuote = false;
    let at = this.#spaces(source, open + 1, end, lineAfter);
    while (at !== -1 && at < end) {
      if (source.charCodeAt(at) === CLOSE) {
        this.steps += at - open;
        return at + 1;
      }
      const after = this.#attribute(source, at, end, lineAfter);
      if (after === -1) break;
      this.tokens[this.tokenCount * 2] = at;
      this.tokens[this.tokenCount++ * 2 + 1] = after;
      at = this.#spaces(source, after, end, lineAfter);
    }
    this.steps += Math.max(at, open) - open + 1;
    return -1;
  }

  /** Takes the word of `::: word` for attributes; what is no name is no class. */
  word(start: number, end: number, isName: boolean): void {
    this.classCount = 0;
    this.pairCount = 0;
    this.tokenCount = 0;
    this.idStart = -1;
    if (isName) this.#addClass(start, end);
  }

  #attribute(source: string, at: number, end: number, lineAfter: LineAfter): number {
    switch (source.charCodeAt(at)) {
      case 0x2e /* . */: {
        const after = nameEnd(source, at + 1, end);
        if (after !== -1) this.#addClass(at + 1, after);
        return after;
      }
      case 0x23 /* # */: {
        const after = identifierEnd(source, at + 1, end);
        if (after === at + 1) return -1;
        this.idStart = at + 1;
        this.idEnd = after;
        return after;
      }
      case 0x2d /* - */: // Pandoc's short form of `.unnumbered`
        this.#addClass(at, at + 1);
        return at + 1;
      default:
        return this.#pair(source, at, end, lineAfter);
    }
  }

  #pair(source: string, at: number, end: number, lineAfter: LineAfter): number {
    const keyEnd = nameEnd(source, at, end);
    if (keyEnd === -1 || source.charCodeAt(keyEnd) !== 0x3d /* = */ || keyEnd >= end) return -1;
    const from = keyEnd + 1;
    const quote = source.charCodeAt(from);
    if (from < end && (quote === QUOTE || quote === APOSTROPHE)) {
      const close = quotedEnd(source, from, end, lineAfter);
      if (close >= 0) {
        this.#addPair(source, at, keyEnd, from + 1, close);
        return close + 1;
      }
      if (close === UNCLOSED) this.openQuote = true;
    }
    const after = plainEnd(source, from, end);
    this.#addPair(source, at, keyEnd, from, after);
    return after;
  }

  #addClass(start: number, end: number): void {
    this.classes[this.classCount * 2] = start;
    this.classes[this.classCount * 2 + 1] = end;
    this.classCount++;
  }

  #addPair(source: string, keyStart: number, keyEnd: number, start: number, end: number): void {
    const length = keyEnd - keyStart;
    if (length === 2 && source.startsWith('id', keyStart)) {
      this.idStart = start;
      this.idEnd = end;
      return;
    }
    if (length === 5 && source.startsWith('class', keyStart)) {
      this.#addClassesOf(source, start, end);
      return;
    }
    const row = this.pairCount++ * 4;
    this.pairs[row] = keyStart;
    this.pairs[row + 1] = keyEnd;
    this.pairs[row + 2] = start;
    this.pairs[row + 3] = end;
  }

  /** `class="a b"` is another way to write `.a .b`. */
  #addClassesOf(source: string, from: number, end: number): void {
    let start = from;
    for (let at = from; at <= end; at++) {
      const unit = source.charCodeAt(at);
      if (at < end && unit !== SPACE && unit !== TAB && unit !== NEWLINE && unit !== RETURN) continue;
      if (at > start) this.#addClass(start, at);
      start = at + 1;
    }
  }

  /** Past blanks and at most one line break; -1 where what is read ends. */
  #spaces(source: string, from: number, end: number, lineAfter: LineAfter): number {
    let at = blanksEnd(source, from, end);
    if (at < end && source.charCodeAt(at) === NEWLINE) {
      const next = lineAfter(at);
      if (next === -1) return -1;
      at = blanksEnd(source, next, end);
      if (source.charCodeAt(at) === NEWLINE) return -1;
    }
    return at;
  }
}

function blanksEnd(source: string, from: number, end: number): number {
  let at = from;
  while (at < end) {
    const unit = source.charCodeAt(at);
    if (unit !== SPACE && unit !== TAB && unit !== RETURN) break;
    at++;
  }
  return at;
}

const NOT_QUOTED = -1;
const UNCLOSED = -2;

/** Where the quoted value that opens at `open` closes; NOT_QUOTED if it begins with a blank, as Pandoc forbids; UNCLOSED. */
function quotedEnd(source: string, open: number, end: number, lineAfter: LineAfter): number {
  const quote = source.charCodeAt(open);
  const first = source.charCodeAt(open + 1);
  if (first === SPACE || first === TAB || first === NEWLINE || first === RETURN) return NOT_QUOTED;
  for (let at = open + 1; at < end;) {
    const unit = source.charCodeAt(at);
    if (unit === quote) return at;
    if (unit === BACKSLASH && at + 1 < end && !isAlphaNumeric(source, at + 1)) at += 2;
    else if (unit === NEWLINE) {
      at = lineAfter(at);
      if (at === -1 || at >= end || source.charCodeAt(blanksEnd(source, at, end)) === NEWLINE)
        return UNCLOSED;
    } else at++;
  }
  return UNCLOSED;
}

function plainEnd(source: string, from: number, end: number): number {
  let at = from;
  while (at < end) {
    const unit = source.charCodeAt(at);
    if (unit === SPACE || unit === TAB || unit === NEWLINE || unit === RETURN || unit === CLOSE) break;
    at += unit === BACKSLASH && at + 1 < end && !isAlphaNumeric(source, at + 1) ? 2 : 1;
  }
  return Math.min(at, end);
}

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
};

/** A value as it is meant: escapes undone, a line break a space. */
export function valueOf(source: string, start: number, end: number): string {
  const raw = source.slice(start, end);
  if (!/[\\&\n]/.test(raw)) return raw;
  const joined = raw.replace(/\r?\n[ \t>]*/g, ' ').replace(/\\([^\p{L}\p{N}])/gu, '$1');
  const before = source.charCodeAt(start - 1);
  if (before !== QUOTE && before !== APOSTROPHE) return joined;
  return joined.replace(/&(#[xX][0-9a-fA-F]{1,6}|#\d{1,7}|[a-z]+);/g, (whole, name: string) => {
    if (name[0] !== '#') return ENTITIES[name] ?? whole;
    const hex = name[1] === 'x' || name[1] === 'X';
    const code = Number.parseInt(name.slice(hex ? 2 : 1), hex ? 16 : 10);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

export interface AttributeClass extends Range {
  readonly name: string;
}
/** The range is that of the whole `key=value`. */
export interface AttributePair extends Range {
  readonly key: string;
  readonly value: string;
}
export interface Attributes {
  readonly id?: string;
  readonly classes: readonly AttributeClass[];
  readonly pairs: readonly AttributePair[];
}

/**
 * The attributes of a mark in full.
 * @param range `Mark.attributes`: what is inside the braces, or the word of `::: word`.
 */
export function readAttributes(source: string, range: Range): Attributes {
  const braces = source.charCodeAt(range.start - 1) === 0x7b;
  if (!braces) return { classes: [{ name: source.slice(range.start, range.end), ...range }], pairs: [] };
  const reader = new AttributeReader();
  // The range is known to hold attributes, so a quote mark that begins a line can only be a block quote's.
  const lineAfter = (at: number): number => {
    let next = at + 1;
    while (next < range.end && /[ \t>]/.test(source[next]!)) next++;
    return next;
  };
  reader.read(source, range.start - 1, range.end + 1, lineAfter);
  const classes: AttributeClass[] = [];
  for (let index = 0; index < reader.classCount; index++) {
    const start = reader.classes[index * 2]!;
    const end = reader.classes[index * 2 + 1]!;
    const name = source.slice(start, end);
    classes.push({ name: name === '-' ? 'unnumbered' : name, start, end });
  }
  const pairs: AttributePair[] = [];
  for (let row = 0; row < reader.pairCount * 4; row += 4) {
    const [keyStart, keyEnd, start, end] = reader.pairs.slice(row, row + 4) as [
      number,
      number,
      number,
      number,
    ];
    const quote = source.charCodeAt(start - 1);
    const quoted = start - keyEnd === 2 && (quote === QUOTE || quote === APOSTROPHE);
    pairs.push({
      key: source.slice(keyStart, keyEnd),
      value: valueOf(source, start, end),
      start: keyStart,
      end: quoted ? end + 1 : end,
    });
  }
  const id = reader.idStart === -1 ? undefined : valueOf(source, reader.idStart, reader.idEnd);
  return { ...(id === undefined ? {} : { id }), classes, pairs };
}
