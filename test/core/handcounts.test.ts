// Small odd studies counted by hand, on paper, before the program was asked.
import assert from 'node:assert/strict';
import { compare } from '../../server/src/core/compare.js';
import type { ContrastRow } from '../../server/src/core/contrast/index.js';
import type { Pair } from '../../server/src/core/cooccurrence/index.js';
import type { Reciprocity } from '../../server/src/core/reciprocity/index.js';
import type { Saturation } from '../../server/src/core/saturation/index.js';
import type { Stability } from '../../server/src/core/stability/index.js';
import { contrastJson } from '../../server/src/core/contrast/json.js';
import { cooccurrenceJson } from '../../server/src/core/cooccurrence/json.js';
import { readFilter } from '../../server/src/core/filter/index.js';
import { quoted } from '../../server/src/core/segments/quoted.js';
import { cellOf, type Texts } from '../../server/src/core/report/analyse.js';
import type { AnalysisSpec, Filter } from '../../server/src/core/report/spec.js';
import { reciprocityJson } from '../../server/src/core/reciprocity/json.js';
import { saturationJson } from '../../server/src/core/saturation/json.js';
import { spreadJson } from '../../server/src/core/spread/index.js';
import { stabilityJson } from '../../server/src/core/stability/json.js';
import { studyOf } from './study-of.js';

type Files = Readonly<Record<string, string>>;

const head = (fields: Readonly<Record<string, string | number>>): string =>
  `---\n${Object.entries({ coding: 'done', ...fields })
    .map(([name, value]) => `${name}: ${value}\n`)
    .join('')}---\n\n`;

/** CRLF, a section over everything, nested codes of a family, an alias, two scripts, accents, a list cut by a segment. */
const ODD: Files = {
  'qualdown.yaml': 'speakers: { interviewer: [Interviewer] }\nparticipants: { P1: {}, P2: {} }\n',
  'codebook.yaml': 'codes: { top: { aliases: [oldtop], codes: { one: {}, two: {} } }, solo: {} }\n',
  'a.md': (
    head({ district: 'Alder' }) +
    '# Interview {.solo}\n\n**Interviewer:** [What do you think?]{.one}\n\n' +
    '**P1:** [alpha beta [gamma delta]{.two .one} epsilon]{.one} zeta [eta]{.oldtop} theta.\n\n' +
    "**P2:** [don't well-being café]{.solo coder=ana} [cafe\u0301 🙂 x]{.two coder=ben}\n"
  ).replaceAll('\n', '\r\n'),
  'b.md':
    head({ district: 'Tilden', coding: 'partial' }) +
    '::: {.one}\nNote one two three.\n\n- item four\n- [item five]{.two seg=aaaaaaaa} six\n\n:::\n\n' +
    'Then [seven]{.two seg=aaaaaaaa} eight. 中文 test\n',
  'c.md': head({ participants: '[P1]' }) + 'One two three.\n',
  'empty.md': '',
  'e.md': head({ district: 'Alder', coding: 'none' }) + '[x]{.one}\n',
};

/** Two cases, two waves, a speaker who is no participant, notes of nobody. */
const TWO: Files = {
  'qualdown.yaml': 'participants: { P1: {}, P2: {}, P3: {}, P4: {} }\n',
  'codebook.yaml': 'codes: { a: { counterpart: b }, b: {}, c: {} }\n',
  'x1.md':
    head({ district: 'Alder', wave: 1, date: '2024-01-05' }) +
    '**P1:** [a1 a2 [a3 a4]{.b}]{.a} n n n n [a5]{.a} n\n\n**P2:** n n n n n\n',
  'x2.md':
    head({ district: 'Alder', wave: 2, date: '2024-03-01' }) +
    '**P1:** [a6]{.a} n n n\n\n**P3:** [b1 b2 b3]{.b} n [a7 a8]{.a stance=lacking}\n',
  'x3.md': head({ district: 'Alder', wave: 2, date: '2024-03-01' }) + 'n n n n n\n',
  'y1.md':
    head({ district: 'Tilden', wave: 1, date: '2024-02-01' }) +
    '**P4:** [b4]{.b} n n n n n n n\n\n**Guest:** [a9]{.a} n\n',
  'y2.md': head({ district: 'Tilden', wave: 2, date: '2024-04-01' }) + '**P4:** n n n n [c1]{.c}\n',
};

const CODERS: Files = {
  'codebook.yaml': 'codes: { a: {} }\n',
  'z.md':
    head({ district: 'A', participants: '[P1]' }) +
    '**P1:** [one two three]{.a coder=ana} x [[u v]{.a coder=ben} w]{.a coder=ana} [p [q]{.a seg=k1 coder=ben}]{.a coder=ana}[ r]{.a seg=k1 coder=ben}\n',
};

