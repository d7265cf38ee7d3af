import type { Position, TextRange } from '../../../server/src/protocol.js';

/** A passage beside the text. */
export interface Bar {
  readonly range: TextRange;
  readonly color: string;
}
/** Where bars stand: 0 is leftmost; `undefined`: no column is free, so that a “+” stands for it. */
export type Column = number | undefined;

/** The margin is as wide as a line is high: more bars than this are no bars any more. */
export const COLUMNS = 4;

/**
 * Two passages of one paragraph that are closer than this may stand in one row of the screen, where their bars would
 * lie on each other. An extension is not told where rows break; few screens have longer ones.
 */
const ROW = 120;

/**
 * A column for each bar, so that no two in one column share a row: each takes the first that is free where it begins,
 * longer ones before shorter ones that begin at the same place.
 */
export function columnsOf(bars: readonly Bar[]): Column[] {
  const order = bars
    .map((_, index) => index)
    .sort(
      (a, b) =>
        compare(bars[a]!.range.start, bars[b]!.range.start) ||
        compare(bars[b]!.range.end, bars[a]!.range.end),
    );
  const columns = new Array<Column>(bars.length);
  /** Where the last bar of each column ends. */
  const ends: Position[] = [];
  for (const index of order) {
    const { start, end } = bars[index]!.range;
    const column = Array.from({ length: COLUMNS }, (_, each) => each).find(
      (each) => !ends[each] || isBehind(start, ends[each]),
    );
    columns[index] = column;
    if (column !== undefined) ends[column] = end;
  }
  return columns;
}

/** Whether a bar that begins at `start` shares no row with one that ends at `end`. */
function isBehind(start: Position, end: Position): boolean {
  if (start.line !== end.line) return start.line > end.line;
  // What ends before a line's first letter has no row in it.
  return end.character === 0 || start.character - end.character >= ROW;
}

function compare(a: Position, b: Position): number {
  return a.line - b.line || a.character - b.character;
}
