import assert from 'node:assert/strict';
import fc from 'fast-check';
import { pieces, wholeLines, type Colored } from '../../client/src/paint/pieces.js';
import type { TextRange } from '../../server/src/protocol.js';

/** A range of one line, drawn below it: `  ----` covers characters 2 to 6. */
const drawn = (line: string): TextRange => {
  const start = line.search(/\S/);
  return { start: { line: 0, character: start }, end: { line: 0, character: line.trimEnd().length } };
};

/** Layers are drawn with the first letter of their colour, holes with `.`; so are the pieces that are expected. */
function check(layers: string[], expected: string[]): void {
  const holes = layers.filter((line) => line.includes('.')).map(drawn);
  const colored = layers
    .filter((line) => !line.includes('.'))
    .map((line): Colored => ({ range: drawn(line), colors: [line.trim().charAt(0)] }));
  const found = pieces(colored, holes).map(({ range: { start, end }, colors }) => {
    const width = end.character - start.character;
    return ' '.repeat(start.character) + colors.join('').padEnd(width, colors.at(-1));
  });
  assert.deepEqual(found, expected);
}

describe('pieces of painted text', () => {
  it('are the passages where none overlaps', () => {
    check(['aaa', '     bb'], ['aaa', '     bb']);
    check(['aaa', '   bb'], ['aaa', '   bb']);
    check([], []);
  });
  it('have all colours where passages overlap, the outer first', () => {
    check(['aaaaaaaa', '  bbbb'], ['aa', '  abbb', '      aa']);
    check(['  bbbb', 'aaaaaaaa'], ['aa', '  abbb', '      aa']);
    check(['aaaa', '  bbbb'], ['aa', '  ab', '    bb']);
    check(['aaaa', 'bbbb'], ['abbb']);
  });
  it('count a passage in another of the same colour twice', () => {
    check(['aaaaaa', '  aa'], ['aa', '  aa', '    aa']);
    const [, inner] = pieces(['aaaaaa', '  aa'].map((line) => ({ range: drawn(line), colors: ['a'] })));
    assert.deepEqual(inner?.colors, ['a', 'a']);
  });
  it('leave out the marks', () => {
    check(['aaaaaaaaaa', '   bbb', '  .', '      ..'], ['aa', '   abb', '        aa']);
  });
  it('agree with looking at every place alone', () => {
    const range = fc.tuple(fc.nat(30), fc.nat(30)).map(([a, b]) => ({
      start: { line: Math.floor(Math.min(a, b) / 10), character: Math.min(a, b) % 10 },
      end: { line: Math.floor(Math.max(a, b) / 10), character: Math.max(a, b) % 10 },
    }));
    const layer = fc.record({ range, colors: fc.constantFrom<string[]>(['a'], ['b'], ['c', 'd']) });
    fc.assert(
      fc.property(fc.array(layer), fc.array(range, { maxLength: 3 }), (layers, holes) => {
        const cut = pieces(layers, holes);
        for (let place = 0; place < 40; place++) {
          const here = ({ start, end }: TextRange): boolean =>
            start.line * 10 + start.character <= place && place < end.line * 10 + end.character;
          const over = cut.filter((piece) => here(piece.range));
          assert(over.length <= 1, 'pieces overlap');
          const expected = holes.some(here)
            ? []
            : layers.filter((one) => here(one.range)).flatMap((one) => one.colors);
          assert.deepEqual([...(over[0]?.colors ?? [])].sort(), expected.sort());
        }
      }),
    );
  });
});

describe('whole lines', () => {
  it('reach to the start of the next, and take no line of which nothing is meant', () => {
    const lines = (start: [number, number], end: [number, number]): number[] => {
      const range = wholeLines({
        start: { line: start[0], character: start[1] },
        end: { line: end[0], character: end[1] },
      });
      assert.equal(range.start.character + range.end.character, 0);
      return [range.start.line, range.end.line];
    };
    assert.deepEqual(lines([2, 5], [4, 3]), [2, 5]);
    assert.deepEqual(lines([2, 0], [4, 0]), [2, 4]);
    assert.deepEqual(lines([2, 0], [2, 0]), [2, 3]);
  });
});
