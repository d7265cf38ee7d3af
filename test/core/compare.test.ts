import assert from 'node:assert/strict';
import {
  type Cell,
  type Column,
  compare,
  type CompareOptions,
  type Comparison,
} from '../../server/src/core/compare.js';
import { documentOf, studyOf } from './study-of.js';

type Files = Readonly<Record<string, string>>;

const CODEBOOK = 'codes: { a: { codes: { a1: {}, a2: {} } }, b: { aliases: [old-b] } }';

/** A document of a district, coded, with further front matter. */
function doc(district: unknown, text: string, more: Readonly<Record<string, unknown>> = {}): string {
  return documentOf(text, { ...(district !== undefined && { district }), coding: 'done', ...more });
}

function compared(files: Files, options: CompareOptions = {}): Comparison {
  return compare(studyOf({ 'codebook.yaml': CODEBOOK, ...files }), options);
}

/** What is named of each column. */
function checkColumns(
  files: Files,
  expected: readonly Partial<Column>[],
  options: CompareOptions = {},
): void {
  const keys = Object.keys(expected[0] ?? { value: 0 });
  const columns = compared(files, options).columns.map((column) =>
    Object.fromEntries(Object.entries(column).filter(([key]) => keys.includes(key))),
  );
  assert.deepEqual(columns, expected);
}

/** What is named of one row's cells, in the order of columns. */
function checkCells(
  files: Files,
  code: string,
  expected: readonly Partial<Cell>[],
  options: CompareOptions = {},
): void {
  const keys = Object.keys(expected[0] ?? {});
  const row = compared(files, options).rows.find((each) => each.code === code);
  const cells = row?.cells.map((cell) =>
    Object.fromEntries(Object.entries(cell).filter(([key]) => keys.includes(key))),
  );
  assert.deepEqual(cells, expected);
}

/** Warnings are as many, and say these things in order. */
function checkWarnings(files: Files, expected: readonly RegExp[], options: CompareOptions = {}): void {
  const { warnings } = compared(files, options);
  assert.equal(warnings.length, expected.length, warnings.join('\n'));
  expected.forEach((says, index) => assert.match(warnings[index]!, says));
}

