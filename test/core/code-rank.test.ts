import assert from 'node:assert/strict';
import { type Findable, named, ranked } from '../../client/src/coding/rank.js';

const code = (id: string, name: string, rest: Partial<Findable> = {}): Findable => ({
  id,
  name,
  aliases: [],
  above: [],
  texts: [],
  ...rest,
});

const codes = [
  code('unfocused', 'Lack of focus'),
  code('logic-of-confidence', 'Logic of confidence', { above: ['Loose coupling'] }),
  code('buffering', 'Buffering', { aliases: ['shield'], texts: ['Keeps scrutiny away.'] }),
  code('focus', 'Focus'),
  code('rebuff', 'Rebuffed'),
  code('windshield', 'Windshield survey'),
  code('elan', 'Élan'),
];

/** The ids of what is found, best first. */
function check(typed: string, expected: string[]): void {
  assert.deepEqual(
    ranked(codes, typed).map(({ id }) => id),
    expected,
  );
}

describe('codes found by what is typed', () => {
  it('are all there while nothing is typed, in their order', () =>
    check(
      ' ',
      codes.map(({ id }) => id),
    ));
  it('are those named so first, then those with the word', () => check('focus', ['focus', 'unfocused']));
  it('begin with it before they hold it', () => check('buff', ['buffering', 'rebuff']));
  it('go by an alias as by a name', () => check('shield', ['buffering', 'windshield']));
  it('go by their id', () => check('logic-of', ['logic-of-confidence']));
  it('go by their initials', () => check('loc', ['logic-of-confidence']));
  it('go by words of name and path in any order', () => check('confidence loose', ['logic-of-confidence']));
  it('go by what they are for', () => check('scrutiny', ['buffering']));
  it('are found without accents', () => check('elan', ['elan']));
  it('are none where nothing fits', () => check('nothing like it', []));

  it('have a name, an id or an alias that can be taken', () => {
    assert.equal(named(codes, 'SHIELD')?.id, 'buffering');
    assert.equal(named(codes, 'Lack of focus')?.id, 'unfocused');
    assert.equal(named(codes, 'Lack'), undefined);
  });
});
