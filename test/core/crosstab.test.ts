import assert from 'node:assert/strict';
import { analyse, cellOf, type Texts } from '../../server/src/core/report/analyse.js';
import type { AnalysisSpec } from '../../server/src/core/report/spec.js';
import type { Report } from '../../server/src/core/report/types.js';
import { documentOf, studyOf } from './study-of.js';

type Files = Readonly<Record<string, string>>;

const SETTINGS: Files = {
  'codebook.yaml': 'codes: { a: { name: Alpha, codes: { a1: {} } }, b: {} }',
  'qualdown.yaml': 'speakers: { interviewer: [INT] }\nparticipants: { P1: { name: Anna }, P2: {} }',
};

const doc = (text: string, front: Readonly<Record<string, unknown>> = {}): string =>
  documentOf(text, { coding: 'done', ...front });

const textsOf = (files: Files): Texts => ({ of: ({ file }) => Promise.resolve(files[file]) });

async function reportOf(files: Files, spec: AnalysisSpec): Promise<Report> {
  const all = { ...SETTINGS, ...files };
  const made = await analyse(studyOf(all), spec, textsOf(all));
  assert.ok('sheets' in made, JSON.stringify(made));
  return made;
}

/** The table as lines: what the columns are, then each code with the texts of its cells and their marks. */
async function check(files: Files, spec: AnalysisSpec, expected: readonly string[]): Promise<void> {
  const { sheets } = await reportOf(files, spec);
  const [sheet] = sheets;
  const heads = sheet!.columns.map(({ group, name }) => (group === undefined ? name : `${group}/${name}`));
  const rows = sheet!.rows.map(({ name, depth, cells }) =>
    [
      '  '.repeat(depth) + name,
      ...cells.map(({ texts, mark }) => texts.join(' ') + (mark === undefined ? '' : ` (${mark})`)),
    ].join(' | '),
  );
  assert.deepEqual([heads.join(' | '), ...rows], expected);
}

async function checkSentence(files: Files, spec: AnalysisSpec, expected: string): Promise<void> {
  assert.equal((await reportOf(files, spec)).sentence, expected);
}

async function checkProblem(files: Files, spec: AnalysisSpec, expected: string): Promise<void> {
  const all = { ...SETTINGS, ...files };
  assert.deepEqual(await analyse(studyOf(all), spec, textsOf(all)), { problem: expected });
}

async function checkWarning(files: Files, spec: AnalysisSpec, expected: RegExp): Promise<void> {
  assert.match((await reportOf(files, spec)).warnings.join('\n'), expected);
}

const THREE: Files = {
  'x.md': doc('**INT:** so?\n\n**P1:** [one two]{.a} three four\n\n**P2:** [five]{.a1} six', {
    district: 'Alder',
    wave: 1,
    date: '2024-03-05',
  }),
  'y.md': doc('**P1:** [seven]{.a stance=lacking} eight', {
    district: 'Alder',
    wave: 2,
    date: '2024-07-09',
  }),
  'z.md': doc('**P2:** [nine]{.b} ten [eleven]{.b}', { district: 'Tilden', wave: 10, date: '2025-01-02' }),
};

