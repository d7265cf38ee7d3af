import assert from 'node:assert/strict';
import fc from 'fast-check';
import { applied, applyCode } from '../../server/src/core/edits.js';
import { lostCodings } from '../../server/src/core/lost.js';
import { wellFormed as coded } from './generate-coded.js';

describe('codings lost', () => {
  /** `code how: text`, and where in the new text: `«»` around what stands there, or alone where it stood. */
  function check(before: string, after: string, ...expected: string[]): void {
    const resolve = (code: string) => (code === 'sharp' ? 'focus' : code);
    const found = lostCodings(before, after, { resolve }).map(({ how, coding, ranges, by }) => {
      const [range] = ranges;
      const place = range && `«${after.slice(range.start, range.end)}»`;
      return `${coding.code} ${how}${by === undefined ? '' : ` by ${by}`}: ${coding.text} ${place ?? ''}`;
    });
    assert.deepEqual(found, expected);
  }

  it('with their text', () => {
    check('One [two three]{.a} four.\n', 'One four.\n', 'a deleted: two three «»');
    check('[One two]{.a .b} three.\n', 'three.\n', 'a deleted: One two «»', 'b deleted: One two «»');
    check('A.\n\n[B c d]{.a}\n\nE.\n', 'E.\n', 'a deleted: B c d «»');
    check('[x y]{.a}', '', 'a deleted: x y «»');
  });
  it('with their mark alone', () => {
    check('One [two three.]{.a} four.', 'One two three. four.', 'a unmarked: two three. «two three.»');
    check('[*One* two]{.a}!', '*One* two!', 'a unmarked: *One* two «*One* two»');
    check('[x [y]{.b} z]{.a}', '[x y z]{.a}', 'b unmarked: y «y»');
    check('[One two]{.a} x', '[One two]{.b} x', 'a recoded by b: One two «One two»');
  });
  it('with their mark, by text that was pasted over or moved without it', () => {
    check(
      'P: [we keep the board]{.a} away. Yes.\n\nQ: Why?\n',
      'Q: Why?\n\nP: we keep the board away. Yes.\n',
      'a unmarked: we keep the board «we keep the board»',
    );
  });
  it('of one coder, though another has coded the same', () => {
    check('[[x y]{.a coder=b}]{.a coder=c}', '[x y]{.a coder=b}', 'a unmarked: x y «x y»');
  });
  it('not by moving, editing, shrinking, joining, renaming or signing', () => {
    check('A [b c d]{.a} e.\n\nF g.\n', 'F g.\n\nA [b c d]{.a} e.\n');
    check('A [we b c d]{.a} e.', 'A [we c, d really]{.a} e.');
    check('A [b c d e f g]{.a} e.', 'A b c d e f [g]{.a} e.');
    check('[b c]{.a} [d e]{.a}', '[b c d e]{.a}');
    check('[b c]{.sharp}', '[b c]{.focus}');
    check('[b c]{.a}', '[b c]{.a coder=ana}');
    check('::: {.a}\nb c\n:::\n', '[b c]{.a}\n');
    check('x\n', '[x]{.a}\n');
  });
  it('one of two that say the same', () => {
    check('[yes we do]{.a} no [yes we do]{.a}', 'no [yes we do]{.a}', 'a deleted: yes we do «»');
  });
  it('of a passage in fragments only when all are gone', () => {
    check('[a]{.x seg=k} b [c]{.x seg=k}', 'b [c]{.x seg=k}');
    check('[a]{.x seg=k} b [c]{.x seg=k}', 'b', 'x deleted: a […] c «»');
  });
  it('none by what does not touch text or marks', () => {
    check('[a b]{.x}\n', '---\ncoding: done\n---\n\n[a b]{.x memo="m"}\n');
    check('[One]{.a}\r\n\r\nTwo', '[One]{.a}\n\nTwo');
  });

  it('are none after an edit elsewhere, and all when everything goes', () => {
    fc.assert(
      fc.property(coded, (text) => {
        assert.deepEqual(lostCodings(text, text), []);
        const { length } = lostCodings(text, '');
        assert.deepEqual(lostCodings(text, `${text}\n\nMore words.\n`).length <= length, true);
        const { length: all } = lostCodings(`${text} `, '');
        assert.equal(length > 0, all > 0);
      }),
      { numRuns: 200 },
    );
  });
  it('are those that an applied code was, when it is undone', () => {
    fc.assert(
      fc.property(coded, fc.nat(), fc.nat(), (text, a, b) => {
        const [start, end] = [a % (text.length + 1), b % (text.length + 1)].sort((x, y) => x - y);
        const result = applyCode(text, { start: start!, end: end! }, ['zz']);
        if ('refused' in result) return;
        const marked = applied(text, result.edits);
        assert.deepEqual(lostCodings(text, marked), []);
        const lost = lostCodings(marked, text);
        assert.deepEqual([...new Set(lost.map(({ coding }) => coding.code))], ['zz']);
      }),
      { numRuns: 300 },
    );
  });
});
