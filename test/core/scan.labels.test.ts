import assert from 'node:assert/strict';
import { Names } from '../../server/src/core/names.js';
import { scan } from '../../server/src/core/scan/index.js';

/** INT is an interviewer, Maria a listed speaker. */
const speakers = {
  role: (label: string) =>
    label === 'INT' ? ('interviewer' as const) : label === 'Maria' ? ('speaker' as const) : undefined,
};

/** Who begins a turn, and the counted words of the text. */
function check(text: string, speaker: string | undefined, words: number): void {
  const names = new Names();
  const read = scan(text, { names, speakers });
  assert.equal(read.turnCount === 0 ? undefined : names.name(read.turn(0).speaker), speaker, text);
  assert.equal(read.words, words, text);
}

describe('speaker labels', () => {
  it('in all their forms', () => {
    for (const label of [
      'INT:',
      '**INT:**',
      '**INT**:',
      '__INT:__',
      '[INT]',
      '[INT]:',
      'INT –',
      '**[INT:**',
    ]) {
      if (label !== '**[INT:**') check(`${label} how are you`, 'INT', 0);
      else check(`${label} how are you`, undefined, 4);
    }
    check('Maria: so it is', 'Maria', 3);
    check('P7: so it is', 'P7', 3);
    check('**Somebody:** so it is', 'Somebody', 3);
  });
  it('with a timestamp beside them', () => {
    for (const label of [
      ...['INT [00:01:02]:', '**INT [00:01:02]:**', '00:01:02 INT:', '[00:01:02] INT:', 'INT (00:01:02):'],
      ...['12:33 **INT:**', 'INT 00:01:02:', '[00:01:02] **INT**:'],
    ]) {
      check(`${label} how`, 'INT', 0);
    }
    check('Maria [00:01:02]: how', 'Maria', 1);
  });
  it('in a mark, with a code or without', () => {
    check('[**INT:** how]{.a}', 'INT', 0);
    check('[**INT:** how]{.mark}', 'INT', 0);
    check('[**INT:** how] so', undefined, 3);
  });
  it('and what is none', () => {
    check('This: is so', undefined, 3);
    check('I – well – left', undefined, 3);
    check('12:30 we met', undefined, 4);
  });
});

describe('counted words', () => {
  it('leave out what nobody said', () => {
    check('one[^1] two [00:12:33] three [inaudible] four [inaudible: crosstalk] 00:12:33 five', undefined, 5);
    check('see <http://a.b> and [this](http://c.d "title") `code` <b>x</b> &amp; y', undefined, 5);
  });
});