describe('crosstab of', () => {
  describe('columns', () => {
    it('are what the study compares by, documents, participants and share first', () =>
      check(THREE, {}, [
        'Alder | Tilden',
        'Alpha | 2/2 1/2 37.5% (rests on one voice) | 0/1 0/1 –',
        '  a1 | 1/2 1/2 12.5% (rests on one document) | 0/1 0/1 –',
        'b | 0/2 0/2 – | 1/1 1/1 66.7% (rests on one document)',
      ]));
    it('are pairs that occur, in natural order, under the first', () =>
      check(
        { ...THREE, 'v.md': doc('[v]{.a}', { wave: 1 }) },
        { by: ['district', 'wave'], measure: 'segments', codes: ['a'] },
        [
          'Alder/wave 1 | Alder/wave 2 | Tilden/wave 10 | (no district)/wave 1',
          'Alpha | 1 (rests on one document) | 1 (rests on one document) | – | 1 (rests on one document)',
        ],
      ));
    it('are participants, with what lies in their turns', () =>
      check(
        { ...THREE, 'n.md': doc('[note]{.b}') },
        { by: ['participant'], measure: 'words', codes: ['a', 'a1', 'b'] },
        [
          'P1 | P2 | (no participant)',
          'Alpha | 3 | – | –',
          '  a1 | – | 1 (rests on one document) | –',
          'b | – | 2 (rests on one document) | 1 (rests on one document)',
        ],
      ));
    describe('of an attribute that participants have', () => {
      const people: Files = {
        ...THREE,
        'qualdown.yaml': `speakers: { interviewer: [INT] }
participants: { P1: { name: Anna, role: principal }, P2: { role: teacher }, P3: { name: Cleo } }`,
        'w.md': doc('**P3:** [a]{.a} b\n\n**P2:** [c d]{.a} e', { district: 'Tilden', wave: 10 }),
      };
      it('are what those with each value say, documents and words too; without it whoever has none', () =>
        check({ ...people, 'n.md': doc('[note]{.b}') }, { by: ['role'], codes: ['a', 'b'] }, [
          'principal | teacher | (no role)',
          'Alpha | 2/2 1/1 50.0% (rests on one voice) | 1/3 1/1 25.0% (rests on one document) | 1/2 1/1 33.3% (rests on one document)',
          'b | 0/2 0/1 – | 1/3 1/1 25.0% (rests on one document) | 1/2 0/1 33.3% (rests on one document)',
        ]));
      it('are pairs with one of documents, in either order', async () => {
        const files = { ...people };
        const spec = { measure: 'words', codes: ['a'] } as const;
        await check(files, { ...spec, by: ['district', 'role'] }, [
          'Alder/principal | Alder/teacher | Tilden/teacher | Tilden/(no role)',
          'Alpha | 3 (rests on one voice) | – | 2 (rests on one document) | 1 (rests on one document)',
        ]);
        await check(files, { ...spec, by: ['role', 'district'] }, [
          'principal/Alder | teacher/Alder | teacher/Tilden | (no role)/Tilden',
          'Alpha | 3 (rests on one voice) | – | 2 (rests on one document) | 1 (rests on one document)',
        ]);
      });
      it('are those of the document where it says otherwise', () =>
        check(
          {
            ...people,
            'u.md':
              '---\ncoding: done\ndistrict: Alder\nparticipants: { P2: { role: principal } }\n---\n\n**P2:** [x]{.a} y',
          },
          { by: ['role'], measure: 'documents', codes: ['a'] },
          [
            'principal | teacher | (no role)',
            'Alpha | 3/3 | 1/3 (rests on one document) | 1/1 (rests on one document)',
          ],
        ));
      it('give way to an attribute of documents', () =>
        check(
          { ...people, 'x.md': doc('**P1:** [x]{.a}', { role: 'essay' }) },
          { by: ['role'], measure: 'documents', codes: ['a'] },
          ['essay | (no role)', 'Alpha | 1/1 (rests on one document) | 2/3'],
        ));
      it('filter what counts to what such people say', async () => {
        const spec = { codes: ['a'], filter: { where: ['role=teacher'] } };
        await check(people, spec, [
          'Alder | Tilden',
          'Alpha | 0/1 0/1 – | 1/2 1/1 33.3% (rests on one document)',
        ]);
        await checkSentence(
          people,
          spec,
          'Documents of 3 and participants of 1 that carry 1 code, and the share of counted words, by district; 8 counted words, interviewer turns left out; only what participants with role=teacher say.',
        );
        await check(people, { ...spec, measure: 'words', filter: { where: ['role!=teacher'] } }, [
          'Alder | Tilden',
          'Alpha | 3 (rests on one voice) | 1 (rests on one document)',
        ]);
        await checkProblem(
          people,
          { filter: { where: ['role=techer'] } },
          'Nothing has role “techer”. Did you mean “teacher”? Values are principal and teacher.',
        );
      });
    });
    it('are speakers, listed or not', () =>
      check(
        { 'x.md': doc('**P1:** [a b]{.a}\n\n**A guest:** [c]{.a} d') },
        { by: ['speaker'], measure: 'share', codes: ['a'] },
        ['A guest | P1', 'Alpha | 50.0% (rests on one document) | 100.0% (rests on one document)'],
      ));
    it('are coders, where no attribute has the name', () =>
      check(
        { 'x.md': doc('[a]{.a coder=ana} [b]{.a coder=ben} [c]{.a}') },
        { by: ['coder'], measure: 'segments', codes: ['a'] },
        [
          'ana | ben | (no coder)',
          'Alpha | 1 (rests on one document) | 1 (rests on one document) | 1 (rests on one document)',
        ],
      ));
  });

  describe('rows', () => {
    it('roll up without counting anything twice', () =>
      check({ 'x.md': doc('[one [two]{.a1}]{.a} [three]{.a .a1}') }, { rollup: true, measure: 'segments' }, [
        '(no district)',
        'Alpha | 3 (rests on one document)',
        '  a1 | 2 (rests on one document)',
        'b | –',
      ]));
    it('are families: those of the codes asked for', () =>
      check(THREE, { families: true, codes: ['a1'], measure: 'documents' }, [
        'Alder | Tilden',
        'Alpha | 2/2 | 0/1',
      ]));
  });

  describe('measures', () => {
    for (const [measure, first, second] of [
      ['documents', '2/2', '1/2 (rests on one document)'],
      ['participants', '1/2', '1/2 (rests on one document)'],
      ['segments', '2', '1 (rests on one document)'],
      ['words', '3', '1 (rests on one document)'],
      ['share', '37.5%', '12.5% (rests on one document)'],
      ['rate', '250.0', '125.0 (rests on one document)'],
      ['row-percent', '100.0%', '100.0% (rests on one document)'],
      ['column-percent', '66.7%', '33.3% (rests on one document)'],
      ['total-percent', '40.0%', '20.0% (rests on one document)'],
      ['present', 'present', 'present (rests on one document)'],
    ] as const) {
      it(`are ${measure}`, async () => {
        const { sheets } = await reportOf(THREE, { measure });
        const texts = sheets[0]!.rows.slice(0, 2).map(({ cells: [cell] }) => cell!);
        const told = texts.map(
          (cell) =>
            cell.texts.join(' ') + (cell.mark && !cell.mark.includes('voice') ? ` (${cell.mark})` : ''),
        );
        assert.deepEqual(told, [first, second]);
      });
    }
  });

  describe('the sentence', () => {
    it('says what is counted of what', () =>
      checkSentence(
        { ...THREE, 'w.md': documentOf('nothing yet', { district: 'Alder' }) },
        { measure: 'documents', by: ['district'] },
        'Documents of 3 that carry each of 3 codes, by district; 11 counted words, interviewer turns left out; 1 document not yet coded.',
      ));
    it('says what was chosen', () =>
      checkSentence(
        THREE,
        { by: ['wave'], families: true, filter: { where: ['date<2024-07'], speaker: ['Anna'] } },
        'Documents of 1 and participants of 1 that carry each of 2 families, and the share of counted words, by wave; 4 counted words, interviewer turns left out; only date<2024-07, what Anna says.',
      ));
  });

  describe('what is asked for', () => {
    const filtered = (filter: AnalysisSpec['filter'], documents: string): Promise<void> =>
      check(THREE, { by: ['district'], codes: ['a'], measure: 'documents', filter: filter! }, [
        documents.includes('|') ? 'Alder | Tilden' : documents.endsWith('-') ? 'Tilden' : 'Alder',
        `Alpha | ${documents.replace(/-$/, '')}`,
      ]);
    const one = ' (rests on one document)';
    it('is conditions: equal ones on one attribute are alternatives, others hold together', async () => {
      await filtered({ where: ['wave=1', 'wave=10'] }, `1/1${one} | 0/1`);
      await filtered({ where: ['wave!=1', 'wave!=10'] }, `1/1${one}`);
      await filtered({ where: ['wave>=2'] }, `1/1${one} | 0/1`);
      await filtered({ where: ['wave>1', 'wave<10'] }, `1/1${one}`);
    });
    it('is dates by as much of them as is written', async () => {
      await filtered({ where: ['date<2024-07'] }, `1/1${one}`);
      await filtered({ where: ['date<=2024-07'] }, `2/2 (rests on one voice)`);
      await filtered({ where: ['date>2024'] }, `0/1-`);
      await filtered({ where: ['date=2024'] }, `2/2 (rests on one voice)`);
    });
    it('is documents by name, or those without', async () => {
      await filtered({ documents: ['[xz].md'] }, `1/1${one} | 0/1`);
      await filtered({ without: 'a1' }, `1/1${one} | 0/1`);
    });
    it('is passages by query or by their own attributes, of the same documents', async () => {
      await filtered({ query: 'a near/turn a1' }, '0/2 | 0/1');
      await filtered({ query: 'a near/20 a1' }, `1/2${one} | 0/1`);
      await filtered({ where: ['stance=lacking'] }, `1/2${one} | 0/1`);
    });
    it('is told where there is none of it', async () => {
      await checkProblem(
        THREE,
        { by: ['distrct'] },
        'No document has the attribute “distrct”. Did you mean “district”? Attributes are coding, date, district and wave.',
      );
      await checkProblem(
        THREE,
        { by: ['wave', 'wave'] },
        'The columns are by “wave” twice; name two different attributes.',
      );
      await checkProblem(THREE, { codes: ['a11'] }, 'No code is called “a11”. Did you mean “a1”?');
      await checkProblem(
        THREE,
        { filter: { where: ['district=Aldr'] } },
        'Nothing has district “Aldr”. Did you mean “Alder”? Values are Alder and Tilden.',
      );
      await checkProblem(
        THREE,
        { filter: { where: ['district>b'] } },
        '“district>b” compares with neither a number nor a date. Write date>=2024-03 or wave>1.',
      );
      await checkProblem(
        THREE,
        { filter: { where: ['district'] } },
        '“district” is no condition. Write an attribute and its value: district=Alder.',
      );
      await checkProblem(
        THREE,
        { filter: { where: ['wave=1', 'district=Tilden'] } },
        'No document has wave=1 and district=Tilden together.',
      );
      await checkProblem(
        THREE,
        { filter: { speaker: ['P3'] } },
        'Nobody called “P3” speaks in a document. Did you mean “P1” or “P2”? Speakers are P1 and P2.',
      );
      await checkProblem(
        THREE,
        { filter: { coder: 'ana' } },
        'No coding is signed by “ana”. No coding is signed.',
      );
      await checkProblem(
        THREE,
        { filter: { documents: ['q.md'] } },
        'No document is named like “q.md”. Did you mean “x.md”, “y.md” or “z.md”?',
      );
      await checkProblem(
        THREE,
        { filter: { query: 'a and' } },
        'In the query “a and”, character 6: A code is missing here.',
      );
    });
  });

  describe('odd studies', () => {
    it('have no documents', async () => {
      await check({}, {}, ['', 'Alpha', '  a1', 'b']);
      await checkSentence(
        {},
        {},
        'Documents of 0 that carry each of 3 codes, and the share of counted words, by district; 0 counted words.',
      );
    });
    it('have one document', () =>
      check({ 'x.md': doc('[x]{.a}') }, { codes: ['a'] }, [
        '(no district)',
        'Alpha | 1/1 100.0% (rests on one document)',
      ]));
    it('have nothing coded yet', async () => {
      const files = { 'x.md': documentOf('words', { district: 'Alder' }) };
      await check(files, { codes: ['a'] }, ['Alder', 'Alpha | – –']);
      await checkWarning(files, {}, /1 of 1 document not coded yet/);
    });
    it('lack the attribute in places', () =>
      check(
        { 'x.md': doc('[x]{.a}', { district: 'Alder' }), 'y.md': doc('y', { district: '' }) },
        { codes: ['a'], measure: 'documents' },
        ['Alder | (no district)', 'Alpha | 1/1 (rests on one document) | 0/1'],
      ));
    it('have values that differ only in case or spaces, told of in pairs too', () =>
      checkWarning(
        {
          'x.md': doc('x', { district: 'Alder', wave: 1 }),
          'y.md': doc('y', { district: ' alder', wave: 2 }),
        },
        { by: ['wave', 'district'] },
        /Values of district that differ only in case, spaces.*“Alder” and “␣alder”/,
      ));
    it('have several values in a document, told of', () =>
      checkWarning(
        { 'x.md': doc('x', { district: ['Alder', 'Tilden'], wave: 1 }) },
        { by: ['district', 'wave'] },
        /1 document with several values of district, counted in the column of each: x\.md/,
      ));
    it('have thousands of passages in a cell, each found', async () => {
      const files = { ...SETTINGS, 'x.md': doc('[x]{.a} '.repeat(5000), { district: 'Alder' }) };
      const study = studyOf(files);
      const cell = { sheet: 0, row: 'a', column: '["Alder"]' };
      const found = await cellOf(study, {}, cell, textsOf(files));
      assert.ok('passages' in found);
      assert.equal(found.sentence, '1 of 1 document, 5,000 passages, 5,000 of 5,000 counted words');
      assert.equal(
        [...found.passages.values()][0]!.reduce((sum, is) => sum + is, 0),
        5000,
      );
    });
    it('tell a cell that is gone', async () => {
      const files = { ...SETTINGS, ...THREE };
      const cell = { sheet: 0, row: 'a', column: '["Hallam"]' };
      assert.deepEqual(await cellOf(studyOf(files), {}, cell, textsOf(files)), {
        problem: 'The table no longer has this column.',
      });
    });
    it('changed while they were read', async () => {
      const files = { ...SETTINGS, ...THREE };
      const changed: Texts = { of: ({ file }) => Promise.resolve(file === 'x.md' ? undefined : files[file]) };
      const made = await analyse(studyOf(files), { filter: { where: ['stance=lacking'] } }, changed);
      assert.ok('warnings' in made);
      assert.match(made.warnings[0]!, /1 document changed while it was read/);
    });
  });
});

