import assert from 'node:assert/strict';
import fc from 'fast-check';
import { cleanCopy } from '../../server/src/core/assign/copy.js';
import { drawSample, type SampleSpec } from '../../server/src/core/assign/sample.js';
import { cleanText } from '../../server/src/core/clean.js';
import { readDocument } from '../../server/src/core/document.js';
import { readingContext } from '../../server/src/core/study/index.js';
import { parseConfig } from '../../server/src/core/study/config.js';
import { segmentsOf } from '../../server/src/core/segments.js';
import { wellFormed } from './generate-coded.js';
import { documentOf, studyOf } from './study-of.js';

const context = readingContext(parseConfig('speakers: { interviewer: [INT] }'));
const read = (text: string) => readDocument('a.md', text, '', context);
/** The clean text behind the front matter, and behind the empty line that one which is added brings. */
const body = (text: string): string =>
  cleanText(text, read(text).scan)
    .text.replace(/^\uFEFF?---\r?\n[\s\S]*?\r?\n---(?:\r?\n|$)/, '')
    .replace(/^\uFEFF?(?:[ \t]*\r?\n)+/, '');

describe('the copy for a second coder', () => {
  const check = (text: string, expected: string): void => {
    const copy = cleanCopy('a.md', text, context, 'ben');
    assert.ok('text' in copy, JSON.stringify(copy));
    assert.equal(copy.text, expected);
  };

  it('has neither codes nor what stood on them, and says that nothing is coded', () => {
    check(
      '---\nwave: 1\ncoding: done\ncoder: ana\nmemo: Look again\n---\n\n# A {.x}\n\n**INT:** One [two]{.a memo="so" coder=ana}.\n\n::: {.b}\nP1: [three [four]{.d seg=q}]{.c #id}\n:::\n',
      '---\nwave: 1\ncoding: none\ncoder: ben\n---\n\n# A\n\n**INT:** One two.\n\nP1: three four\n',
    );
    check('One [two]{.a}\r\n', '---\r\ncoding: none\r\ncoder: ben\r\n---\r\n\r\nOne two\r\n');
    check('[one]{.mark .a} [two]{#x}\n', '---\ncoding: none\ncoder: ben\n---\n\n[one]{.mark} [two]{#x}\n');
  });

  it('tells what may still speak of the first coding', () => {
    const copy = cleanCopy('a.md', '---\nwave: 1 # odd\n---\n[x]{#p memo="y"} <!-- a? -->\n', context);
    assert.deepEqual('remarks' in copy && copy.remarks, [
      'HTML comments',
      'a memo on a passage without a code',
      'comments in front matter',
    ]);
  });

  it('of any document has its text and no coding, or is refused', () => {
    let refused = 0;
    fc.assert(
      fc.property(wellFormed, (text) => {
        const copy = cleanCopy('a.md', text, context);
        if ('refused' in copy) {
          refused++;
          return;
        }
        const after = read(copy.text);
        assert.equal(segmentsOf(after).count, 0);
        assert.equal(after.coding, 'none');
        assert.equal(body(copy.text), body(text));
        assert.equal(after.scan.words, read(text).scan.words);
      }),
      { numRuns: 300 },
    );
    assert.ok(refused < 30, `${refused} of 300 refused`);
  });
});

describe('a sample for double coding', () => {
  const documentsOf = (sizes: Readonly<Record<string, number>>) => [
    ...studyOf(
      Object.fromEntries(
        Object.entries(sizes).flatMap(([district, size]) =>
          Array.from({ length: size }, (_, at) => [`${district}${at}.md`, documentOf('x', { district })]),
        ),
      ),
    ).documents.values(),
  ];
  const drawn = (sizes: Readonly<Record<string, number>>, spec: Partial<SampleSpec>): string[] =>
    drawSample(documentsOf(sizes), { by: ['district'], seed: 1, ...spec }).map(
      ({ label, drawn: files }) => `${label} ${files.length}`,
    );

  it('takes of each stratum its part, and one at least', () => {
    assert.deepEqual(drawn({ A: 10, B: 5, C: 5 }, { share: 0.2 }), ['A 2', 'B 1', 'C 1']);
    assert.deepEqual(drawn({ A: 18, B: 1, C: 1 }, { count: 4 }), ['A 2', 'B 1', 'C 1']);
    assert.deepEqual(drawn({ A: 2, B: 2 }, { count: 9 }), ['A 2', 'B 2']);
    assert.deepEqual(drawn({ A: 4, B: 4 }, { by: [], count: 3 }), [' 3']);
    assert.deepEqual(drawn({ A: 9, B: 1 }, { count: 1 }), ['A 1', 'B 0']);
  });

  it('is the same for the same seed, of the size asked for, without a document twice', () => {
    const sizes = fc.record({ A: fc.nat(12), B: fc.nat(12), C: fc.nat(12) });
    const same = (seed: number, of: { A: number; B: number; C: number }, count: number): void => {
      const documents = documentsOf(of);
      const spec = { by: ['district'], seed, count };
      const strata = drawSample(documents, spec);
      assert.deepEqual(drawSample(documents.toReversed(), spec), strata);
      const files = strata.flatMap((stratum) => stratum.drawn);
      assert.equal(new Set(files).size, files.length);
      assert.equal(files.length, Math.min(documents.length, count));
      const filled = strata.filter((stratum) => stratum.drawn.length > 0).length;
      assert.equal(filled, Math.min(strata.length, files.length));
    };
    fc.assert(fc.property(fc.nat(), sizes, fc.integer({ min: 1, max: 40 }), same), { numRuns: 100 });
  });

  it('is another one for another seed', () => {
    const samples = [1, 2, 3, 4].map((seed) =>
      JSON.stringify(drawSample(documentsOf({ A: 30 }), { by: [], seed, count: 5 })),
    );
    assert.ok(new Set(samples).size > 1);
  });
});