const textsOf = (files: Files): Texts => ({ of: ({ file }) => Promise.resolve(files[file]) });

/** `Alder 2/1/1/5`: of each column segments, documents, participants and words of a code. */
async function check(
  files: Files,
  asked: Pick<AnalysisSpec, 'by' | 'codes' | 'rollup' | 'families' | 'filter'>,
  expected: Readonly<Record<string, string>>,
): Promise<void> {
  const study = studyOf(files);
  const { filter, by, ...options } = asked;
  const read = await readFilter(study, filter ?? {}, textsOf(files));
  assert.ok(!('problem' in read), JSON.stringify(read));
  const { columns, rows } = compare(study, { ...options, ...read.selection, ...(by && { by }) });
  const found = new Map(
    rows.map(({ code, cells }) => [
      code,
      cells
        .map(({ segments, documents, participants, words }, at) =>
          [String(columns[at]!.value), [segments, documents, participants, words].join('/')].join(' '),
        )
        .join(', '),
    ]),
  );
  const of = columns.map(({ value, documents, participants, words, none, partial }) =>
    [String(value), [documents, participants, words, none, partial].join('/')].join(' '),
  );
  found.set('of', of.join(', '));
  for (const [code, text] of Object.entries(expected)) assert.equal(found.get(code), text, code);
}

/** Numbers to six places. */
const rounded = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value, (_, each: unknown) =>
      typeof each === 'number' ? Math.round(each * 1e6) / 1e6 : each,
    ),
  );