describe('spread of', () => {
  /** Four documents with 10 words each, of which so many are under the code; the figures by hand. */
  const four = (...words: number[]): Files =>
    Object.fromEntries(
      words.map((number, index) => [
        `${index}.md`,
        doc(`${number > 0 ? `[${'w '.repeat(number).trim()}]{.b} ` : ''}${'v '.repeat(10 - number)}`),
      ]),
    );
  it('an even code is 0, one in a single document 1', async () => {
    const texts = async (files: Files) =>
      (await reportOf(files, { kind: 'spread', codes: ['b'] })).sheets[0]!.rows[0]!.cells[0]!.texts.join(' ');
    assert.equal(
      await texts(four(2, 2, 2, 2)),
      '4/4 20.0% 20.0% 20.0% 100.0 100.0 100.0 2 0.00 0.00 0.md (25%)',
    );
    assert.equal(await texts(four(0, 0, 6, 0)), '1/4 0.0% 0.0% 60.0% 0.0 0.0 100.0 1 0.75 1.00 2.md (100%)');
    assert.equal(
      await texts(four(1, 2, 0, 5)),
      '3/4 0.0% 15.0% 50.0% 0.0 100.0 100.0 1 0.38 0.50 3.md (63%)',
    );
    assert.equal(await texts(four(0, 0)), '0/2 – – – – – – – – – –');
    assert.equal(await texts(four(3)), '1/1 30.0% 30.0% 30.0% 100.0 100.0 100.0 1 – – 0.md (100%)');
  });
});
