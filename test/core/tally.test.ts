import assert from 'node:assert/strict';
import { type Selection, tally, type Tally, type TallyRow } from '../../server/src/core/tally.js';
import { documentOf, studyOf } from './study-of.js';

const CODEBOOK = `
codes:
  a: { name: A, aliases: [old-a], codes: { a1: {}, a2: { codes: { a21: {} } } } }
  b: {}
  gone: { status: retired, replaced_by: b }
`;

/** Counts one document coded `done`, and compares what is named of each row. */
function check(
  text: string,
  expected: Readonly<Record<string, Partial<TallyRow>>>,
  { config = '', ...selection }: Selection & { config?: string } = {},
): void {
  checkFiles(
    { 'codebook.yaml': CODEBOOK, 'qualdown.yaml': config, 'x.md': documentOf(text) },
    expected,
    selection,
  );
}

function checkFiles(
  files: Readonly<Record<string, string>>,
  expected: Readonly<Record<string, Partial<TallyRow>>>,
  selection: Selection = {},
): Tally {
  const result = tally(studyOf(files), selection);
  const used = result.codes.filter(({ total }) => total > 0);
  const named = used.map((row) => {
    const keys = ['code', ...Object.keys(expected[row.code] ?? row)];
    return Object.fromEntries(Object.entries(row).filter(([key]) => keys.includes(key)));
  });
  assert.deepEqual(
    named,
    Object.entries(expected).map(([code, row]) => ({ code, ...row })),
  );
  return result;
}

