import type { Range } from '../problem.js';
import type { Scan } from '../scan/types.js';
import type { Document } from '../study/types.js';
import { unitsOf } from '../units.js';
import { Units } from './places.js';

/**
 * The units of a document. In a document without turns its paragraphs are taken for them; what stands between two turns
 * is one of its own, and so is what stands before the first heading.
 */
export function unitsIn(
  unit: 'sentence' | 'paragraph' | 'turn' | 'section' | 'document',
  { scan }: Document,
  text: () => string,
): Units {
  switch (unit) {
    case 'document':
      return unitsOver([{ start: 0, end: Infinity }]);
    case 'section':
      return unitsOver(between(scan.headings.map(({ start }) => start)));
    case 'sentence':
    case 'paragraph':
      return unitsOver(unitsOf(text(), scan, unit).map(({ range }) => range));
    case 'turn':
      return scan.turnCount > 0
        ? unitsOver(between(turnBounds(scan)))
        : unitsOver(unitsOf(text(), scan, 'paragraph').map(({ range }) => range));
  }
}

function unitsOver(ranges: readonly Range[]): Units {
  return new Units(
    ranges.map(({ start }) => start),
    ranges.map(({ end }) => end),
  );
}

function turnBounds(scan: Scan): number[] {
  const turns = Array.from({ length: scan.turnCount }, (_, index) => scan.turn(index));
  return [...new Set(turns.flatMap(({ start, end }) => [start, end]))];
}

/** The text, cut at these places. */
function between(bounds: readonly number[]): Range[] {
  const starts = bounds[0] === 0 ? bounds : [0, ...bounds];
  return starts.map((start, index) => ({ start, end: starts[index + 1] ?? Infinity }));
}
