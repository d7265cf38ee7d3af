import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { readCopy } from '../../server/src/core/agreement/copy.js';
import { disagreementsOf } from '../../server/src/core/agreement/disagreements.js';
import { agreementOf } from '../../server/src/core/agreement/index.js';
import type { SideInput } from '../../server/src/core/agreement/sides.js';
import type { Agreement, AgreementSpec, AgreementUnit } from '../../server/src/core/agreement/types.js';
import { unitsIn } from '../../server/src/core/agreement/units.js';
import type { Study } from '../../server/src/core/study/types.js';
import { wellFormed } from './generate-coded.js';
import { documentOf, studyOf } from './study-of.js';

const CODEBOOK =
  'codes: { a: { codes: { a1: {}, a2: {} } }, b: { aliases: [old-b] }, c: { status: retired } }';
const CONFIG = 'speakers: { interviewer: [INT] }\nparticipants: { P1: {}, P2: {} }\n';

/** Sides as copies of texts, by document. */
function sidesOf(texts: Readonly<Record<string, Readonly<Record<string, string>>>>): SideInput[] {
  return Object.entries(texts).map(([name, files]) => ({
    info: { name, source: 'path', path: name },
    files: new Map(Object.keys(files).map((file) => [file, file])),
    read: (file) => Promise.resolve(files[file]!),
  }));
}

function coders(
  study: Study,
  files: Readonly<Record<string, string>>,
  names: readonly string[],
): SideInput[] {
  return names.map((coder) => ({
    info: { name: coder, source: 'coder' },
    coder,
    files: new Map([...study.documents.keys()].map((file) => [file, file])),
    read: (file) => Promise.resolve(files[file]!),
  }));
}

const STUDY = studyOf({ 'codebook.yaml': CODEBOOK, 'qualdown.yaml': CONFIG });

/** Agreement of the texts of two sides, one document each. */
async function of(one: string, other: string, spec: AgreementSpec = {}): Promise<Agreement> {
  const sides = sidesOf({ one: { 'd.md': documentOf(one) }, other: { 'd.md': documentOf(other) } });
  const made = await agreementOf(STUDY, { sides, warnings: [] }, { resamples: 0, ...spec });
  assert.ok(!('problem' in made), JSON.stringify(made));
  return made;
}

/** Units, those in dispute and those that each side coded, of one code. */
async function check(
  one: string,
  other: string,
  spec: AgreementSpec,
  expected: readonly [units: number, disputed: number, one: number, other: number],
  code = 'b',
): Promise<void> {
  const made = await of(one, other, spec);
  const row = made.codes.find((each) => each.code === code)!;
  assert.ok(row, `no ${code}: ${made.codes.map((each) => each.code).join()}`);
  const coded = row.baseRates.map((rate) => Math.round(rate! * row.units));
  assert.deepEqual([row.units, row.disagreements, ...coded], expected);
}

