import { cutsOfMarks } from '../clean.js';
import { Reading, type Reader } from '../edits/reading.js';
import type { Range } from '../problem.js';
import { readAttributes } from '../scan/attributes.js';
import type { Mark, MarkKind } from '../scan/types.js';

/** What a mark says, whatever the order. */
export interface Said {
  readonly id: string | undefined;
  readonly codes: readonly string[];
  readonly coder: string | undefined;
  readonly seg: string | undefined;
  /** All others by key, as written. */
  readonly pairs: ReadonlyMap<string, string>;
}

/** How a mark is written around what it is about. */
export interface Shape {
  /** What stands before and behind the attributes. */
  readonly open: string;
  readonly behind: string;
  /** The other end; empty for a section, and for a div that nobody has closed. */
  readonly close: string;
}

/** A mark of one version, with its places in that version's clean text. */
export interface SideMark extends Said {
  readonly kind: MarkKind;
  /** Where its delimiters were cut out. Of a section both are where its braces stood. */
  readonly open: number;
  readonly close: number;
  /** What it is about, without white space at its edges. */
  readonly region: Range;
  readonly shape: Shape;
  /** What stands between its braces. */
  readonly text: string;
  /** Its braces hold ignored classes too, so that they belong to the clean text: only what it says is put into them. */
  readonly inBraces: boolean;
}

/** One version of a document, apart: its clean text and its marks. */
export interface Side {
  readonly clean: string;
  readonly marks: readonly SideMark[];
}

/** undefined: a document whose clean text does not come out the same when its end is made whole; a hostile one. */
export function readSide(text: string, read?: Reader): Side | undefined {
  const whole = text === '' || text.endsWith('\n');
  const reading = new Reading(whole ? text : `${text}\n`, read);
  const clean = whole ? reading.clean.text : reading.clean.text.slice(0, -1);
  if (!whole && new Reading(text, read).clean.text !== clean) return undefined;
  const { scan } = reading;
  const marks: SideMark[] = [];
  for (let index = 0; index < scan.markCount; index++) {
    const mark = scan.mark(index);
    if (mark.codes.length > 0) marks.push(sideMark(reading, mark, clean.length));
  }
  return { clean, marks };
}

function sideMark(reading: Reading, mark: Mark, end: number): SideMark {
  const { text, clean } = reading;
  const { start, end: stop } = mark.attributes;
  const said = saidBy(reading, mark);
  const cuts = cutsOfMarks(text, reading.scan, [mark]);
  const first = cuts[0]!;
  const inBraces = first.start >= start;
  const place = (at: number): number => Math.min(clean.toClean(at), end);
  const about = {
    ...said,
    kind: mark.kind,
    region: clampedTo(end, reading.regionOf(mark)),
    text: text.slice(start, stop),
    inBraces,
  };
  if (inBraces || mark.kind === 'section') {
    const at = place(inBraces ? start : first.start);
    const shape = inBraces
      ? { open: '', behind: ' ', close: '' }
      : { open: text.slice(first.start, start), behind: text.slice(stop, first.end), close: '' };
    return { ...about, open: at, close: at, shape };
  }
  const [open, close] = [place(mark.content.start), place(mark.content.end)];
  if (mark.kind === 'span') {
    return { ...about, open, close, shape: { open: '[', behind: '}', close: ']{' } };
  }
  const closing = cuts.length > 1 ? cuts.at(-1)! : undefined;
  const bare = text[start - 1] !== '{';
  const shape = {
    open: text.slice(first.start, start) + (bare ? '{' : ''),
    behind: (bare ? '}' : '') + text.slice(stop, first.end),
    close: closing ? text.slice(closing.start, closing.end) : '',
  };
  return { ...about, open, close, shape, text: bare ? `.${about.text}` : about.text };
}

function clampedTo(most: number, { start, end }: Range): Range {
  return { start: Math.min(start, most), end: Math.min(end, most) };
}

function saidBy(reading: Reading, mark: Mark): Said {
  const { id, pairs } = readAttributes(reading.text, mark.attributes);
  const others = new Map<string, string>();
  for (const { key, start, end } of pairs) {
    if (key !== 'seg' && key !== 'coder' && !others.has(key)) others.set(key, reading.text.slice(start, end));
  }
  return {
    id,
    codes: reading.codesOf(mark),
    coder: reading.name(mark.coder),
    seg: reading.name(mark.seg),
    pairs: others,
  };
}

/** What a mark says as one string, the same for every order of saying it. */
export function saying({ id, codes, coder, seg, pairs }: Said): string {
  return JSON.stringify([id, codes.toSorted(), coder, seg, [...pairs].sort(byKey)]);
}

function byKey([a]: readonly [string, string], [b]: readonly [string, string]): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
