import type { Position, TextRange } from '../../../server/src/protocol.js';

/** A range in one or more colours. */
export interface Colored {
  readonly range: TextRange;
  readonly colors: readonly string[];
}

/**
 * Cuts overlapping ranges into pieces that do not overlap, each with the colours of all that lie over it, in the order
 * in which they begin. Neighbours in the same colours are one piece.
 */
export function pieces(layers: readonly Colored[]): Colored[] {
  const sorted = layers.filter(({ range }) => compare(range.start, range.end) < 0);
  sorted.sort((a, b) => compare(a.range.start, b.range.start) || compare(b.range.end, a.range.end));
  const cuts = sorted.flatMap(({ range }) => [range.start, range.end]).sort(compare);

  const result: { range: TextRange; colors: readonly string[] }[] = [];
  let open: Colored[] = [];
  let next = 0;
  for (let i = 0; i + 1 < cuts.length; i++) {
    const range = { start: cuts[i]!, end: cuts[i + 1]! };
    if (compare(range.start, range.end) === 0) continue;
    while (next < sorted.length && compare(sorted[next]!.range.start, range.start) <= 0)
      open.push(sorted[next++]!);
    open = open.filter((layer) => compare(layer.range.end, range.start) > 0);
    const colors = [...new Set(open.flatMap((layer) => layer.colors))];
    if (colors.length === 0) continue;
    const last = result.at(-1);
    if (last && compare(last.range.end, range.start) === 0 && same(last.colors, colors)) {
      last.range = { start: last.range.start, end: range.end };
    } else result.push({ range, colors });
  }
  return result;
}

/** Whole lines: from the first of a range to its last, the line after it where it ends at the start of one. */
export function wholeLines({ start, end }: TextRange): TextRange {
  const last = end.character === 0 && end.line > start.line ? end.line - 1 : end.line;
  return { start: { line: start.line, character: 0 }, end: { line: last + 1, character: 0 } };
}

function compare(a: Position, b: Position): number {
  return a.line - b.line || a.character - b.character;
}

function same(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((color, index) => color === b[index]);
}
