import type { Range } from '../problem.js';
import type { Scan } from '../scan/types.js';
import type { Document } from '../study/types.js';
import { unitsOf } from '../units.js';
import { Units } from './places.js';

type UnitName = 'sentence' | 'paragraph' | 'turn' | 'section' | 'document';

export function unitsIn(unit: UnitName, document: Document, text: () => string): Units {
  const ranges = rangesOf(unit, document, text);
  return new Units(
    ranges.map(({ start }) => start),
    ranges.map(({ end }) => end),
  );
}

/**
 * The units of a document, ascending and apart. In a document without turns its paragraphs are taken for them; what
 * stands between two turns is one of its own, and so is what stands before the first heading.
 */
export function rangesOf(unit: UnitName, { scan }: Document, text: () => string): Range[] {
  switch (unit) {
    case 'document':
      return [{ start: 0, end: Infinity }];
    case 'section':
      return between(scan.headings.map(({ start }) => start));
    case 'sentence':
    case 'paragraph':
      return unitsOf(text(), scan, unit).map(({ range }) => range);
    case 'turn':
      return scan.turnCount > 0
        ? between(turnBounds(scan))
        : unitsOf(text(), scan, 'paragraph').map(({ range }) => range);
  }
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