describe('tally', () => {
  describe('segments', () => {
    it('counts a passage once for each of its codes', () =>
      check('[one two]{.a .b} three [four]{.b}', {
        a: { segments: 1, words: 2 },
        b: { segments: 2, words: 3 },
      }));

    it('counts fragments with one seg once, and their words together', () =>
      check('[one two]{.b seg=s1} x [three]{.b seg=s1}\n\n[four]{.b seg=s2}\n\n::: {.b seg=s1}\nfive\n:::', {
        b: { segments: 2, words: 5 },
      }));

    it('tells the seg of one document from that of another', () =>
      void checkFiles(
        {
          'codebook.yaml': CODEBOOK,
          'x.md': documentOf('[one]{.b seg=s}'),
          'y.md': documentOf('[two]{.b seg=s}'),
        },
        { b: { segments: 2, documents: 2 } },
      ));

    it('gives a segment the codes of all its fragments', () =>
      check('[one two]{.a seg=s} and [three]{.b seg=s}', {
        a: { segments: 1, words: 3 },
        b: { segments: 1, words: 3 },
      }));

    it('counts a code nested in itself once, however deep and by whatever mark', () => {
      check('[one [two [three]{.b}]{.b} four]{.b}', { b: { segments: 1, words: 4 } });
      check('## Head {.b}\n\none\n\n### Sub {.b}\n\ntwo', { b: { segments: 1, words: 2 } });
      check('## Head {.b}\n\none [two]{.b}\n\n::: {.b}\nthree\n\n### Sub {.b}\n\nfour\n:::', {
        b: { segments: 1, words: 4 },
      });
    });

    it('counts it again behind its end, and where another code lies between', () =>
      check('[one [two]{.b}]{.b} [three]{.b} [[four]{.b}]{.a}', {
        a: { segments: 1 },
        b: { segments: 3, words: 4 },
      }));

    it('counts a segment that lies in its own code with only some of its fragments', () =>
      check('[one [two]{.b seg=s}]{.b} [three]{.b seg=s}', { b: { segments: 2, words: 3 } }));

    it('counts a segment that lies in its own code with all its fragments no more', () =>
      check('[one [two]{.b seg=s}]{.b} [[three]{.b seg=s} four]{.b}', { b: { segments: 2, words: 4 } }));

    it('counts two overlapping segments of one coder as two', () =>
      check('[one [two]{.b seg=s}]{.b seg=t} [three]{.b seg=s}', { b: { segments: 2, words: 3 } }));

    it('counts marks without a code as nothing', () =>
      check('[one]{#id} [two]{.mark} [three]{key=value} [four]{.b #id2}', { b: { segments: 1 } }));
  });

  describe('several coders', () => {
    /** Two coders who overlap on `two`, neither inside the other. */
    const overlap = (first: string, second: string): string =>
      `[one [two]{.b seg=s ${second}}]{.b ${first}}[ three]{.b seg=s ${second}}`;

    it('counts overlapping codings of one code by different coders once', () => {
      check(overlap('coder=ana', 'coder=ben'), { b: { segments: 1, words: 3 } });
      check(overlap('coder=ana', ''), { b: { segments: 1, words: 3 } });
      check(overlap('coder=ana', 'coder=ana'), { b: { segments: 2, words: 3 } });
      check(overlap('', ''), { b: { segments: 2, words: 3 } });
    });

    it('counts what overlaps connect once, over more than two', () =>
      check(
        '[one [two]{.b seg=s coder=ben}]{.b coder=ana} [[three]{.b seg=s coder=ben} four]{.b coder=cy} [five]{.b seg=s coder=ben}',
        { b: { segments: 1, words: 5 } },
      ));

    it('does not join codings that only meet, or of different codes', () => {
      check('[one]{.b coder=ana}[two]{.b coder=ben}', { b: { segments: 2 } });
      check('[one [two]{.b coder=ben}]{.a coder=ana}', { a: { segments: 1 }, b: { segments: 1 } });
    });

    it('knows a coder by any signed fragment', () =>
      check('[one [two]{.b seg=s}]{.b coder=ana seg=t}[ three]{.b seg=s coder=ana}', { b: { segments: 2 } }));

    const signed = '[one]{.b coder=ana} [two three]{.b coder=ben} [four five six]{.b}';
    it('counts all without a coder of record', () => check(signed, { b: { segments: 3, words: 6 } }));
    it('counts the coder of record and unsigned codings where there is one', () =>
      check(signed, { b: { segments: 2, words: 4 } }, { config: 'coder_of_record: ana' }));
    it('counts only the coder asked for, of record or not', () => {
      check(signed, { b: { segments: 1, words: 2 } }, { coder: 'ben' });
      check(signed, { b: { segments: 1, words: 2 } }, { coder: 'ben', config: 'coder_of_record: ana' });
      check(signed, {}, { coder: 'nobody' });
    });
    it('lets codings that do not count hide none that do', () =>
      check(
        '[one [two]{.b coder=ana} three]{.b coder=ben}',
        { b: { segments: 1, words: 1 } },
        { config: 'coder_of_record: ana' },
      ));
  });

  describe('words', () => {
    it('counts words under overlapping passages once', () =>
      check('[one [two three]{.b seg=s} four]{.b} [five]{.b seg=s}', { b: { words: 5 } }));
    it('leaves out headings, code, labels and interviewers', () =>
      check(
        '::: b\n## Not this\n\n**INT:** Nor this.\n\n**P1:** But this `not` one.\n\n    nor code\n:::',
        { b: { words: 3 } },
        {
          config: 'speakers: { interviewer: [INT] }\nparticipants: { P1: {} }',
        },
      ));
    it('counts a word that a mark covers in part, once', () =>
      check('[buf]{.b}[fer]{.b}ing [x]{.a}y', { a: { words: 1 }, b: { segments: 2, words: 1 } }));
  });

  describe('total', () => {
    it('counts segments with a code or one below it, each once', () =>
      check('[one]{.a .a1} [two]{.a1 .a2} [three]{.a21} [four]{.b}', {
        a: { segments: 1, total: 3 },
        a1: { segments: 2, total: 2 },
        a2: { segments: 1, total: 2 },
        a21: { segments: 1, total: 1 },
        b: { total: 1 },
      }));
    it('counts a segment of a code below inside one of the code itself', () =>
      check('[one [two]{.a1} [three]{.a1}]{.a}', { a: { segments: 1, total: 3 }, a1: { total: 2 } }));
  });

  describe('codes', () => {
    it('counts an alias as the code it names, a retired code as itself', () =>
      check('[one [two]{.old-a}]{.a} [three]{.old-a} [four]{.gone}', {
        a: { segments: 2, words: 3 },
        gone: { segments: 1 },
      }));

    it('lists the whole codebook in its order, then unknown codes by name', () => {
      const { codes } = tally(
        studyOf({ 'codebook.yaml': CODEBOOK, 'x.md': documentOf('[x]{.z} [y]{.y .a1}') }),
      );
      assert.deepEqual(
        codes.map(({ code, parent, unknown }) => [code, parent, unknown ?? false]),
        [
          ['a', null, false],
          ['a1', 'a', false],
          ['a2', 'a', false],
          ['a21', 'a2', false],
          ['b', null, false],
          ['gone', null, false],
          ['y', null, true],
          ['z', null, true],
        ],
      );
    });

    it('follows an edit of the codebook without reading documents again', () => {
      const study = studyOf({ 'codebook.yaml': CODEBOOK, 'x.md': documentOf('[x]{.b} [y]{.a1}') });
      tally(study);
      const edited = studyOf({
        'codebook.yaml': 'codes: { c: { aliases: [b], codes: { a1: {} } } }',
      }).codebook;
      const row = tally(study.withCodebook(edited)).codes;
      assert.deepEqual(
        row.map(({ code, segments, total, unknown }) => ({ code, segments, total, unknown })),
        [
          { code: 'c', segments: 1, total: 2, unknown: undefined },
          { code: 'a1', segments: 1, total: 1, unknown: undefined },
        ],
      );
    });
  });

  describe('documents', () => {
    const files = {
      'codebook.yaml': CODEBOOK,
      'done.md': documentOf('[one]{.b} two', { coding: 'done', site: 'x' }),
      'empty.md': documentOf('three four', { coding: 'done', site: 'y' }),
      'none.md': documentOf('[five]{.b}', { coding: 'none', site: 'x' }),
      'partial.md': documentOf('[six]{.b}', { site: ['x', 'y'] }),
      'plain.md': documentOf('seven', {}),
    };

    it('leaves out what is not coded yet, and says so; done without marks counts', () => {
      const { documents, words, omitted } = checkFiles(files, { b: { segments: 2, documents: 2, words: 2 } });
      assert.deepEqual(
        { documents, words, omitted },
        {
          documents: 3,
          words: 5,
          omitted: [
            { file: 'none.md', reason: 'says coding: none, though 1 passage is coded' },
            { file: 'plain.md', reason: 'not coded yet (no passage is coded)' },
          ],
        },
      );
    });

    it('counts only documents that meet the conditions', () => {
      const where = (attribute: string, ...values: string[]) => values.map((value) => ({ attribute, value }));
      assert.equal(tally(studyOf(files), { where: where('site', 'x') }).documents, 2);
      assert.equal(tally(studyOf(files), { where: where('site', 'x', 'y') }).documents, 3);
      assert.equal(
        tally(studyOf(files), { where: [...where('site', 'x'), ...where('coding', 'done')] }).documents,
        1,
      );
    });

    it('lists files that cannot be read', () =>
      assert.deepEqual(tally(studyOf(files).withUnreadable('done.md', 'is UTF-16')).omitted[0], {
        file: 'done.md',
        reason: 'is UTF-16',
      }));

    it('gives the same in whatever order documents come', () => {
      const reversed = Object.fromEntries(Object.entries(files).reverse());
      assert.deepEqual(tally(studyOf(reversed)), tally(studyOf(files)));
    });
  });
});