describe('agreement: units of documents', () => {
  const TALK = '**P1:** One two. Three four.\n\n**INT:** five six\n\n**P2:** Seven.';
  const mark = (text: string, what: string, code = 'b'): string => text.replace(what, `[${what}]{.${code}}`);

  it('turns, an interviewer’s left out', () =>
    check(mark(TALK, 'two'), mark(TALK, 'Three'), {}, [2, 0, 1, 1]));
  it('sentences', () => check(mark(TALK, 'two'), mark(TALK, 'Three'), { unit: 'sentence' }, [3, 2, 1, 1]));
  it('paragraphs', () => check(mark(TALK, 'two'), TALK, { unit: 'paragraph' }, [2, 1, 1, 0]));
  it('words', () => check(mark(TALK, 'One two'), mark(TALK, 'two'), { unit: 'word' }, [5, 1, 2, 1]));
  it('characters, of words alone', () =>
    check(mark(TALK, 'One two.'), mark(TALK, 'wo'), { unit: 'character' }, [20, 4, 6, 2]));
  it('sentences where nobody speaks', () =>
    check('One [two]{.b}. Three.\n\nFour.', 'One two. Three.\n\nFour.', {}, [3, 1, 1, 0]));
  it('passages that share half their words are one', () =>
    check(
      '[one two three]{.b} four [five]{.b} six',
      'one [two three]{.b} four five [six]{.b}',
      { unit: 'passage' },
      [3, 2, 2, 2],
    ));
  it('only what some side coded', () =>
    check(mark(TALK, 'two'), mark(TALK, 'Seven', 'c'), { universe: 'coded' }, [2, 1, 1, 0]));
  it('fragments of one segment wherever they are', () =>
    check(
      '**P1:** [a]{.b seg=s1} x\n\n**P2:** [c]{seg=s1 .b}',
      '**P1:** a x\n\n**P2:** c',
      {},
      [2, 2, 2, 0],
    ));

  it('aliases are the code they name', () =>
    check(mark(TALK, 'two', 'old-b'), mark(TALK, 'two'), {}, [2, 0, 1, 1]));
  it('codes roll up', () =>
    check(mark(TALK, 'two', 'a1'), mark(TALK, 'two', 'a2'), { rollup: true }, [2, 0, 1, 1], 'a'));

  it('a code below others is another code without rolling up', async () => {
    const { codes, warnings } = await of(mark(TALK, 'two', 'a1'), mark(TALK, 'two', 'a2'));
    assert.deepEqual(
      codes.map(({ code, disagreements }) => [code, disagreements]),
      [
        ['a1', 1],
        ['a2', 1],
      ],
    );
    assert.deepEqual(warnings.slice(0, 2), ['Only one used a1.', 'Only other used a2.']);
  });

  it('a domain has pooled figures, unless its codes meet', async () => {
    const one = mark(mark(TALK, 'two', 'a1'), 'Seven', 'a2');
    const apart = await of(one, mark(TALK, 'two', 'a1'), { domain: 'a' });
    assert.equal(apart.overall?.percentAgreement, 1 / 2);
    assert.deepEqual(apart.pairs[0]!.percentAgreement, 1 / 2);
    const both = await of(mark(one, 'One', 'a2'), one, { domain: 'a' });
    assert.equal(both.overall, null);
    assert.match(both.warnings.join(), /No figure for a as a whole/);
  });

  it('nothing varies: not defined, never 1 or 0', async () => {
    const all = await of(mark(TALK, 'two', 'b'), mark(TALK, 'two', 'b'), { universe: 'coded' });
    const [row] = all.codes;
    assert.deepEqual(
      [row!.percentAgreement, row!.cohenKappa, row!.fleissKappa, row!.gwetAC1, row!.krippendorffAlpha],
      [1, null, null, null, null],
    );
    assert.match(all.warnings.join(), /Not defined for b/);
  });
});

describe('agreement: texts that differ', () => {
  const WORDS = Array.from({ length: 40 }, (_, at) => `w${at}`);
  const lines = (words: readonly string[]): string => words.join(' ');

  it('an edit shifts nothing behind it, and is reported', async () => {
    const [one, other] = [[...WORDS], [...WORDS]];
    other.splice(2, 1, 'new', 'words');
    one[30] = '[w30]{.b}';
    other[31] = '[w30]{.b}';
    const made = await of(lines(one), lines(other), { unit: 'word' });
    const [row] = made.codes;
    assert.deepEqual([row!.units, row!.disagreements, row!.cohenKappa], [39, 0, 1]);
    assert.deepEqual([made.alignment.words, made.alignment.unaligned], [81, 3]);
    assert.deepEqual(made.alignment.share, 3 / 81);
    assert.match(made.warnings.join(), /3\.7 % of their words \(3\)/);
  });

  it('who codes a corrected word codes its sentence', () =>
    check('One [too]{.b} three. Four.', 'One [two]{.b} three. Four.', { unit: 'sentence' }, [2, 0, 1, 1]));

  it('a stretch that one copy lacks is judged by the other alone', async () => {
    const made = await of('One two. Three [four]{.b}.\n\nFive [six]{.b}.', 'One two.\n\nFive [six]{.b}.', {
      unit: 'sentence',
    });
    assert.deepEqual([made.units, made.codes[0]!.units, made.codes[0]!.disagreements], [2, 2, 0]);
  });
});

