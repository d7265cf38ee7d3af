import type { Mark, MarkColumns, MarkKind } from './types.js';

/**
 * How a scan keeps its marks: one row of numbers a mark, in the order of their starts; when all is read, as columns
 * cut from one buffer (`MarkColumns`). A div or section has its row from its start on. A span is known only when it
 * closes, so the spans of one block are put in order at its end, where one lies in another.
 */

export const MARK_KINDS: readonly MarkKind[] = ['span', 'div', 'section'];
export const SPAN = 0;
export const DIV = 1;
export const SECTION = 2;

/** The figures of a row, in the order of the columns. */
export const ROW = {
  kind: 0,
  start: 1,
  end: 2,
  contentStart: 3,
  contentEnd: 4,
  attributesStart: 5,
  attributesEnd: 6,
  id: 7,
  seg: 8,
  coder: 9,
  wordStart: 10,
  wordEnd: 11,
  /** While a block is read, for its spans: the row behind which lie the marks inside. */
  parent: 12,
  codesFrom: 13,
  codesTo: 14,
} as const;
const WIDTH = 15;
const COLUMNS = 13;

const FIRST_ROWS = 1024;
/** Buffers of the last scan, for the next: taken while one reads, so that none shares them. */
const LARGEST_SPARE = 2 ** 20;
let spare: { rows: Int32Array<ArrayBuffer>; codes: Int32Array<ArrayBuffer> } | undefined;

export class MarkWriter {
  count = 0;
  rows: Int32Array<ArrayBuffer>;
  codeCount = 0;
  #codes: Int32Array<ArrayBuffer>;

  constructor() {
    this.rows = spare?.rows ?? new Int32Array(FIRST_ROWS * WIDTH);
    this.#codes = spare?.codes ?? new Int32Array(FIRST_ROWS);
    spare = undefined;
  }

  /** A new row behind the last. @returns its offset in `rows` */
  add(): number {
    const row = this.count++ * WIDTH;
    if (row === this.rows.length) this.rows = grown(this.rows);
    return row;
  }

  /** A new row before those from `index` on, which are those of a heading's text. @returns its offset in `rows` */
  insert(index: number): number {
    this.add();
    const { rows } = this;
    rows.copyWithin((index + 1) * WIDTH, index * WIDTH, (this.count - 1) * WIDTH);
    for (let mark = index + 1; mark < this.count; mark++) {
      const parent = mark * WIDTH + ROW.parent;
      if (rows[parent]! >= index) rows[parent]!++;
    }
    return index * WIDTH;
  }

  /** Where the row of a mark begins in `rows`. */
  row(mark: number): number {
    return mark * WIDTH;
  }

