import type { Position } from '../../../server/src/protocol.js';

export type Direction = 'next' | 'previous';

/** The index of the place before or behind the cursor, of ascending ones; round from the last to the first. */
export function stepFrom(
  places: readonly Position[],
  cursor: Position,
  direction: Direction,
): number | undefined {
  if (places.length === 0) return undefined;
  const compare = (place: Position): number => place.line - cursor.line || place.character - cursor.character;
  if (direction === 'next') {
    const next = places.findIndex((place) => compare(place) > 0);
    return next === -1 ? 0 : next;
  }
  const previous = places.findLastIndex((place) => compare(place) < 0);
  return previous === -1 ? places.length - 1 : previous;
}
