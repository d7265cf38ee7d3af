import assert from 'node:assert/strict';
import fc from 'fast-check';
import { columnsOf, COLUMNS } from '../../client/src/paint/columns.js';
import type { TextRange } from '../../server/src/protocol.js';

const at = (line: number, from: number, to: number, last = line): TextRange => ({
  start: { line, character: from },
  end: { line: last, character: to },
});
const columns = (...ranges: TextRange[]) => columnsOf(ranges.map((range) => ({ range, color: '#000000' })));

describe('columns of coding stripes', () => {
  it('are the first where no two passages are near each other', () => {
    assert.deepEqual(columns(at(0, 0, 10), at(2, 0, 10), at(4, 0, 10)), [0, 0, 0]);
    assert.deepEqual(columns(), []);
  });
  it('differ where passages overlap, the longer one first', () => {
    assert.deepEqual(columns(at(0, 5, 10), at(0, 0, 20)), [1, 0]);
    assert.deepEqual(columns(at(0, 0, 5), at(0, 0, 5, 3)), [1, 0]);
    assert.deepEqual(columns(at(0, 0, 9), at(0, 0, 9), at(0, 0, 9)), [0, 1, 2]);
  });
  it('differ where two passages of a paragraph may stand in one row', () => {
    assert.deepEqual(columns(at(0, 0, 10), at(0, 15, 30)), [0, 1]);
    assert.deepEqual(columns(at(0, 0, 10), at(0, 300, 310)), [0, 0]);
    assert.deepEqual(columns(at(0, 0, 10), at(1, 0, 10)), [0, 0]);
  });
  it('are free again where a passage has ended', () => {
    assert.deepEqual(columns(at(0, 0, 9, 5), at(1, 0, 9), at(3, 0, 9), at(7, 0, 9)), [0, 1, 1, 0]);
    // A block up to the start of the next line has no row of that line.
    assert.deepEqual(columns(at(0, 0, 0, 2), at(2, 0, 9)), [0, 0]);
  });
  it('run out: what finds none free gets none', () => {
    assert.deepEqual(columns(...Array.from({ length: 6 }, () => at(0, 0, 9))), [
      0,
      1,
      2,
      3,
      undefined,
      undefined,
    ]);
  });
  it('never hold two bars that touch, and use no column to the right of a free one', () => {
    const range = fc
      .tuple(fc.nat(20), fc.nat(300), fc.nat(3), fc.nat(300))
      .filter(([, from, more, to]) => more > 0 || to >= from)
      .map(([line, from, more, to]) => at(line, from, to, line + more));
    const meet = (a: TextRange, b: TextRange): boolean => {
      const [first, second] =
        a.start.line - b.start.line || a.start.character - b.start.character ? order(a, b) : [a, b];
      return (
        second.start.line < first.end.line ||
        (second.start.line === first.end.line &&
          first.end.character > 0 &&
          second.start.character < first.end.character)
      );
    };
    const order = (a: TextRange, b: TextRange): [TextRange, TextRange] =>
      (a.start.line - b.start.line || a.start.character - b.start.character) < 0 ? [a, b] : [b, a];
    fc.assert(
      fc.property(fc.array(range, { maxLength: 12 }), (ranges) => {
        const found = columns(...ranges);
        ranges.forEach((a, i) =>
          ranges.slice(i + 1).forEach((b, j) => {
            const other = found[i + 1 + j];
            if (found[i] !== undefined && found[i] === other) assert(!meet(a, b));
          }),
        );
        assert(found.every((column) => column === undefined || (column >= 0 && column < COLUMNS)));
        if (ranges.length > 0) assert(found.includes(0));
      }),
    );
  });
});
