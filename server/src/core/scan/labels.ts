import { classAt, LETTER, LONE, MARK, unitsAt } from '../words.js';
import type { Names } from '../names.js';
import { blanksEnd, isDigit, NEWLINE, SPACE } from './characters.js';
import { bracketedSilenceEnd, timestampEnd, timeStart } from './silences.js';
import type { SpeakerLookup } from './types.js';

export type Role = 'interviewer' | 'speaker' | undefined;

/** Who speaks, as written at the start of a block. */
export interface Label {
  /** The label as written. */
  readonly start: number;
  readonly end: number;
  /** Id of the name: without bold, brackets, colon or a timestamp behind it. */
  readonly speaker: number;
  readonly role: Role;
  /** The last bracket before the label, which then must open a mark; -1 = none. */
  readonly bracket: number;
}

const LONGEST_NAME = 48;
const STAR = 0x2a;
const UNDERSCORE = 0x5f;
const BRACKET = 0x5b;
const COLON = 0x3a;
const HYPHEN = 0x2d;

/** What stands in a plain name: letters, digits, space ' ( ) & / . # */
const NAME_UNITS = new Uint8Array(0x80);
for (let unit = 0; unit < 0x80; unit++) {
  if (/[\p{L}\p{N} '()&/.#]/u.test(String.fromCharCode(unit))) NAME_UNITS[unit] = 1;
}
/** What cannot stand in a bold or bracketed name. */
const NO_NAME = new Uint8Array(0x80);
for (const sign of '*_[]{}`<\\\n') NO_NAME[sign.charCodeAt(0)] = 1;

/** Finds speaker labels. Names that come again cost no string and no question to the study. */
export class Labels {
  /** By id of name: what the study said of it. */
  readonly #roles = new Map<number, Role>();

  constructor(
    private readonly source: string,
    private readonly names: Names,
    private readonly speakers: SpeakerLookup | undefined,
  ) {}

  /** The label that a block opens with, or undefined. */
  at(from: number, end: number): Label | undefined {
    const { source } = this;
    let bracket = -1;
    for (let at = from; ;) {
      at = blanksEnd(source, at, end);
      if (at >= end) return undefined;
      const unit = source.charCodeAt(at);
      if (unit === STAR || unit === UNDERSCORE) return this.#bold(at, end, unit, bracket);
      const time = isDigit(unit) ? timestampEnd(source, at, end) : -1;
      if (time !== -1 && time < end && isSpace(source.charCodeAt(time))) {
        at = time; // a bare timestamp before the label
        continue;
      }
      if (unit !== BRACKET) return this.#plain(at, end, bracket);
      const silence = bracketedSilenceEnd(source, at, end);
      if (silence > at + 1 && source.charCodeAt(silence + 1) !== 0x7b) {
        at = silence + 1; // a timestamp before the label
        continue;
      }
      const label = this.#bracketed(at, end, bracket);
      if (label !== undefined) return label;
      bracket = at++;
    }
  }

  /** `**Name:**`, `**Name**:` and the same with underscores. */
  #bold(at: number, end: number, unit: number, bracket: number): Label | undefined {
    const { source } = this;
    if (source.charCodeAt(at + 1) !== unit) return undefined;
    const stop = this.#nameEnd(at + 2, end);
    if (source.charCodeAt(stop) !== unit || source.charCodeAt(stop + 1) !== unit) return undefined;
    const after = blanksEnd(source, stop + 2, Math.min(end, stop + 4));
    const colonAfter = after < end && source.charCodeAt(after) === COLON;
    const colonInside = this.#trimmed(at + 2, stop) - 1;
    if (source.charCodeAt(colonInside) === COLON)
      return this.#label(at, stop + 2, at + 2, colonInside, bracket, true);
    return colonAfter ? this.#label(at, after + 1, at + 2, stop, bracket, true) : undefined;
  }

  /** `[Name]`, listed. */
  #bracketed(at: number, end: number, bracket: number): Label | undefined {
    const { source } = this;
    const stop = this.#nameEnd(at + 1, end);
    if (source.charCodeAt(stop) !== 0x5d || stop >= end) return undefined;
    const next = stop + 1 < end ? source.charCodeAt(stop + 1) : 0;
    if (next === 0x7b || next === 0x28 || next === BRACKET) return undefined;
    const nameEnd = source.charCodeAt(stop - 1) === COLON ? stop - 1 : stop;
    return this.#label(at, next === COLON ? stop + 2 : stop + 1, at + 1, nameEnd, bracket, false);
  }

  /** `Name:`, listed; `P1:` and `P1 –` in capitals and digits, listed or not. */
  #plain(at: number, end: number, bracket: number): Label | undefined {
    const { source } = this;
    const sign = this.#signAt(at, Math.min(end, at + LONGEST_NAME));
    if (sign === -1) return undefined;
    const capitals = isCapitals(source, at, this.#nameStop(at, sign));
    // A dash wants capitals, and more than one: `I – well` is no label.
    if (source.charCodeAt(sign) !== COLON && (!capitals || this.#trimmed(at, sign) - at < 2))
      return undefined;
    return this.#label(at, sign + 1, at, sign, bracket, capitals);
  }

  /** The colon, or the dash between blanks, behind what can be a name; -1 = none. */
  #signAt(from: number, end: number): number {
    const { source } = this;
    const units = NAME_UNITS;
    const first = classAt(source, from);
    if (first !== LETTER && first !== LONE) return -1;
    for (let at = from; at < end;) {
      const unit = source.charCodeAt(at);
      if (unit < 0x80 ? units[unit] === 1 : unit === 0x2019) {
        at++;
        continue;
      }
      if (unit === BRACKET) {
        const after = this.#timestampAfter(at, end);
        if (after === at) return -1;
        at = after;
        continue;
      }
      const kind = classAt(source, at);
      if (kind === LETTER || kind === LONE || kind === MARK) {
        at += unitsAt(source, at);
        continue;
      }
      const spaced = at + 1 >= end || isSpace(source.charCodeAt(at + 1));
      if (unit === COLON && at > from) {
        if (spaced) return at;
        if (!isDigit(source.charCodeAt(at - 1))) return -1; // else of a time behind the name
      } else if (unit === HYPHEN || unit === 0x2013 || unit === 0x2014) {
        if (spaced) return source.charCodeAt(at - 1) === SPACE ? at : -1;
        if (unit !== HYPHEN) return -1;
      } else return -1;
      at++;
    }
    return -1;
  }

  /** Where a name in bold or brackets stops: at a sign that stands in none. */
  #nameEnd(from: number, end: number): number {
    const limit = Math.min(end, from + LONGEST_NAME);
    let at = from;
    while (at < limit) {
      const unit = this.source.charCodeAt(at);
      const after = unit === BRACKET ? this.#timestampAfter(at, limit) : at;
      if (after > at) at = after;
      else if (NO_NAME[unit] === 1) break;
      else at++;
    }
    return at;
  }

  /** One past `[00:12:33]` at `at`; `at` itself where something else stands. */
  #timestampAfter(at: number, end: number): number {
    const close = isDigit(this.source.charCodeAt(at + 1))
      ? bracketedSilenceEnd(this.source, at, end)
      : at + 1;
    return close > at + 1 ? close + 1 : at;
  }

  #trimmed(from: number, to: number): number {
    let end = to;
    while (end > from && this.source.charCodeAt(end - 1) === SPACE) end--;
    return end;
  }

  /** The name's end without blanks and a timestamp. */
  #nameStop(from: number, to: number): number {
    const end = this.#trimmed(from, to);
    return this.#trimmed(from, timeStart(this.source, from, end));
  }

  /** @param always whether an unlisted name is a label too */
  #label(
    start: number,
    end: number,
    from: number,
    to: number,
    bracket: number,
    always: boolean,
  ): Label | undefined {
    const nameStart = blanksEnd(this.source, from, to);
    const stop = this.#nameStop(nameStart, to);
    if (stop === nameStart) return undefined;
    let speaker = this.names.findSlice(this.source, nameStart, stop);
    let role = this.#roles.get(speaker);
    if (role === undefined && !(speaker !== -1 && this.#roles.has(speaker))) {
      role = this.speakers?.role(this.source.slice(nameStart, stop));
      if (role === undefined && !always) return undefined;
      speaker = this.names.idOfSlice(this.source, nameStart, stop);
      this.#roles.set(speaker, role);
    }
    return role === undefined && !always ? undefined : { start, end, speaker, role, bracket };
  }
}

function isSpace(unit: number): boolean {
  return unit === SPACE || unit === 0x09 || unit === NEWLINE || unit === 0x0d;
}

const CAPITALS = /^\p{Lu}[\p{Lu}\p{N}]{0,11}$/u;

/** At most twelve capitals and digits, a capital first. */
function isCapitals(source: string, from: number, to: number): boolean {
  if (to - from > 12) return false;
  for (let at = from; at < to; at++) {
    const unit = source.charCodeAt(at);
    if (unit > 0x7f) return CAPITALS.test(source.slice(from, to));
    if (!(unit >= 0x41 && unit <= 0x5a) && !(isDigit(unit) && at > from)) return false;
  }
  return to > from;
}
