import { diffArrays } from 'diff';

/** Beyond so many words that differ between two lines' stretches, these have nothing to do with each other. */
const MOST_EDITS = 3000;

/**
 * Which word of a new text each word of an old one has become; -1 for one that is gone. Ascending. Lines are compared
 * first, then words within what differs: fast for a long document of which little changed, and true for a line that
 * was only corrected here and there.
 * @param before the words of each line
 */
export function align(
  before: readonly (readonly string[])[],
  after: readonly (readonly string[])[],
): Int32Array {
  const [old, now] = [before.map((line) => line.join(' ')), after.map((line) => line.join(' '))];
  const oldStarts = startsOf(before);
  const nowStarts = startsOf(after);
  const image = new Int32Array(oldStarts.at(-1)!).fill(-1);
  for (const { from, to, count, replaced } of stretches(old, now)) {
    if (!replaced) {
      const words = oldStarts[from + count]! - oldStarts[from]!;
      for (let i = 0; i < words; i++) image[oldStarts[from]! + i] = nowStarts[to]! + i;
      continue;
    }
    const gone = before.slice(from, from + replaced.old).flat();
    const come = after.slice(to, to + replaced.now).flat();
    for (const same of stretches(gone, come)) {
      if (same.replaced) continue;
      for (let i = 0; i < same.count; i++) {
        image[oldStarts[from]! + same.from + i] = nowStarts[to]! + same.to + i;
      }
    }
  }
  return image;
}

interface Stretch {
  /** Where it begins in the old and in the new list. */
  readonly from: number;
  readonly to: number;
  /** Items that are the same in both. */
  readonly count: number;
  /** Items that stand for each other without being the same. */
  readonly replaced?: { readonly old: number; readonly now: number };
}

function stretches(old: readonly string[], now: readonly string[]): Stretch[] {
  // What is the same at both ends, nearly all of a document, need not be compared in every way.
  let head = 0;
  while (head < old.length && head < now.length && old[head] === now[head]) head++;
  let tail = 0;
  while (
    tail < old.length - head &&
    tail < now.length - head &&
    old[old.length - 1 - tail] === now[now.length - 1 - tail]
  ) {
    tail++;
  }
  return [
    { from: 0, to: 0, count: head },
    ...between(old.slice(head, old.length - tail), now.slice(head, now.length - tail), head),
    { from: old.length - tail, to: now.length - tail, count: tail },
  ];
}

function between(old: readonly string[], now: readonly string[], head: number): Stretch[] {
  if (old.length === 0 || now.length === 0) return [];
  const changes = diffArrays([...old], [...now], { maxEditLength: MOST_EDITS });
  // Too different to be compared item by item.
  if (!changes) return [];
  const found: Stretch[] = [];
  let from = head;
  let to = head;
  let pending = { old: 0, now: 0 };
  const flush = (): void => {
    if (pending.old > 0 && pending.now > 0) {
      found.push({ from: from - pending.old, to: to - pending.now, count: 0, replaced: pending });
    }
    pending = { old: 0, now: 0 };
  };
  for (const { added, removed, count } of changes) {
    if (added) {
      pending.now += count;
      to += count;
    } else if (removed) {
      pending.old += count;
      from += count;
    } else {
      flush();
      found.push({ from, to, count });
      from += count;
      to += count;
    }
  }
  flush();
  return found;
}

/** Index of the first word of each line, and the number of all. */
function startsOf(lines: readonly (readonly string[])[]): number[] {
  const starts = [0];
  for (const line of lines) starts.push(starts.at(-1)! + line.length);
  return starts;
}