describe('agreement: sides', () => {
  const files = {
    'codebook.yaml': CODEBOOK,
    'qualdown.yaml': `${CONFIG}coder_of_record: ana\n`,
    'one.md': documentOf('**P1:** [x]{.b coder=ana} y\n\n**P2:** [z]{.b coder=ben}\n\n**P1:** [u]{.b} v'),
    'two.md': documentOf('[x]{.b coder=ana}'),
    'none.md': documentOf('x', {}),
  };
  const study = studyOf(files);

  it('the coder of record hides nobody, and has what is unsigned', async () => {
    const made = await agreementOf(study, { sides: coders(study, files, ['ana', 'ben']), warnings: [] }, {});
    assert.ok('codes' in made);
    assert.deepEqual(made.codes[0]!.baseRates, [2 / 3, 1 / 3]);
    assert.deepEqual(made.omitted, [
      { file: 'none.md', reason: 'not coded yet (“coding: done” in its front matter says that it was read)' },
      { file: 'two.md', reason: 'only ana coded anything in it' },
    ]);
  });

  it('every document, when asked', async () => {
    const asked = { everyDocument: true, unsigned: 'ben' };
    const made = await agreementOf(
      study,
      { sides: coders(study, files, ['ana', 'ben']), warnings: [] },
      asked,
    );
    assert.ok('codes' in made);
    assert.deepEqual([made.documents, made.codes[0]!.baseRates], [2, [2 / 4, 2 / 4]]);
  });

  it('of three a side without a document has no value there', async () => {
    const coded = documentOf('**P1:** [x]{.b}\n\n**P2:** y');
    const plain = documentOf('**P1:** x\n\n**P2:** y');
    const sides = sidesOf({
      a: { '1.md': coded, '2.md': coded },
      b: { '1.md': coded, '2.md': plain },
      c: { '1.md': plain },
    });
    const made = await agreementOf(STUDY, { sides, warnings: [] }, { against: 'a' });
    assert.ok('codes' in made);
    const [row] = made.codes;
    assert.equal(row!.cohenKappa, null);
    assert.deepEqual(row!.baseRates, [1 / 2, 1 / 4, 0]);
    assert.deepEqual(
      made.pairs.map(({ coders: names, units }) => [...names, units]),
      [
        ['a', 'b', 4],
        ['a', 'c', 2],
        ['b', 'c', 2],
      ],
    );
    assert.deepEqual(row!.against, [
      { coder: 'b', precision: 1, recall: 1 / 2, f: 2 / 3 },
      { coder: 'c', precision: null, recall: 0, f: 0 },
    ]);
  });
});

describe('agreement: disagreements', () => {
  it('name who coded and who did not, with the places in both texts', async () => {
    const [one, other] = ['**P1:** “One [two]{.b} three.” Four.', '**P1:** “One two three.” [Four]{.c}.'].map(
      (text) => documentOf(text),
    );
    const sides = sidesOf({ one: { 'd.md': one! }, other: { 'd.md': other! } });
    const made = await disagreementsOf(STUDY, { sides, warnings: [] }, { unit: 'sentence' });
    assert.ok('disagreements' in made);
    assert.deepEqual(
      made.disagreements.map(({ id, code, coded, not, speaker, unit }) => ({
        id,
        code,
        coded,
        not,
        speaker,
        unit,
      })),
      [
        { id: 'd.md#sentence=0-3.b', code: 'b', coded: ['one'], not: ['other'], speaker: 'P1', unit: 0 },
        { id: 'd.md#sentence=3-4.c', code: 'c', coded: ['other'], not: ['one'], speaker: 'P1', unit: 1 },
      ],
    );
    const [left, right] = made.disagreements[0]!.sides;
    assert.equal(left!.text, '“One two three.”');
    assert.deepEqual(left!.marked, [{ start: 5, end: 8 }]);
    assert.equal(one!.slice(left!.place!.start, left!.place!.end), '“One [two]{.b} three.”');
    assert.equal(other!.slice(right!.place!.start, right!.place!.end), '“One two three.”');
    assert.deepEqual(
      left!.passages.map(({ start, end }) => one!.slice(start, end)),
      ['two'],
    );
    assert.deepEqual(right!.passages, []);
  });

  it('are as many as the table says, and words side by side are one', async () => {
    const pair = [documentOf('[a b]{.b} c [d]{.b}'), documentOf('a b [c]{.b} d')];
    const sides = sidesOf({ one: { 'd.md': pair[0]! }, other: { 'd.md': pair[1]! } });
    const made = await disagreementsOf(STUDY, { sides, warnings: [] }, { unit: 'word' });
    assert.ok('disagreements' in made);
    assert.deepEqual(
      made.disagreements.map(({ sides: [first] }) => first!.text),
      ['a b', 'c', 'd'],
    );
  });
});

