import assert from 'node:assert/strict';
import fc from 'fast-check';
import { cleanText } from '../../server/src/core/clean.js';
import { Names } from '../../server/src/core/names.js';
import { scan } from '../../server/src/core/scan/index.js';
import { sentencesIn } from '../../server/src/core/sentences.js';
import { type UnitKind, unitsAround, unitsOf } from '../../server/src/core/units.js';
import { file as documents } from './generate.js';
import { marked } from './marked.js';

const read = (text: string) => scan(text, { names: new Names() });

describe('sentences', () => {
  function check(text: string, ...expected: string[]): void {
    assert.deepEqual(
      sentencesIn(text).map(({ start, end }) => text.slice(start, end)),
      expected,
    );
  }
  it('end with their last sign, and what closes behind it', () => {
    check('We left. They stayed? No! ', 'We left.', 'They stayed?', 'No!');
    check('He said “No.” Then *so.* And **she.**', 'He said “No.”', 'Then *so.*', 'And **she.**');
    check('So it was.[^1] And (it was.) Yes', 'So it was.[^1]', 'And (it was.)', 'Yes');
    check('他走了。我没有。', '他走了。', '我没有。');
  });
  it('do not end with abbreviations, initials, participants or decimals', () => {
    check(
      'Mr. Smith met Dr. J. R. Ewing, e.g. Tuesday. So.',
      'Mr. Smith met Dr. J. R. Ewing, e.g. Tuesday.',
      'So.',
    );
    check('I asked P1. She knew.', 'I asked P1. She knew.');
    check('It cost 3.50 at No. 5. Yes.', 'It cost 3.50 at No. 5.', 'Yes.');
  });
  it('go over line breaks, and leave timestamps at their beginning out', () => {
    check('We went\nhome. So\r\n> it was.', 'We went\nhome.', 'So\r\n> it was.');
    check('[00:12:33] We went. 00:12:40 Home.', 'We went.', 'Home.');
    check('', ...[]);
  });
});

describe('units of a document', () => {
  const text =
    '---\na: b.\n---\n\n# One\n\n**P1:** A b. C\n[d. E]{.x} f.\n\n- go. H\n\nINT: I.\n\n```\nJ. K.\n```\n';
  function check(kind: UnitKind, ...expected: string[]): void {
    const units = unitsOf(text, read(text), kind);
    assert.deepEqual(
      units.map(({ text: said, turn, heading }) => `${said} ${turn}${heading ? ' heading' : ''}`),
      expected,
    );
  }
  it('are what is said, without labels, front matter and code', () => {
    check('sentence', 'One -1 heading', 'A b. 0', 'C\nd. 0', 'E f. 0', 'go. 0', 'H 0', 'I. 1');
    check('paragraph', 'One -1 heading', 'A b. C\nd. E f. 0', 'go. H 0', 'I. 1');
    check('turn', 'A b. C\nd. E f.\n\n- go. H 0', 'I.\n\n```\nJ. K.\n``` 1');
  });
  it('grow around a place: sentence, paragraph, turn, section', () => {
    const { text: at, range } = marked('# A\n\nINT: So?\n\nP1: One. Two «»two.\n\nThree.\n');
    const grown = unitsAround(at, read(at), range).map(({ start, end }) => at.slice(start, end));
    assert.deepEqual(grown, ['Two two.', 'One. Two two.', 'One. Two two.\n\nThree.', at.trim()]);
  });
  it('lie in the text one after the other, whatever it is', function () {
    this.timeout(120_000);
    fc.assert(
      fc.property(documents, fc.constantFrom<UnitKind>('sentence', 'paragraph', 'turn'), (any, kind) => {
        const found = read(any);
        const clean = cleanText(any, found);
        let last = 0;
        for (const { range, text: said } of unitsOf(any, found, kind)) {
          const { start, end } = { start: clean.toClean(range.start), end: clean.toClean(range.end) };
          assert.ok(start >= last && end > start, `${kind} at ${range.start}`);
          assert.equal(clean.text.slice(start, end), said);
          assert.equal(said, said.trim());
          last = end;
        }
      }),
      { numRuns: 300 },
    );
  });
});