describe('compare', () => {
  describe('columns', () => {
    const values = (files: Files, options?: CompareOptions) =>
      compared(files, options).columns.map(({ value }) => value);

    it('are the values of the attribute, numbers as numbers, without a value last', () => {
      const waves = [10, 9, undefined, 2, 'b', 'A'].map((wave, index) => [
        `${index}.md`,
        doc('x', '[w]{.b}', { wave }),
      ]);
      assert.deepEqual(values(Object.fromEntries(waves) as Files, { by: 'wave' }), [
        2,
        9,
        10,
        'A',
        'b',
        null,
      ]);
    });

    it('are as written where zeros lead or a text is declared, else numbers are one however written', () => {
      const files = Object.fromEntries(
        ['10', '010', '"10"', '1.50', '01.5', '[010, 10]'].map((written, index) => [
          `${index}.md`,
          `---\ndistrict: ${written}\ncoding: done\n---\n\n[w]{.b}\n`,
        ]),
      );
      assert.deepEqual(values(files), ['01.5', 1.5, '010', 10]);
      const declared = (type: string) => ({
        ...files,
        'qualdown.yaml': `attributes: { district: { ${type} } }`,
      });
      assert.deepEqual(values(declared('type: text')), ['01.5', '1.50', '010', '10']);
      assert.deepEqual(values(declared('type: number')), [1.5, 10]);
      assert.deepEqual(values(declared('values: [010, 020]')), ['01.5', '1.50', '010', '10']);
      const where = [{ attribute: 'district', value: '010' }];
      assert.equal(compared(files, { where }).columns[0]?.documents, 2);
    });

    it('have negative and decimal numbers in their order, before words', () => {
      const waves = ['b', -1, 10, 2.25, 2.5, '"-2"', 0, '3 to 4', 1e21, -10].map((wave, index) => [
        `${index}.md`,
        `---\nwave: ${wave}\ncoding: done\n---\n\nw\n`,
      ]);
      const expected = [-10, '-2', -1, 0, 2.25, 2.5, 10, 1e21, '3 to 4', 'b'];
      assert.deepEqual(values(Object.fromEntries(waves) as Files, { by: 'wave' }), expected);
    });

    it('hold a document once, in however many ways it states a value', () => {
      const files = { '1.md': doc([1, '1', 1], '[w]{.b}'), '2.md': doc(['1', 1], 'x', { coding: 'none' }) };
      checkColumns(files, [{ value: 1, documents: 1, words: 1, none: 1 }]);
      checkWarnings(files, [/not coded yet/]);
    });

    it('are by default those of compare_by', () =>
      assert.deepEqual(
        values({
          'qualdown.yaml': 'compare_by: school',
          'x.md': documentOf('[w]{.b}', { school: 'S', coding: 'done' }),
        }),
        ['S'],
      ));

    it('take an empty value for none, and a number in quotes for the number', () =>
      checkColumns(
        {
          '1.md': doc('', 'a'),
          '2.md': doc(null, 'a'),
          '3.md': doc(undefined, 'a'),
          '4.md': doc(2, 'a'),
          '5.md': doc('2', 'a'),
        },
        [
          { value: 2, documents: 2 },
          { value: null, documents: 3 },
        ],
      ));

    it('count documents, none and partial, and the words and participants of the documents', () =>
      checkColumns(
        {
          'qualdown.yaml': 'participants: { P1: {}, P2: {}, P3: {} }',
          '1.md': doc('A', '**P1:** [one]{.b} two.'),
          '2.md': doc('A', '**P1:** Three.\n\n**P2:** Four.', { coding: 'partial' }),
          '3.md': doc('A', '[five]{.b}', { coding: undefined, participants: ['P1', 'P3'] }),
          '4.md': doc('A', '**P3:** six', { coding: 'none' }),
          '5.md': doc('B', 'seven', { coding: undefined }),
        },
        [
          { value: 'A', documents: 3, participants: 3, words: 5, none: 1, partial: 2 },
          { value: 'B', documents: 0, participants: 0, words: 0, none: 1, partial: 0 },
        ],
      ));

    it('count a document with several values in each', () =>
      checkColumns({ '1.md': doc(['A', 'B', 'A'], '[w]{.b}'), '2.md': doc('B', 'w') }, [
        { value: 'A', documents: 1 },
        { value: 'B', documents: 2 },
      ]));

    it('are coders where no attribute has that name', () => {
      const files = {
        '1.md': doc('A', '[one]{.b coder=ben} [two]{.b}'),
        '2.md': doc('A', '[three four]{.b coder=ana}'),
      };
      checkColumns(
        files,
        [
          { value: 'ana', documents: 1, words: 2 },
          { value: 'ben', documents: 1, words: 2 },
          { value: null, documents: 1, words: 2 },
        ],
        { by: 'coder' },
      );
      checkCells(
        files,
        'b',
        [
          { segments: 1, words: 2 },
          { segments: 1, words: 1 },
          { segments: 1, words: 1 },
        ],
        { by: 'coder' },
      );
      checkWarnings(files, [], { by: 'coder' });
    });
  });

  describe('cells', () => {
    it('give documents, words, rate and share of their column', () =>
      checkCells(
        {
          '1.md': doc('A', '[one two]{.b} three four'),
          '2.md': doc('A', 'five six seven eight'),
          '3.md': doc('B', '[nine]{.b}'),
        },
        'b',
        [
          { segments: 1, documents: 1, words: 2, rate: 125, share: 0.25 },
          { segments: 1, documents: 1, words: 1, rate: 1000, share: 1 },
        ],
      ));

    it('are zero where coding is done, and have no rate where there are no words', () => {
      checkCells({ '1.md': doc('A', 'one') }, 'b', [{ segments: 0, documents: 0, rate: 0, share: 0 }]);
      checkCells({ '1.md': doc('A', '# One') }, 'b', [{ rate: null, share: null }]);
    });

    it('leave documents that are not coded out of both sides', () =>
      checkCells(
        { '1.md': doc('A', '[one]{.b}'), '2.md': doc('A', '[two]{.b} three', { coding: 'none' }) },
        'b',
        [{ segments: 1, documents: 1, rate: 1000, share: 1 }],
      ));

    it('count the codes below with rollup: segments, documents, words once each', () => {
      const files = {
        '1.md': doc('A', '[one [two]{.a1} [three]{.a1 .a2}]{.a2} four'),
        '2.md': doc('A', '[five]{.a1}'),
      };
      checkCells(files, 'a', [{ segments: 0, documents: 0, words: 0 }]);
      checkCells(files, 'a', [{ segments: 4, documents: 2, words: 4, share: 0.8 }], { rollup: true });
      checkCells(files, 'a1', [{ segments: 3, documents: 2, words: 3 }], { rollup: true });
    });
  });

  describe('participants', () => {
    const config = {
      'qualdown.yaml': 'speakers: { interviewer: [INT] }\nparticipants: { P1: { name: Ms. One }, P2: {} }',
    };
    const check = (text: string, participants: number, options: CompareOptions = {}, more = {}): void =>
      checkCells({ ...config, 'x.md': doc('A', text, more) }, 'b', [{ participants }], options);

    it('carry a code where a passage has words in their turns', () => {
      check('**P1:** [one]{.b}\n\n**P2:** two', 1);
      check('::: b\n**P1:** one\n\n**INT:** two\n\n**P2:** three\n:::', 2);
      check('**P1:** one\n\n**INT:** [two]{.b}\n\n**X:** [three]{.b}', 0);
      check('[before]{.b}\n\n**P1:** one', 0);
    });

    it('are met again by id, name and in other documents, and counted once', () => {
      const files = {
        ...config,
        '1.md': doc('A', '**P1:** [one]{.b}'),
        '2.md': doc('A', '**Ms. One:** [two]{.b}'),
        '3.md': doc('B', '**P1:** [three]{.b}'),
      };
      checkCells(files, 'b', [{ participants: 1 }, { participants: 1 }]);
      checkColumns(files, [{ participants: 1 }, { participants: 1 }]);
    });

    it('carry what a document without turns has, if there is exactly one', () => {
      check('[one]{.b}', 1, {}, { participants: ['P1'] });
      check('[one]{.b}', 0, {}, { participants: ['P1', 'P2'] });
      check('[one]{.b}', 0);
    });

    it('carry a code by one below it with rollup', () => {
      const files = { ...config, 'x.md': doc('A', '**P1:** [one]{.a1}\n\n**P2:** [two]{.a2} [three]{.a}') };
      checkCells(files, 'a', [{ participants: 1 }]);
      checkCells(files, 'a', [{ participants: 2 }], { rollup: true });
    });

    it('carry only codings that count', () =>
      check('**P1:** [one]{.b coder=ana}\n\n**P2:** [two]{.b coder=ben}', 1, { coder: 'ben' }));
  });

  describe('rows', () => {
    const codes = (options: CompareOptions) =>
      compared({ 'x.md': doc('A', '[one]{.b} [two]{.z} [three]{.y}') }, options).rows.map(
        ({ code, unknown }) => (unknown ? `${code}?` : code),
      );
    it('are the codebook, then unknown codes', () =>
      assert.deepEqual(codes({}), ['a', 'a1', 'a2', 'b', 'y?', 'z?']));
    it('are the codes asked for, by id or alias', () =>
      assert.deepEqual(codes({ codes: ['z', 'old-b', 'a1'] }), ['a1', 'b', 'z?']));
  });

  describe('warnings', () => {
    const fine = doc('A', '[one]{.b}');
    it('are none where all is well', () => checkWarnings({ '1.md': fine, '2.md': doc('B', 'two') }, []));
    it('tell errors in the files that figures rest on', () => {
      const files = { '1.md': fine };
      const broken = ['compare_by: district\nattributes: [x]', 'coder_of_record: ana: ben\ndocuments: x.md'];
      checkWarnings({ ...files, 'qualdown.yaml': broken[0]! }, [
        /^qualdown\.yaml has 1 error: figures may rest on defaults\. Run `qualdown check`\.$/,
      ]);
      assert.match(
        compared({ 'x.md': fine, 'qualdown.yaml': broken[1]! }).warnings[0]!,
        /^qualdown\.yaml has 2 errors/,
      );
      checkWarnings({ ...files, 'codebook.yaml': 'codes:\n  b:\n  a: {aliases: [b]}' }, [
        /^codebook\.yaml has 1 error: codes may be missing or count wrongly\. Run/,
      ]);
      checkWarnings({ ...files, 'qualdown.yaml': 'ignore_classes: [a]' }, [/^codebook\.yaml has 1 error/]);
      checkWarnings({ ...files, 'qualdown.yaml': 'x: 1' }, []);
      const book = 'codebook: book.yaml';
      checkWarnings({ ...files, 'qualdown.yaml': book, 'book.yaml': 'codes: { b: 1 }' }, [/^book\.yaml has/]);
    });
    it('tell attributes that differ from the compared one in capitals alone', () =>
      checkWarnings({ '1.md': fine, '2.md': doc(undefined, 'x', { District: 'A' }) }, [
        /^1 document states “District”, not “district”, so the value counts nowhere: 2\.md\. Write `district:` there\.$/,
      ]));
    it('tell patterns that match no document', () =>
      checkWarnings({ '1.md': fine, 'qualdown.yaml': 'documents: ["*.md", intervews]' }, [
        /^1 pattern under `documents` in qualdown\.yaml matches no document, .*: “intervews”\.$/,
      ]));
    it('tell documents whose front matter has errors, met by the conditions or not', () =>
      checkWarnings(
        { '1.md': fine, '2.md': '---\ndistrict: A: B\ncoding: done\n---\n\n[x]{.b}\n' },
        [/^1 document has errors in the front matter.*: 2\.md\. Run `qualdown check`\.$/],
        { where: [{ attribute: 'district', value: 'A' }] },
      ));
    it('tell documents not coded, or in part', () =>
      checkWarnings(
        {
          '1.md': fine,
          '2.md': doc('A', 'x', { coding: 'none' }),
          '3.md': doc('A', '[x]{.b}', { coding: undefined }),
        },
        [
          /^1 of 3 documents not coded yet, left out of every figure: 2\.md\.$/,
          /^1 of 2 documents coded only in part.*3\.md.*coding: done/,
        ],
      ));
    it('tell unknown codes', () =>
      checkWarnings({ '1.md': doc('A', '[x]{.nope} [y]{.nope} [z]{.b}') }, [
        /1 code used, but not in the codebook: nope \(2 segments\)/,
      ]));
    it('tell mixed coders, or whose codings are left out', () => {
      const files = { '1.md': doc('A', '[x]{.b coder=ben} [y]{.b coder=ana}'), '2.md': doc('A', '[z]{.b}') };
      checkWarnings(files, [/several coders are counted together: ana, ben and unsigned ones/]);
      checkWarnings({ ...files, 'qualdown.yaml': 'coder_of_record: ana' }, [
        /Only codings of ana.*left out are those of ben/,
      ]);
      checkWarnings(files, [], { coder: 'ben' });
      checkWarnings({ '1.md': doc('A', '[x]{.b coder=ben} [y]{.b coder=ben}') }, []);
    });
    it('tell values that differ in case or spaces only', () =>
      checkWarnings({ '1.md': fine, '2.md': doc('a', 'x'), '3.md': doc('A ', 'x'), '4.md': doc('B', 'x') }, [
        /Values of district that differ only in case, spaces.*“a”.*“A”/,
      ]));
    it('tell values whose accents alone differ', () =>
      checkWarnings({ '1.md': doc('\u00e9', 'x'), '2.md': doc('e\u0301', 'x'), '3.md': doc('B', 'x') }, [
        /differ only in case, spaces or the encoding of accents .Unicode./,
      ]));
    it('tell documents in several columns', () =>
      checkWarnings({ '1.md': doc(['A', 'B'], '[x]{.b}') }, [
        /1 document with several values of district.*1\.md/,
      ]));
    it('tell columns of different kinds of document', () => {
      const kinds = {
        '1.md': doc('A', 'x', { kind: 'interview' }),
        '2.md': doc('B', 'x', { kind: 'minutes' }),
      };
      checkWarnings(kinds, [/differ in their kinds of document \(A: 1 × interview; B: 1 × minutes\)/]);
      checkWarnings(kinds, [], { by: 'kind' });
      checkWarnings({ '1.md': kinds['1.md'], '2.md': doc('B', 'x') }, [/A: 1 × interview; B: 1 × no kind/]);
      checkWarnings({ '1.md': kinds['1.md'], '2.md': doc('B', 'x', { kind: 'interview' }) }, []);
    });
    it('tell columns of different waves', () => {
      const waves = (...each: readonly [string, number][]) =>
        Object.fromEntries(
          each.map(([district, wave], index) => [`${index}.md`, doc(district, 'x', { wave })]),
        );
      checkWarnings(waves(['A', 1], ['A', 2], ['B', 1]), [
        /mix of waves \(A: 1 × wave 1, 1 × wave 2; B: 1 × wave 1\)/,
      ]);
      checkWarnings(waves(['A', 1], ['A', 2], ['B', 1], ['B', 2]), []);
    });
    it('tell columns without words', () =>
      checkWarnings({ '1.md': fine, '2.md': doc('B', '# x') }, [
        /No counted words, and so no rate or share, in B/,
      ]));
    it('tell files that cannot be read', () => {
      const { warnings, omitted } = compare(studyOf({ '1.md': fine }).withUnreadable('2.md', 'is UTF-16'));
      assert.match(warnings[0]!, /1 file cannot be read and so missing in every figure: 2\.md/);
      assert.deepEqual(omitted, [{ file: '2.md', reason: 'is UTF-16' }]);
    });
  });

  it('has exactly the fields of its contract', () =>
    assert.deepEqual(compared({ 'x.md': doc('A', '[one two]{.z}') }, { codes: ['z'] }), {
      by: 'district',
      columns: [{ value: 'A', documents: 1, participants: 0, words: 2, none: 0, partial: 0 }],
      rows: [
        {
          code: 'z',
          parent: null,
          unknown: true,
          cells: [{ segments: 1, documents: 1, participants: 0, words: 2, rate: 500, share: 1 }],
        },
      ],
      warnings: ['1 code used, but not in the codebook: z (1 segment).'],
      omitted: [],
    }));

  it('gives the same in whatever order documents come', () => {
    const files = {
      '1.md': doc('A', '[one]{.z} [two]{.b}', { kind: 'x' }),
      '2.md': doc('a', '[three]{.y .b coder=c}', { kind: 'y' }),
      '3.md': doc('A', '[four]{.b}'),
    };
    const reversed = Object.fromEntries(Object.entries(files).reverse());
    assert.deepEqual(compared(reversed), compared(files));
  });
});