describe('agreement: what holds for all documents', () => {
  const units: readonly AgreementUnit[] = ['character', 'word', 'sentence', 'turn', 'paragraph', 'passage'];

  it('each counted word has its place, and lies in exactly one unit', () => {
    fc.assert(
      fc.property(wellFormed, (text) => {
        const copy = readCopy('d.md', documentOf(text), STUDY.context);
        assert.equal(copy.words.length, copy.document.scan.words);
        copy.words.forEach(({ start, end }, at) => {
          assert.ok(start < end && (at === 0 || copy.words[at - 1]!.end <= start), text);
        });
        for (const unit of ['word', 'sentence', 'turn', 'paragraph'] as const) {
          const { count, words, ofWord } = unitsIn(copy, unit);
          assert.equal(words.length, count);
          assert.equal(
            words.reduce((sum, { start, end }) => sum + end - start, 0),
            copy.words.length,
          );
          ofWord.forEach((of, word) => {
            assert.ok(words[of]!.start <= word && word < words[of]!.end);
          });
        }
      }),
      { numRuns: 40 },
    );
  });

  it('a copy agrees with itself, and the order of two sides does not matter', async () => {
    await fc.assert(
      fc.asyncProperty(wellFormed, wellFormed, fc.constantFrom(...units), async (one, other, unit) => {
        const made = async (a: string, b: string) => {
          const sides = sidesOf({ x: { 'd.md': documentOf(a) }, y: { 'd.md': documentOf(b) } });
          const result = await agreementOf(STUDY, { sides, warnings: [] }, { unit, resamples: 0 });
          assert.ok('codes' in result);
          return result;
        };
        for (const row of (await made(one, one)).codes) {
          assert.equal(row.disagreements, 0);
          assert.ok(row.krippendorffAlpha === null || row.krippendorffAlpha === 1);
        }
        // Units are cut in the first text: of two texts that differ only the words mean the same both ways.
        if (unit !== 'word' && unit !== 'character') return;
        const [there, back] = [await made(one, other), await made(other, one)];
        assert.deepEqual(
          back.codes.map(({ code, units: n }) => [code, n > 0]),
          there.codes.map(({ code, units: n }) => [code, n > 0]),
        );
        assert.equal(back.alignment.words, there.alignment.words);
      }),
      { numRuns: 60 },
    );
  });

  it('lists as many disagreements as the table counts', async () => {
    await fc.assert(
      fc.asyncProperty(
        wellFormed,
        fc.constantFrom<AgreementUnit>('sentence', 'turn', 'paragraph', 'passage'),
        async (text, unit) => {
          const plain = text.replaceAll('.a', '.b');
          const sides = sidesOf({ x: { 'd.md': documentOf(text) }, y: { 'd.md': documentOf(plain) } });
          const table = await agreementOf(STUDY, { sides, warnings: [] }, { unit, resamples: 0 });
          const list = await disagreementsOf(STUDY, { sides, warnings: [] }, { unit });
          assert.ok('codes' in table && 'disagreements' in list);
          for (const { code, disagreements } of table.codes)
            assert.equal(list.disagreements.filter((each) => each.code === code).length, disagreements, code);
        },
      ),
      { numRuns: 60 },
    );
  });
});
