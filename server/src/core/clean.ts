import type { Names } from './names.js';
import type { Range } from './problem.js';
import { readAttributes } from './scan/attributes.js';
import { firstNotBelow } from './scan/lookahead.js';
import type { Mark, Scan } from './scan/types.js';

/** The text without its coding marks, and where each place of the one is in the other. */
export interface CleanText {
  readonly text: string;
  /** A place in a mark is taken as the place where the mark was. */
  toClean(offset: number): number;
  /**
   * @param side where a mark was cut out at this place: `start` is behind it, where text that follows begins; `end` is
   *   before it, where text that precedes ends.
   */
  toSource(offset: number, side: 'start' | 'end'): number;
}

/** The document without its coding marks: still Markdown. */
export function cleanText(source: string, scan: Scan): CleanText {
  const cuts = cutsOf(source, scan);
  const { starts, ends, removed } = cuts;
  return {
    text: joined(source, cuts, 0, source.length),
    toClean(offset) {
      const index = firstNotBelow(ends, offset + 1);
      const inside = index < starts.length ? Math.min(offset, starts[index]!) : offset;
      return inside - removed[index]!;
    },
    toSource(offset, side) {
      // The cuts before a clean offset: those whose start, less what was cut before it, lies there or earlier.
      let low = 0;
      let high = starts.length;
      while (low < high) {
        const middle = (low + high) >>> 1;
        const at = starts[middle]! - removed[middle]!;
        if (at < offset || (side === 'start' && at === offset)) low = middle + 1;
        else high = middle;
      }
      return offset + removed[low]!;
    },
  };
}

/** A part of the document without coding marks. */
export function cleanSlice(source: string, scan: Scan, range: Range): string {
  return joined(source, cutsOf(source, scan), range.start, range.end);
}

/** What removing coding marks takes out of the source, ascending; by default all of them. */
export function cutsOfMarks(source: string, scan: Scan, marks?: readonly Mark[]): Range[] {
  const { starts, ends } = marks
    ? mergedCuts(new Cutter(source).cut(marks, scan.names))
    : cutsOf(source, scan);
  return starts.map((start, index) => ({ start, end: ends[index]! }));
}

interface Cuts {
  /** What is cut out, ascending, apart from each other. */
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  /** Characters cut out by the first so many cuts; one longer than the cuts. */
  readonly removed: readonly number[];
}

function joined(source: string, { starts, ends }: Cuts, from: number, to: number): string {
  let text = '';
  let at = from;
  for (let index = firstNotBelow(ends, from + 1); index < starts.length && starts[index]! < to; index++) {
    text += source.slice(at, Math.max(at, starts[index]!));
    at = Math.max(at, ends[index]!);
  }
  return at < to ? text + source.slice(at, to) : text;
}

/**
 * What is cut out of the scan last asked for: the parts of one document are asked for in a row. Kept for no more, since
 * it takes more room than the scan itself.
 */
let last: { readonly scan: Scan; readonly cuts: Cuts } | undefined;

function cutsOf(source: string, scan: Scan): Cuts {
  if (last?.scan !== scan) {
    const marks = Array.from({ length: scan.markCount }, (_, index) => scan.mark(index));
    last = { scan, cuts: mergedCuts(new Cutter(source).cut(marks, scan.names)) };
  }
  return last.cuts;
}

function mergedCuts(ranges: Range[]): Cuts {
  ranges.sort((a, b) => a.start - b.start || a.end - b.end);
  const starts: number[] = [];
  const ends: number[] = [];
  const removed = [0];
  for (const { start, end } of ranges) {
    if (start >= end) continue;
    const last = ends.length - 1;
    if (last >= 0 && start <= ends[last]!) {
      removed[last + 1]! += Math.max(0, end - ends[last]!);
      ends[last] = Math.max(ends[last]!, end);
    } else {
      starts.push(start);
      ends.push(end);
      removed.push(removed.at(-1)! + end - start);
    }
  }
  return { starts, ends, removed };
}

/** Finds what of each coding mark is cut out: its delimiters, or only its codes where ignored classes remain. */
class Cutter {
  readonly #cuts: Range[] = [];
  readonly #fences: Range[] = [];

  constructor(private readonly source: string) {}

  cut(marks: readonly Mark[], names: Names): Range[] {
    for (const mark of marks) {
      if (mark.codes.length === 0) continue;
      const codes = new Set(mark.codes.map((code) => names.name(code)));
      if (!this.#cutCodesOnly(mark, codes)) this.#cutWhole(mark);
    }
    this.#cutFences();
    return this.#cuts;
  }

  #cutWhole(mark: Mark): void {
    if (mark.kind === 'span') {
      this.#cuts.push(
        { start: mark.start, end: mark.content.start },
        { start: mark.content.end, end: mark.end },
      );
    } else if (mark.kind === 'section') {
      let start = mark.attributes.start - 1;
      while (isBlank(this.source.charCodeAt(start - 1))) start--;
      this.#cuts.push({ start, end: mark.attributes.end + 1 });
    } else {
      this.#fences.push({ start: mark.start, end: mark.content.start });
      if (mark.content.end < mark.end)
        this.#fences.push({ start: this.#afterPrefix(mark.content.end), end: this.#lineAfter(mark.end) });
    }
  }

  /**
   * Cuts codes, `#id` and `key=value` out of braces that hold ignored classes too, which stay;
   * false where nothing would stay.
   */
  #cutCodesOnly(mark: Mark, codes: ReadonlySet<string>): boolean {
    const { source } = this;
    const { start, end } = mark.attributes;
    if (source.charCodeAt(start - 1) !== 0x7b) return false;
    const { classes } = readAttributes(source, mark.attributes);
    if (classes.every(({ name }) => codes.has(name))) return false;
    const stays: Range[] = classes
      .filter(({ name }) => !codes.has(name))
      .map((kept) => ({
        start: source[kept.start - 1] === '.' ? kept.start - 1 : kept.start,
        end: kept.end,
      }));
    let at = start;
    stays.forEach((kept, index) => {
      this.#cuts.push({ start: at, end: index === 0 ? kept.start : kept.start - 1 });
      at = kept.end;
    });
    this.#cuts.push({ start: at, end });
    return true;
  }

  /**
   * Fences are cut out as lines. Where text would run together over them, one line break stays. Fences that end a text
   * without a line break at its end go with the one before them, so that the text ends as it did without them.
   */
  #cutFences(): void {
    const { source } = this;
    let tail = source.endsWith('\n') ? -1 : source.length;
    for (const fence of this.#fences.sort((a, b) => b.start - a.start)) {
      const lineStart = source.lastIndexOf('\n', fence.start - 1) + 1;
      const ownLine = /^[ \t>]*$/.test(source.slice(lineStart, fence.start));
      if (!ownLine) {
        this.#cuts.push({ start: fence.start, end: this.#afterPrefix(fence.end) });
        continue;
      }
      const isLast = fence.end === tail && lineStart > 0;
      const lineBreak = source[lineStart - 2] === '\r' ? 2 : 1;
      this.#cuts.push({ start: isLast ? lineStart - lineBreak : lineStart, end: fence.end });
      if (isLast) tail = lineStart;
    }
  }

  #afterPrefix(lineStart: number): number {
    let at = lineStart;
    while (isBlank(this.source.charCodeAt(at)) || this.source.charCodeAt(at) === 0x3e) at++;
    return at;
  }

  #lineAfter(at: number): number {
    const end = this.source.indexOf('\n', at);
    return end === -1 ? this.source.length : end + 1;
  }
}

function isBlank(unit: number): boolean {
  return unit === 0x20 || unit === 0x09;
}
