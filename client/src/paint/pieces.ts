import type { Position, TextRange } from '../../../server/src/protocol.js';

/** A range in one or more colours. */
export interface Colored {
  readonly range: TextRange;
  readonly colors: readonly string[];
}

/**
 * Cuts overlapping ranges into pieces that do not overlap, each with the colours of all that lie over it, in the order
 * in which they begin: a passage within another of the same colour counts twice. What lies in a hole is left out.
 */
export function pieces(layers: readonly Colored[], holes: readonly TextRange[] = []): Colored[] {
  const covers: Cover[] = [...layers, ...holes.map((range) => ({ range, colors: undefined }))]
    .filter(({ range }) => compare(range.start, range.end) < 0)
    .sort((a, b) => compare(a.range.start, b.range.start) || compare(b.range.end, a.range.end));
  const cuts = covers.flatMap(({ range }) => [range.start, range.end]).sort(compare);

  const result: Colored[] = [];
  let open: Cover[] = [];
  let next = 0;
  for (let i = 0; i + 1 < cuts.length; i++) {
    const range = { start: cuts[i]!, end: cuts[i + 1]! };
    if (compare(range.start, range.end) === 0) continue;
    while (next < covers.length && compare(covers[next]!.range.start, range.start) <= 0)
      open.push(covers[next++]!);
    open = open.filter((cover) => compare(cover.range.end, range.start) > 0);
    if (open.length > 0 && open.every(isLayer))
      result.push({ range, colors: open.flatMap(({ colors }) => colors) });
  }
  return result;
}

type Cover = Colored | { readonly range: TextRange; readonly colors: undefined };

function isLayer(cover: Cover): cover is Colored {
  return cover.colors !== undefined;
}

/** Whole lines: from the first of a range to its last, the line after it where it ends at the start of one. */
export function wholeLines({ start, end }: TextRange): TextRange {
  const last = end.character === 0 && end.line > start.line ? end.line - 1 : end.line;
  return { start: { line: start.line, character: 0 }, end: { line: last + 1, character: 0 } };
}

function compare(a: Position, b: Position): number {
  return a.line - b.line || a.character - b.character;
}
