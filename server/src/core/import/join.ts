import { joined, wordsOf } from './phrasing.js';
import type { Part } from './types.js';

/** A part that may be a piece of the one before: subtitles and automatic transcripts cut by the clock. */
export interface Joinable extends Part {
  readonly cue?: { readonly start: number; readonly end: number };
  /** Its speaker stands with a time on a line of its own, as programs write it again for every piece. */
  readonly header?: boolean;
}

/** A paragraph of joined cues is ended at a sentence's end from here on (characters), and wherever a cue ends there. */
const LONG = 700;
const TOO_LONG = 2000;
/** A silence that ends a paragraph (s). */
const PAUSE = 4;

/** Joins what one person says in pieces; a paragraph that grows too long, or a silence, begins the next. */
export function joinTurns(parts: readonly Joinable[]): Part[] {
  const joinedParts: Part[] = [];
  let speaker: string | undefined;
  /** The cue that the last part ends with. */
  let end: number | undefined;
  for (const { cue, header, ...part } of parts) {
    const last = joinedParts.at(-1);
    const same = part.speaker === undefined || part.speaker === speaker;
    const { node } = part;
    if (node.type === 'heading') speaker = undefined;
    speaker = part.speaker ?? speaker;
    const goesOn = same && node.type === 'paragraph' && last?.node.type === 'paragraph';
    if (goesOn && cue && end !== undefined && !isFull(wordsOf(last.node.children), cue.start - end)) {
      const children = joined(last.node.children, node.children);
      joinedParts[joinedParts.length - 1] = { ...last, node: { ...last.node, children } };
    } else if (goesOn && part.speaker !== undefined && (cue ? end !== undefined : header === true)) {
      joinedParts.push({ node, ...(part.time !== undefined && { time: part.time }) });
    } else joinedParts.push(part);
    end = cue?.end;
  }
  return joinedParts;
}

function isFull(text: string, pause: number): boolean {
  if (text.length > TOO_LONG) return true;
  return /[.!?…][”"'’)]*$/.test(text) && (text.length > LONG || pause >= PAUSE);
}
