import type { Range } from '../problem.js';
import { carry, type Carried, type Carry } from './carry.js';
import { type Chunk, isConflict, lineBreakOf, markerLines, type Markers } from './lines.js';

/** A conflict as it is written: all of it, and each side's text between the marker lines. */
export interface Conflict extends Range {
  readonly ours: Range;
  readonly theirs: Range;
}

/** The merged clean text with its conflicts written out, and where the places of each side are in it. */
export interface Tape {
  readonly text: string;
  readonly conflicts: readonly Conflict[];
  readonly ours: Track;
  readonly theirs: Track;
}

/** One side's way into the merged text. */
export interface Track {
  /** The merged text if this side is taken wherever the two do not agree. */
  readonly resolved: string;
  at(offset: number, side: 'start' | 'end'): Carried;
  readonly survival: Carry['survival'];
}

/** A stretch of a resolved text that stands in the tape as it is. */
interface Block {
  readonly from: number;
  readonly to: number;
  readonly length: number;
}

export function tapeOf(chunks: readonly Chunk[], ours: string, theirs: string, markers: Markers): Tape {
  let text = '';
  const sides = { ours: { text: '', blocks: [] as Block[] }, theirs: { text: '', blocks: [] as Block[] } };
  const conflicts: Conflict[] = [];
  const put = (side: 'ours' | 'theirs', part: string, to: number): Range => {
    const into = sides[side];
    into.blocks.push({ from: into.text.length, to, length: part.length });
    into.text += part;
    return { start: to, end: to + part.length };
  };
  for (const chunk of chunks) {
    if (!isConflict(chunk)) {
      put('ours', chunk, text.length);
      put('theirs', chunk, text.length);
      text += chunk;
      continue;
    }
    const start = text.length;
    const [open, middle, close] = markerLines(markers, lineBreakOf(chunk.ours + chunk.theirs));
    const one = put('ours', chunk.ours, start + open.length);
    const other = put('theirs', chunk.theirs, one.end + middle.length);
    text += open + chunk.ours + middle + chunk.theirs + close;
    conflicts.push({ start, end: text.length, ours: one, theirs: other });
  }
  return {
    text,
    conflicts,
    ours: trackOf(ours, sides.ours),
    theirs: trackOf(theirs, sides.theirs),
  };
}

function trackOf(clean: string, { text, blocks }: { text: string; blocks: readonly Block[] }): Track {
  const carried = carry(clean, text);
  return {
    resolved: text,
    at(offset, side) {
      const { at, exact } = carried.at(offset, side);
      return { at: placed(blocks, at, side), exact };
    },
    survival: (range) => carried.survival(range),
  };
}

function placed(blocks: readonly Block[], at: number, side: 'start' | 'end'): number {
  const inside =
    side === 'start'
      ? blocks.find(({ from, length }) => from <= at && at < from + length)
      : blocks.find(({ from, length }) => from < at && at <= from + length);
  if (inside) return inside.to + at - inside.from;
  const edge = side === 'start' ? blocks.at(-1) : blocks[0];
  return edge ? edge.to + (side === 'start' ? edge.length : 0) : 0;
}

/**
 * A range of the tape in pieces, none of which begins or ends inside a conflict that it does not lie in or around: so a
 * passage of which one edge is disputed stays whole on the one side and on the other.
 */
export function piecesOf({ conflicts }: Tape, { start, end }: Range): Range[] {
  const pieces: Range[] = [];
  let at = start;
  for (const conflict of conflicts) {
    if (conflict.end <= at || conflict.start >= end) continue;
    const own = [conflict.ours, conflict.theirs].find(
      (part) => at >= part.start && at <= part.end && at > conflict.start,
    );
    if (own) {
      if (end <= own.end) return [...pieces, { start: at, end }];
      pieces.push({ start: at, end: own.end });
      at = conflict.end;
    } else if (end < conflict.end) {
      const last = [conflict.ours, conflict.theirs].find((part) => end >= part.start && end <= part.end);
      if (at < conflict.start) pieces.push({ start: at, end: conflict.start });
      return last ? [...pieces, { start: last.start, end }] : pieces;
    }
  }
  if (at < end) pieces.push({ start: at, end });
  return pieces;
}
