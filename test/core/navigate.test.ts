import assert from 'node:assert/strict';
import { stepFrom } from '../../client/src/navigate/step.js';

/** Places are marked by digits, the cursor by `|`: the digit that is gone to. */
function check(text: string, next: string | undefined, previous: string | undefined): void {
  const cursor = text.indexOf('|');
  const places = [...text.replace('|', '').matchAll(/\d/g)].map(({ index }) => ({
    line: 0,
    character: index,
  }));
  const digits = text.match(/\d/g) ?? [];
  const gone = (direction: 'next' | 'previous'): string | undefined => {
    const index = stepFrom(places, { line: 0, character: cursor }, direction);
    return index === undefined ? undefined : digits[index];
  };
  assert.deepEqual([gone('next'), gone('previous')], [next, previous]);
}

describe('going from place to place', () => {
  it('goes to the nearest, not to where the cursor is', () => {
    check('1 | 2 3', '2', '1');
    check('1 |2 3', '3', '1');
  });
  it('goes round at both ends', () => {
    check('1 2 3 |', '1', '3');
    check('| 1 2 3', '1', '3');
    check('|1', '1', '1');
  });
  it('goes nowhere without places', () => check('  |  ', undefined, undefined));
});