describe('counts by hand', () => {
  it('of odd documents', async () => {
    await check(
      ODD,
      {},
      {
        of: 'Alder 1/2/13/1/0, Tilden 1/0/15/0/1, null 1/1/3/1/0',
        top: 'Alder 1/1/1/1, Tilden 0/0/0/0, null 0/0/0/0',
        one: 'Alder 2/1/1/5, Tilden 1/1/0/9, null 0/0/0/0',
        two: 'Alder 2/1/2/4, Tilden 1/1/0/3, null 0/0/0/0',
        solo: 'Alder 1/1/2/13, Tilden 0/0/0/0, null 0/0/0/0',
      },
    );
    const family = { top: 'Alder 5/1/2/8, Tilden 2/1/0/10, null 0/0/0/0' };
    await check(ODD, { families: true }, family);
    await check(ODD, { rollup: true, codes: ['oldtop'] }, family);
  });

  it('of codings that cross, by two coders', async () => {
    await check(CODERS, {}, { of: 'A 1/1/10/0/0', a: 'A 3/1/1/9' });
    await check(CODERS, { filter: { coder: 'ana' } }, { a: 'A 3/1/1/8' });
    await check(CODERS, { filter: { coder: 'ben' } }, { a: 'A 2/1/1/4' });
    await check(CODERS, { by: ['coder'] }, { a: 'ana 3/1/1/8, ben 2/1/1/4' });
  });

  it('of pairs, voices and filters', async () => {
    await check(TWO, {}, { of: 'Alder 3/3/30/0/0, Tilden 2/1/15/0/0', a: 'Alder 4/2/2/8, Tilden 1/1/0/1' });
    await check(
      TWO,
      { by: ['participant'] },
      {
        of: 'P1 2/1/14/0/0, P2 1/1/5/0/0, P3 1/1/6/0/0, P4 2/1/13/0/0, null 2/0/7/0/0',
        a: 'P1 3/2/1/6, P2 0/0/0/0, P3 1/1/1/2, P4 0/0/0/0, null 1/1/0/1',
      },
    );
    const filtered = (filter: Filter, of: string, a?: string): Promise<void> =>
      check(TWO, { filter }, { of, ...(a !== undefined && { a }) });
    await filtered(
      { where: ['date>=2024-02', 'date<2024-04'] },
      'Alder 2/2/15/0/0, Tilden 1/1/10/0/0',
      'Alder 2/1/2/3, Tilden 1/1/0/1',
    );
    await filtered({ where: ['date<=2024-03'] }, 'Alder 3/3/30/0/0, Tilden 1/1/10/0/0');
    await filtered({ where: ['date>2024-03'] }, 'Tilden 1/1/5/0/0');
    await filtered({ speaker: ['P1'] }, 'Alder 2/1/14/0/0', 'Alder 3/2/1/6');
    await filtered({ documents: ['x*.md'] }, 'Alder 3/3/30/0/0', 'Alder 4/2/2/8');
    await filtered({ without: 'b' }, 'Alder 1/0/5/0/0, Tilden 1/1/5/0/0', 'Alder 0/0/0/0, Tilden 0/0/0/0');
    await filtered(
      { query: 'a and not b' },
      'Alder 3/3/30/0/0, Tilden 2/1/15/0/0',
      'Alder 3/2/2/4, Tilden 1/1/0/1',
    );
  });

  it('of a contrast can be given up on the way', async () => {
    let breaths = 0;
    const breathe = (): Promise<void> =>
      ++breaths < 3 ? Promise.resolve() : Promise.reject(new Error('nobody wants it any more'));
    const work = contrastJson(studyOf(TWO), {}, { ...textsOf(TWO), breathe });
    await assert.rejects(work, /nobody wants it/);
    assert.equal(breaths, 3);
  });

  it('of each other analysis', async () => {
    const study = studyOf(TWO);
    const texts = textsOf(TWO);
    const asked = async <T>(made: Promise<object>): Promise<T> => rounded(await made) as T;
    const ofA = <T extends { code: string }>(rows: readonly T[]): T => rows.find(({ code }) => code === 'a')!;

    const spread = await asked<{ rows: { code: string; cells: object[] }[] }>(spreadJson(study, {}, texts));
    assert.deepEqual(ofA(spread.rows).cells[0], {
      documents: {
        units: 3,
        carrying: 2,
        share: { min: 0, median: 0.3, max: 0.333333 },
        rate: { min: 0, median: 133.333333, max: 200 },
        half: 1,
        dp: 0.166667,
        dpNorm: 0.2,
        most: { name: 'x1.md', part: 0.625 },
      },
      participants: {
        units: 3,
        carrying: 2,
        share: { min: 0, median: 0.333333, max: 0.428571 },
        rate: { min: 0, median: 166.666667, max: 214.285714 },
        half: 1,
        dp: 0.2,
        dpNorm: 0.25,
        most: { name: 'P1', part: 0.75 },
      },
    });
    for (const [level, odds, v] of [
      ['participant', { value: 5, corrected: true }, 0.57735],
      ['document', { value: 2, corrected: false }, 0.166667],
    ] as const) {
      const { rows } = await asked<{ rows: ContrastRow[] }>(
        contrastJson(study, { level, tests: true, p: true, resamples: 50 }, texts),
      );
      const { ratio, odds: found, v: cramer, p } = ofA(rows);
      assert.deepEqual([ratio, found, cramer, p], [2, odds, v, 1], level);
    }
    const { pairs } = await asked<{ pairs: Reciprocity['pairs'] }>(reciprocityJson(study, {}, texts));
    assert.deepEqual(
      pairs[0]!.cells.map(({ balance, presentBalance }) => [balance, presentBalance]),
      [
        [0.333333, 0.2],
        [0, 0],
      ],
    );
    const { cases } = await asked<Stability>(stabilityJson(study, {}, texts));
    assert.deepEqual(ofA(cases[0]!.rows).differences, {
      all: { documents: -0.5, share: -0.133333 },
      same: { documents: 0, share: -0.25 },
    });
    for (const [within, wanted] of [
      ['overlap', [9, 6, 2]],
      ['turn', [4, 3, 2]],
      ['paragraph', [4, 3, 2]],
      ['document', [3, 3, 3]],
    ] as const) {
      const { pairs: together } = await asked<{ pairs: Pair[] }>(cooccurrenceJson(study, { within }, texts));
      const { n1, n2, n12 } = together[0]!;
      assert.deepEqual([n1, n2, n12], wanted, within);
    }
    const opened = await cellOf(study, { kind: 'cooccurrence' }, { sheet: 0, row: 'a', column: 'b' }, texts);
    assert.ok('sentence' in opened);
    assert.equal(opened.sentence, '2 counted words of both; 1 of 5 documents, 2 passages');
    const { steps } = await asked<Saturation>(saturationJson(study, {}, texts));
    assert.deepEqual(
      steps.map(({ file, first, cumulative }) => [file, first, cumulative]),
      [
        ['x1.md', ['a', 'b'], 2],
        ['y1.md', [], 2],
        ['x2.md', [], 2],
        ['x3.md', [], 2],
        ['y2.md', ['c'], 3],
      ],
    );
  });
});

describe('a quotation', () => {
  const checkQuoted = (text: string, says: string, speaker: string | null): void =>
    assert.deepEqual(quoted({ text, speaker: 'P1' }), { text: says, speaker });
  it('shows labels without their Markdown, and names nobody else for what opens with one', () => {
    checkQuoted('**Interviewer:** How?\n\n**P1**: *So.*', 'Interviewer: How?\n\nP1: *So.*', null);
    checkQuoted(
      'So it is.\n\n**Interviewer:** And **now:** what?',
      'So it is.\n\nInterviewer: And **now:** what?',
      'P1',
    );
    checkQuoted('**Never** again.', '**Never** again.', 'P1');
  });
});
