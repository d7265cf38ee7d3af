import { headOf } from './heads.js';

/** Between these widths programs and typists break lines (characters). */
const [NARROW, WIDE] = [40, 120];
/** How many lines must be full, and which part of those that could be, before a text counts as broken at a width. */
const [FEWEST, PART] = [4, 0.8];
/** A line of a list or a dialogue dash stands by itself. */
const ITEM = /^(?:[-–—•*]\s|\(?(?:\d{1,3}|[a-z])[.)]\s)/i;

/**
 * Joins the lines of a text that is broken at a width, as mail programs and old editors do it. A line is full when the
 * first word of the next one would not have fitted behind it, so a paragraph ends at the line that is not.
 * @returns the width where lines were joined
 */
export function unwrapped(lines: readonly string[]): { lines: readonly string[]; width?: number } {
  const width = Math.max(0, ...lines.map((line) => line.length));
  if (width < NARROW || width > WIDE) return { lines };
  const again = repeated(lines);
  const goesOn = lines.slice(1).map((next, index) => {
    const line = lines[index]!;
    return line !== '' && next !== '' && !opens(next, again) ? isFull(line, next, width) : undefined;
  });
  const full = goesOn.filter((one) => one === true).length;
  const could = goesOn.filter((one) => one !== undefined).length;
  if (full < FEWEST || full < PART * could) return { lines };
  const joined: string[] = [];
  for (const [index, line] of lines.entries()) {
    if (index > 0 && goesOn[index - 1] === true) joined.push(`${joined.pop()!} ${line}`);
    else joined.push(line);
  }
  return { lines: joined, width };
}

function isFull(line: string, next: string, width: number): boolean {
  const word = /^\S+/.exec(next)![0];
  return line.length * 2 > width && line.length + 1 + word.length > width;
}

/** Somebody begins to speak there, a time, or an item of a list. */
function opens(line: string, again: ReadonlySet<string>): boolean {
  if (ITEM.test(line)) return true;
  const head = headOf(line);
  if (!head) return false;
  if (head.form === 'alone') return again.has(line);
  return head.form !== 'colon' || /^\p{Lu}/u.test(head.name ?? '');
}

function repeated(lines: readonly string[]): ReadonlySet<string> {
  const seen = new Set<string>();
  return new Set(lines.filter((line) => seen.has(line) || !seen.add(line)));
}