  addCode(code: number, from: number): void {
    for (let index = from; index < this.codeCount; index++) if (this.#codes[index] === code) return;
    if (this.codeCount === this.#codes.length) this.#codes = grown(this.#codes);
    this.#codes[this.codeCount++] = code;
  }

  hasCode(mark: number): boolean {
    const row = mark * WIDTH;
    return this.rows[row + ROW.codesFrom]! < this.rows[row + ROW.codesTo]!;
  }

  /** Forgets the marks behind the first `count`. */
  truncate(count: number): void {
    this.count = Math.min(this.count, count);
  }

  /**
   * Puts the spans from `first` on, which stand in the order of their ends, in the order of their starts, and says
   * which lies in which.
   * @param around the div they all lie in, or -1
   * @param nested whether any lies in another
   */
  order(first: number, around: number, nested: boolean): void {
    const { rows } = this;
    if (!nested) {
      for (let mark = first; mark < this.count; mark++) rows[mark * WIDTH + ROW.parent] = around;
      return;
    }
    const closed = rows.slice(first * WIDTH, this.count * WIDTH);
    const count = this.count - first;
    const order = new Int32Array(count);
    const open: number[] = []; // what lies around, innermost last
    for (let mark = count - 1; mark >= 0; mark--) {
      while (open.length > 0 && closed[open.at(-1)! * WIDTH + ROW.parent]! - first > mark) open.pop();
      order[mark] = closed[mark * WIDTH + ROW.parent]! - first + open.length;
      rows.set(closed.subarray(mark * WIDTH, (mark + 1) * WIDTH), (first + order[mark]!) * WIDTH);
      const parent = open.length === 0 ? around : first + order[open.at(-1)!]!;
      rows[(first + order[mark]!) * WIDTH + ROW.parent] = parent;
      open.push(mark);
    }
  }

  /** The marks as columns. Ends the writing: the buffers go to the next scan. */
  columns(): MarkColumns {
    const { count, rows } = this;
    const codes = this.#codes;
    let total = 0;
    for (let mark = 0; mark < count; mark++) {
      total += rows[mark * WIDTH + ROW.codesTo]! - rows[mark * WIDTH + ROW.codesFrom]!;
    }
    const buffer = new Int32Array((COLUMNS + 1) * count + 1 + total);
    for (let column = 0; column < COLUMNS; column++) {
      for (let mark = 0, to = column * count, from = column; mark < count; mark++, to++, from += WIDTH) {
        buffer[to] = rows[from]!;
      }
    }
    const codesFrom = buffer.subarray(COLUMNS * count, (COLUMNS + 1) * count + 1);
    const ordered = buffer.subarray((COLUMNS + 1) * count + 1);
    let next = 0;
    for (let mark = 0; mark < count; mark++) {
      codesFrom[mark] = next;
      const end = rows[mark * WIDTH + ROW.codesTo]!;
      for (let code = rows[mark * WIDTH + ROW.codesFrom]!; code < end; code++) ordered[next++] = codes[code]!;
    }
    codesFrom[count] = next;
    if (rows.length <= LARGEST_SPARE) spare = { rows, codes };
    return columnsOf(buffer, count, codesFrom, ordered);
  }
}

function columnsOf(buffer: Int32Array, count: number, codesFrom: Int32Array, codes: Int32Array): MarkColumns {
  const column = (index: number): Int32Array => buffer.subarray(index * count, (index + 1) * count);
  return {
    kind: column(ROW.kind),
    start: column(ROW.start),
    end: column(ROW.end),
    contentStart: column(ROW.contentStart),
    contentEnd: column(ROW.contentEnd),
    attributesStart: column(ROW.attributesStart),
    attributesEnd: column(ROW.attributesEnd),
    id: column(ROW.id),
    seg: column(ROW.seg),
    coder: column(ROW.coder),
    wordStart: column(ROW.wordStart),
    wordEnd: column(ROW.wordEnd),
    parent: column(ROW.parent),
    codesFrom,
    codes,
  };
}

function grown(array: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(array.length * 2);
  larger.set(array);
  return larger;
}

/**
 * A mark as an object, made on demand. Written out, without spread or views of arrays: those make it hundreds of times
 * slower, and tidying or checking a study asks for a million marks.
 */
export function markAt(columns: MarkColumns, index: number): Mark {
  const from = columns.codesFrom[index]!;
  const codes: number[] = [];
  for (let at = from; at < columns.codesFrom[index + 1]!; at++) codes.push(columns.codes[at]!);
  return {
    kind: MARK_KINDS[columns.kind[index]!]!,
    start: columns.start[index]!,
    end: columns.end[index]!,
    content: { start: columns.contentStart[index]!, end: columns.contentEnd[index]! },
    attributes: { start: columns.attributesStart[index]!, end: columns.attributesEnd[index]! },
    codes,
    id: columns.id[index]!,
    seg: columns.seg[index]!,
    coder: columns.coder[index]!,
    wordStart: columns.wordStart[index]!,
    wordEnd: columns.wordEnd[index]!,
    parent: columns.parent[index]!,
  };
}
