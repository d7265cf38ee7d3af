import { bracketedSilenceEnd } from './silences.js';
import type { SpeakerLookup } from './types.js';

/** Who speaks, as written at the start of a block. */
export interface Label {
  /** The name: without bold, brackets, colon or a timestamp behind it. */
  readonly name: string;
  /** The label as written. */
  readonly start: number;
  readonly end: number;
  readonly role: 'interviewer' | 'speaker' | undefined;
  /** Brackets before the label: it is one only if the last of them opens a mark with a code. */
  readonly bracket: number;
}

const LONGEST = 60;

/** The speaker label that a block opens with, or undefined. */
export function labelAt(
  source: string,
  from: number,
  end: number,
  speakers: SpeakerLookup | undefined,
): Label | undefined {
  let at = from;
  let bracket = -1;
  for (;;) {
    while (at < end && source.charCodeAt(at) === 0x20) at++;
    if (source.charCodeAt(at) !== 0x5b /* [ */ || at >= end) break;
    const silence = bracketedSilenceEnd(source, at, end);
    if (silence > at + 1) {
      if (source.charCodeAt(silence + 1) === 0x7b) return undefined;
      at = silence + 1;
      continue;
    }
    const inBrackets = bracketedLabel(source, at, end, speakers);
    if (inBrackets !== undefined) return { ...inBrackets, bracket };
    bracket = at++;
  }
  const label = boldLabel(source, at, end, speakers) ?? plainLabel(source, at, end, speakers);
  return label === undefined ? undefined : { ...label, bracket };
}

type Found = Omit<Label, 'bracket'>;

/** `[Name]`, listed. */
function bracketedLabel(
  source: string,
  at: number,
  end: number,
  speakers: SpeakerLookup | undefined,
): Found | undefined {
  const close = source.slice(at + 1, Math.min(end, at + LONGEST)).search(/[[\]\n{*]/) + at + 1;
  if (close <= at + 1 || source[close] !== ']' || source[close + 1] === '{' || source[close + 1] === '(')
    return undefined;
  const name = nameOf(source.slice(at + 1, close));
  const role = speakers?.role(name);
  return role === undefined ? undefined : { name, start: at, end: close + 1, role };
}

const BOLD = /^(\*\*|__)(?=\S)([^*_\n[\]{}]{1,60}?)(\s*:\s*\1|\1\s*:)/;
const TIME = /\s*[[(]\d{1,3}(:\d{2}){1,2}([.,-]\d+)?[\])]\s*$/;

function nameOf(text: string): string {
  return text.replace(TIME, '').trim();
}

function boldLabel(
  source: string,
  at: number,
  end: number,
  speakers: SpeakerLookup | undefined,
): Found | undefined {
  const first = source.charCodeAt(at);
  if (first !== 0x2a && first !== 0x5f) return undefined;
  const match = BOLD.exec(source.slice(at, Math.min(end, at + LONGEST + 10)));
  if (match === null) return undefined;
  const name = nameOf(match[2]!);
  return name === '' ? undefined : { name, start: at, end: at + match[0].length, role: speakers?.role(name) };
}

const PLAIN =
  /^([\p{L}\p{N}][\p{L}\p{N}\p{M} .'’_/&()-]{0,58}?)\s?(:(?=\s|$)|(?<=[\p{L}\p{N}]{2}) [–—-](?=\s))/u;
const CAPITALS = /^\p{Lu}[\p{Lu}\p{N}]{0,11}$/u;

/** `Name:`, listed, or `P1:` and `P1 –` in capitals and digits. */
function plainLabel(
  source: string,
  at: number,
  end: number,
  speakers: SpeakerLookup | undefined,
): Found | undefined {
  const match = PLAIN.exec(source.slice(at, Math.min(end, at + LONGEST)));
  if (match === null) return undefined;
  const name = nameOf(match[1]!);
  const capitals = CAPITALS.test(name);
  if (match[2] !== ':' && !capitals) return undefined;
  const role = speakers?.role(name);
  if (role === undefined && !capitals) return undefined;
  return { name, start: at, end: at + match[0].length, role };
}
