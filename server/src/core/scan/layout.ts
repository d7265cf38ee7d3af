import type { Mark, MarkColumns, MarkKind } from './types.js';

/**
 * How a scan keeps its marks: while reading, one row of numbers a mark in the order of their ends (a mark is known
 * when it closes); afterwards as columns in the order of their starts, all cut from one buffer.
 */

export const MARK_KINDS: readonly MarkKind[] = ['span', 'div', 'section'];
export const SPAN = 0;
export const DIV = 1;
export const SECTION = 2;

/** The figures of a row while reading. */
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
  codesFrom: 12,
  codesTo: 13,
  /** How many marks had closed when this one opened: what closed since lies inside. */
  before: 14,
} as const;
const WIDTH = 15;

export class MarkWriter {
  count = 0;
  rows = new Int32Array(32 * WIDTH);
  codeCount = 0;
  codes = new Int32Array(32);

  /** A new row's offset in `rows`. */
  add(): number {
    const row = this.count++ * WIDTH;
    if (row === this.rows.length) this.rows = grown(this.rows);
    return row;
  }

  addCode(code: number, from: number): void {
    for (let index = from; index < this.codeCount; index++) if (this.codes[index] === code) return;
    if (this.codeCount === this.codes.length) this.codes = grown(this.codes);
    this.codes[this.codeCount++] = code;
  }

  row(mark: number): number {
    return mark * WIDTH;
  }

  /** Forgets the marks that closed after the first `count`. */
  truncate(count: number): void {
    if (count >= this.count) return;
    this.codeCount = this.rows[this.row(count) + ROW.codesFrom]!;
    this.count = count;
  }

  /** The columns, by ascending start. */
  columns(): MarkColumns {
    const { count, rows } = this;
    const order = new Int32Array(count); // closing order -> index by start
    const parents = new Int32Array(count); // in closing order
    const open: number[] = []; // the marks around, in closing order
    for (let mark = count - 1; mark >= 0; mark--) {
      while (open.length > 0 && rows[open.at(-1)! * WIDTH + ROW.before]! > mark) open.pop();
      order[mark] = rows[mark * WIDTH + ROW.before]! + open.length;
      parents[mark] = open.at(-1) ?? -1;
      open.push(mark);
    }
    return this.#sorted(order, parents);
  }

  #sorted(order: Int32Array, parents: Int32Array): MarkColumns {
    const { count, rows, codes } = this;
    const buffer = new Int32Array(count * 14 + 1 + this.codeCount);
    const column = (index: number): Int32Array => buffer.subarray(index * count, (index + 1) * count);
    const columns = {
      kind: column(0),
      start: column(1),
      end: column(2),
      contentStart: column(3),
      contentEnd: column(4),
      attributesStart: column(5),
      attributesEnd: column(6),
      id: column(7),
      seg: column(8),
      coder: column(9),
      wordStart: column(10),
      wordEnd: column(11),
      parent: column(12),
      codesFrom: buffer.subarray(13 * count, 14 * count + 1),
      codes: buffer.subarray(14 * count + 1),
    };
    const byStart = new Int32Array(count);
    for (let mark = 0; mark < count; mark++) byStart[order[mark]!] = mark;
    let codeCount = 0;
    for (let index = 0; index < count; index++) {
      const mark = byStart[index]!;
      const row = mark * WIDTH;
      for (let figure = 0; figure < 12; figure++) buffer[figure * count + index] = rows[row + figure]!;
      // Sections hold blocks, but are no parents; what is around comes first, so its own parent is known.
      const around = parents[mark]! === -1 ? -1 : order[parents[mark]!]!;
      columns.parent[index] =
        around !== -1 && columns.kind[around] === SECTION ? columns.parent[around]! : around;
      columns.codesFrom[index] = codeCount;
      for (let at = rows[row + ROW.codesFrom]!; at < rows[row + ROW.codesTo]!; at++) {
        columns.codes[codeCount++] = codes[at]!;
      }
    }
    columns.codesFrom[count] = codeCount;
    return columns;
  }
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
