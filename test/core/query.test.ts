import assert from 'node:assert/strict';
import fc from 'fast-check';
import { evaluateQuery, readQuery } from '../../server/src/core/query/index.js';
import { parseQuery } from '../../server/src/core/query/parse.js';
import { listSegments } from '../../server/src/core/segments/list.js';
import { segmentsOf } from '../../server/src/core/segments.js';
import { documentOf, studyOf } from './study-of.js';
import { marked } from './study-marked.js';

const codebook = `codes:
  a: { name: First, codes: { below: { name: Below it } } }
  b: { name: Second code, aliases: [old] }
  c: { name: Third }
`;
const config = 'participants: { P1: {}, P2: {} }\nspeakers: { interviewer: [INT] }\n';

/** What a query finds in a text: the passages' words. */
function find(query: string, body: string, rollup = false): string[] {
  const text = documentOf(body);
  const study = studyOf({ 'codebook.yaml': codebook, 'qualdown.yaml': config, 'one.md': text });
  const document = study.documents.get('one.md')!;
  const read = readQuery(query, study);
  assert('query' in read, JSON.stringify(read));
  const found = evaluateQuery(read.query, study, document, () => text, { rollup });
  return listSegments(study, document, text, { found }).map((each) => each.text);
}
const check = (query: string, body: string, ...expected: string[]): void =>
  assert.deepEqual(find(query, body), expected);

describe('a query over passages', () => {
  const body = '[one]{.a} [two [three]{.b} four]{.a} [five]{.b} [six]{.c} [seven]{.a .c}';

  it('finds a code by id, alias and name', () => {
    check('a', body, 'one', 'two three four', 'seven');
    check('old', body, 'three', 'five');
    check('"second CODE"', body, 'three', 'five');
    assert.deepEqual(find('a', '[x]{.below}', true), ['x']);
    assert.deepEqual(find('a', '[x]{.below}'), []);
  });

  it('and: passages of the first that overlap the others', () => {
    check('a and b', body, 'two three four');
    check('b and a', body, 'three');
    check('a and c', body, 'seven');
    check('a and b and c', body);
    check('a and b', '[one]{.a}[two]{.b}');
    check('a and b', '[o [n]{.b seg=k} e]{.a seg=m} [x]{.b seg=k} [y]{.a seg=m}', 'o n e […] y');
  });

  it('or: passages of any', () => check('b or c', body, 'three', 'five', 'six', 'seven'));

  it('not: passages that overlap none', () => {
    check('a and not b', body, 'one', 'seven');
    check('not b and a', body, 'one', 'seven');
    check('not a', body, 'five', 'six');
    check('not not a', body, 'one', 'two three four', 'seven');
    check('not (a or b)', body, 'six');
    check('not a and not b', body, 'six');
  });

  it('binds near, then and, then or', () => {
    check('c or a and b', body, 'two three four', 'six', 'seven');
    check('(c or a) and b', body, 'two three four');
    check('a AND NOT b', body, 'one', 'seven');
  });

  it('near: in the same turn, in text without turns the same paragraph', () => {
    const turns =
      '**P1:** [One]{.a} word.\n\nMore [two]{.b}.\n\nINT: Hm?\n\n**P1:** [Three]{.a}.\n\n**P2:** [Four]{.b}.';
    check('a near b', turns, 'One');
    check('a near/paragraph b', turns);
    check('a not near b', turns, 'Three');
    check('a near b', '[One]{.a} and [two]{.b}.\n\n[Three]{.a}.\n\n[Four]{.b}.', 'One');
  });

  it('near so many counted words, either way, overlaps included', () => {
    const text = '[one]{.b} 1 2 3 [two]{.a} 1 2 3 4 [three]{.b}';
    check('a near/3 b', text, 'two');
    check('a near/2 b', text);
    check('b near/3 a', text, 'one');
    check('b near/4 a', text, 'one', 'three');
    check('a near/0 b', '[x [y]{.b} z]{.a}', 'x y z');
  });

  it('near in a sentence, under a heading, in the document', () => {
    const text = '[One]{.a} here. And [two]{.b} there. [Three]{.a} with [four]{.b}.\n\n# New\n\n[Five]{.a}.';
    check('a near/sentence b', text, 'Three');
    check('a near/section b', text, 'One', 'Three');
    check('a near/document b', text, 'One', 'Three', 'Five');
  });

  it('says what is wrong, and where', () => {
    const wrong = (query: string, message: RegExp): void => {
      const { text, ranges } = marked(query);
      const study = studyOf({ 'codebook.yaml': codebook });
      const read = readQuery(text, study);
      assert('problem' in read, text);
      assert.deepEqual({ start: read.problem.start, end: read.problem.end }, ranges[0], text);
      assert.match(read.problem.message, message);
    };
    wrong('«»', /missing here/);
    wrong('a and«»', /missing here/);
    wrong('a «b»', /“and”, “or” or “near”/);
    wrong('«(»a or b', /not closed/);
    wrong('a«)»', /closes none/);
    wrong('a «near/two» b', /near\/20/);
    wrong('a and «or» b', /missing before/);
    wrong('a and «secnd»', /No code is called “secnd”/);
    wrong('a and «"b»', /not closed/);
    wrong(`${'('.repeat(150)}a`.replace(/^(\({100})\(/, '$1«(»'), /nested too deep/);
  });

  it('never throws, and finds no more than there is', () => {
    const words = fc.constantFrom(
      'a',
      'b',
      'c',
      'and',
      'or',
      'not',
      'near',
      'near/3',
      '(',
      ')',
      '"',
      'zzz',
      'near/x',
    );
    fc.assert(
      fc.property(fc.array(words, { maxLength: 15 }), (parts) => {
        const text = parts.join(' ');
        const read = parseQuery(text);
        if ('problem' in read) {
          assert(read.problem.start >= 0 && read.problem.end <= text.length);
        }
      }),
    );
  });

  it('agrees with the definition of overlap, whatever the passages', () => {
    const piece = fc.tuple(fc.constantFrom('a', 'b', 'c', 'a .b'), fc.constantFrom('', ' '), fc.boolean());
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const body = pieces.reduce(
          (text, [code, gap, around]) =>
            around ? `[${text}x]{.${code}}${gap}` : `${text}[y]{.${code}}${gap}`,
          '',
        );
        const text = documentOf(body);
        const study = studyOf({ 'codebook.yaml': codebook, 'one.md': text });
        const document = study.documents.get('one.md')!;
        const entries = listSegments(study, document, text);
        const marks = Array.from({ length: document.scan.markCount }, (_, index) =>
          document.scan.mark(index),
        );
        assert.equal(entries.length, segmentsOf(document).count);
        const has = (index: number, code: string): boolean => entries[index]!.codes.includes(code);
        const expected = entries.map((_, index) =>
          Number(
            has(index, 'a') &&
              entries.some(
                (__, other) =>
                  has(other, 'b') &&
                  marks[index]!.content.start < marks[other]!.content.end &&
                  marks[other]!.content.start < marks[index]!.content.end,
              ),
          ),
        );
        const read = readQuery('a and b', study);
        if (!('query' in read)) throw new Error(read.problem.message);
        assert.deepEqual([...evaluateQuery(read.query, study, document, () => text)], expected);
      }),
    );
  });
});
