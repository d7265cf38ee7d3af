import { diffArrays } from 'diff';
import type { Range } from '../problem.js';
import { firstNotBelow } from '../scan/lookahead.js';
import { linesOf } from './lines.js';

/** Beyond so many differing items two stretches have nothing to do with each other. */
const MOST_EDITS = 3000;

/** A place that followed its text into another version. */
export interface Carried {
  readonly at: number;
  /** Whether its line is the same in both: if not, the place was found by the words that are left of it. */
  readonly exact: boolean;
}

/** Where the places of one text are in another: by lines, and within lines that changed by words. */
export interface Carry {
  /** @param side `start`: text begins here, so what comes next is looked for; `end`: what came last. */
  at(offset: number, side: 'start' | 'end'): Carried;
  /** The share of a range's visible characters that is in the other text too. */
  survival(range: Range): number;
}

/** A stretch that is the same in both texts. */
interface Same {
  readonly from: number;
  readonly to: number;
  readonly length: number;
  readonly exact: boolean;
}

export function carry(before: string, after: string): Carry {
  const blocks =
    before === after
      ? [{ from: 0, to: 0, length: before.length, exact: true }]
      : joined(sameLines(before, after));
  const starts = blocks.map(({ from }) => from);
  const ends = blocks.map(({ from, length }) => from + length);
  return {
    at(offset, side) {
      // The first block that ends behind the place (start), or at it (end).
      const index = firstNotBelow(ends, side === 'start' ? offset + 1 : offset);
      const block = blocks[index];
      if (before === after) return { at: offset, exact: true };
      if (side === 'start') {
        if (!block) return { at: after.length, exact: offset === before.length && ends.at(-1) === offset };
        const inside = block.from <= offset;
        return { at: block.to + Math.max(0, offset - block.from), exact: inside && block.exact };
      }
      if (block && block.from < offset) return { at: block.to + offset - block.from, exact: block.exact };
      const last = blocks[index - 1];
      return { at: last ? last.to + last.length : 0, exact: offset === 0 };
    },
    survival({ start, end }) {
      const all = visible(before.slice(start, end));
      if (all === 0) return 1;
      let kept = 0;
      for (let index = firstNotBelow(ends, start + 1); index < blocks.length && starts[index]! < end; index++)
        kept += visible(before.slice(Math.max(start, starts[index]!), Math.min(end, ends[index]!)));
      return kept / all;
    },
  };
}

function visible(text: string): number {
  return text.replace(/\s+/g, '').length;
}

function sameLines(before: string, after: string): Same[] {
  const old = linesOf(before);
  const now = linesOf(after);
  return sameItems(old, now, 0, 0, true, (gone, come, from, to) =>
    sameItems(pieces(gone), pieces(come), from, to, false),
  );
}

/** Words, white space and all else. */
function pieces(text: string): string[] {
  return text.match(/[\p{L}\p{M}\p{N}'’_-]+|\s+|[^\s]/gu) ?? [];
}

function sameItems(
  old: readonly string[],
  now: readonly string[],
  from: number,
  to: number,
  exact: boolean,
  within?: (gone: string, come: string, from: number, to: number) => Same[],
): Same[] {
  const found: Same[] = [];
  const changes = changesOf(old, now);
  let gone = '';
  let come = '';
  const flush = (): void => {
    if (within && gone !== '' && come !== '')
      found.push(...within(gone, come, from - gone.length, to - come.length));
    gone = '';
    come = '';
  };
  for (const { added, removed, value } of changes) {
    const text = value.join('');
    if (added) {
      come += text;
      to += text.length;
    } else if (removed) {
      gone += text;
      from += text.length;
    } else {
      flush();
      found.push({ from, to, length: text.length, exact });
      from += text.length;
      to += text.length;
    }
  }
  flush();
  return found;
}

interface Change {
  readonly added?: boolean;
  readonly removed?: boolean;
  readonly value: readonly string[];
}

/** What is the same at both ends, nearly all of a document, need not be compared in every way. */
function changesOf(old: readonly string[], now: readonly string[]): Change[] {
  const most = Math.min(old.length, now.length);
  let head = 0;
  while (head < most && old[head] === now[head]) head++;
  let tail = 0;
  while (tail < most - head && old[old.length - 1 - tail] === now[now.length - 1 - tail]) tail++;
  const [gone, come] = [old.slice(head, old.length - tail), now.slice(head, now.length - tail)];
  const between: readonly Change[] =
    gone.length === 0 || come.length === 0
      ? [
          { removed: true, value: gone },
          { added: true, value: come },
        ]
      : (diffArrays(gone, come, { maxEditLength: MOST_EDITS }) ?? [
          { removed: true, value: gone },
          { added: true, value: come },
        ]);
  return [{ value: old.slice(0, head) }, ...between, { value: tail === 0 ? [] : old.slice(-tail) }].filter(
    ({ value }) => value.length > 0,
  );
}

/** Blocks that go on in each other are one, so that a place between them is inside. */
function joined(blocks: readonly Same[]): Same[] {
  const result: Same[] = [];
  for (const block of blocks) {
    const last = result.at(-1);
    if (
      last?.exact === block.exact &&
      last.from + last.length === block.from &&
      last.to + last.length === block.to
    )
      result[result.length - 1] = { ...last, length: last.length + block.length };
    else result.push(block);
  }
  return result;
}
