import { trimmed } from '../blocks.js';
import { firstText, otherText, withSeg } from '../edits/attributes.js';
import type { Range } from '../problem.js';
import { contentOf, segOf } from './names.js';
import type { Passage, Place } from './passages.js';

/** One mark as it will stand in the text: no two of them cross. */
interface Piece extends Range {
  readonly passage: Passage;
  readonly text: string;
  readonly rank: string;
}

/** A delimiter to be put in. */
interface Token {
  readonly at: number;
  /** Those that end before those that begin. */
  readonly turn: 0 | 1 | 2;
  /** Among those of one turn. */
  readonly outer: number;
  readonly rank: string;
  readonly text: string;
  readonly isLine: boolean;
}

/** A text with marks put in. */
export interface Emitted {
  readonly text: string;
  /** As they must be read again, in places of the clean text; those of sections and in braces may have no region. */
  readonly facts: readonly {
    readonly kind: Passage['kind'];
    readonly at: number;
    readonly region: Range | undefined;
    readonly attributes: string;
  }[];
  /** Where a place of the clean text is now: before what was put in there, or behind it. */
  readonly toText: (at: number, side: 'before' | 'behind') => number;
}

/** Writes marks into a clean text; those that cross others are cut where they do, and tied by `seg`. */
export function emit(clean: string, passages: readonly Passage[]): Emitted {
  const pieces = cutApart(clean, passages);
  const tokens = pieces.flatMap((piece) => tokensOf(piece));
  tokens.sort(
    (a, b) =>
      a.at - b.at ||
      a.turn - b.turn ||
      (a.turn === 0 ? a.outer - b.outer : b.outer - a.outer) ||
      (a.turn === 0 ? -1 : 1) * (a.rank < b.rank ? -1 : a.rank > b.rank ? 1 : 0),
  );
  let text = '';
  let done = 0;
  const shifts: { at: number; by: number }[] = [];
  for (const token of tokens) {
    text += clean.slice(done, token.at);
    done = token.at;
    const written = token.isLine ? atEnd(text, token.text, done === clean.length) : token.text;
    shifts.push({ at: token.at, by: written.length });
    text += written;
  }
  return {
    text: text + clean.slice(done),
    facts: pieces.map(({ passage, start, end, text: attributes }) => ({
      kind: passage.kind,
      at: start,
      region:
        passage.kind === 'section' || passage.inBraces ? passage.about : regionOf(clean, { start, end }),
      attributes,
    })),
    toText: (at, side) =>
      shifts.reduce(
        (sum, shift) => (shift.at < at || (side === 'behind' && shift.at === at) ? sum + shift.by : sum),
        at,
      ),
  };
}

function regionOf(clean: string, range: Range): Range {
  return trimmed(clean, range) ?? { start: range.start, end: range.start };
}

/** A text that ends without a line break goes on doing so behind a fence. */
function atEnd(before: string, fence: string, isLast: boolean): string {
  if (!isLast || before === '' || before.endsWith('\n')) return fence;
  const [lineBreak = ''] = /\r?\n$/.exec(fence) ?? [];
  return lineBreak + fence.slice(0, fence.length - lineBreak.length);
}

function cutApart(clean: string, passages: readonly Passage[]): Piece[] {
  interface Open extends Place {
    readonly passage: Passage;
    readonly rank: string;
  }
  const waiting: Open[] = [];
  const points: Open[] = [];
  for (const passage of passages) {
    const rank = rankOf(passage);
    for (const place of passage.places) {
      if (passage.kind === 'section' || passage.inBraces || place.start === place.end) {
        points.push({ ...place, passage, rank });
      } else {
        const within = passage.kind === 'span' ? trimmed(clean, place) : place;
        if (within) waiting.push({ ...place, ...within, passage, rank });
      }
    }
  }
  const order = (a: Open, b: Open): number =>
    a.start - b.start ||
    b.end - a.end ||
    Number(a.passage.kind === 'span') - Number(b.passage.kind === 'span') ||
    (a.rank < b.rank ? -1 : 1);
  waiting.sort(order);
  const stack: Open[] = [];
  const done: Open[] = [];
  while (waiting.length > 0) {
    const next = waiting.shift()!;
    while (stack.length > 0 && stack.at(-1)!.end <= next.start) stack.pop();
    const around = stack.at(-1);
    if (around && around.end < next.end) {
      const rest = { ...next, start: around.end };
      const inside = trimmedSpan(clean, { ...next, end: around.end });
      const beyond = trimmedSpan(clean, rest);
      for (const part of [inside, beyond]) {
        if (!part) continue;
        const index = waiting.findIndex((other) => order(other, part) > 0);
        waiting.splice(index < 0 ? waiting.length : index, 0, part);
      }
      continue;
    }
    stack.push(next);
    done.push(next);
  }
  const pieces: Piece[] = [];
  const byPassage = new Map<Passage, Open[]>();
  for (const open of [...done, ...points]) {
    const same = byPassage.get(open.passage);
    if (same) same.push(open);
    else byPassage.set(open.passage, [open]);
  }
  for (const [passage, opens] of byPassage) {
    opens.sort((a, b) => a.start - b.start);
    const texts = textsOf(clean, passage, opens);
    opens.forEach(({ start, end, rank }, index) =>
      pieces.push({ start, end, passage, rank, text: texts[index]! }),
    );
  }
  return pieces;

  function trimmedSpan(text: string, open: Open): Open | undefined {
    if (open.passage.kind !== 'span') return open.start < open.end ? open : undefined;
    const within = trimmed(text, open);
    return within && { ...open, ...within };
  }
}

/** What stands between the braces of each piece; a memo and the like on the first alone, whichever side is taken. */
function textsOf(clean: string, passage: Passage, pieces: readonly Place[]): string[] {
  const { said, text, kind, inBraces } = passage;
  const attributes = { ...said, pairs: [...said.pairs.values()], written: inBraces ? undefined : text };
  const taken = (['ours', 'theirs'] as const).map((side) =>
    pieces.filter(({ branch }) => branch === undefined || branch === side),
  );
  if (kind === 'section' || inBraces || taken.every(({ length }) => length <= 1))
    return pieces.map(() => firstText(attributes));
  const spoken = passage.places.map(({ start, end }) => clean.slice(start, end)).join('');
  const tied = said.seg === undefined ? withSeg(attributes, segOf(contentOf(passage) + spoken)) : attributes;
  return pieces.map((piece) =>
    taken.some(([first]) => first === piece) ? firstText(tied) : otherText(tied),
  );
}

/** Marks of one passage stand in each other as they did; those that came lie inside, in an order that does not depend on the side. */
function rankOf(passage: Passage): string {
  const { from, order } = passage;
  return from === 'base' ? `0 ${String(order).padStart(9, '0')}` : `1 ${contentOf(passage)}`;
}

function tokensOf({ passage, start, end, text, rank }: Piece): Token[] {
  const { shape, kind, inBraces } = passage;
  const isLine = kind === 'div' && !inBraces;
  if (kind === 'section' || inBraces) {
    return [{ at: start, turn: 1, outer: end, rank, isLine, text: shape.open + text + shape.behind }];
  }
  const [opening, closing] =
    kind === 'span'
      ? [shape.open, shape.close + text + shape.behind]
      : [shape.open + text + shape.behind, shape.close];
  if (start === end) return [{ at: start, turn: 1, outer: end, rank, isLine, text: opening + closing }];
  return [
    { at: start, turn: 2, outer: end, rank, isLine, text: opening },
    { at: end, turn: 0, outer: -start, rank, isLine, text: closing },
  ];
}
