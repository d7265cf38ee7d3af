import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  cramersV,
  fisherExact,
  type FourFold,
  oddsRatio,
} from '../../server/src/core/contrast/association.js';
import type { Contrast } from '../../server/src/core/contrast/index.js';
import { contrastFor } from '../../server/src/core/contrast/report.js';
import { Random } from '../../server/src/core/contrast/random.js';
import { percentileInterval, quantile } from '../../server/src/core/contrast/resample.js';
import { cooccurrenceFor } from '../../server/src/core/cooccurrence/report.js';
import type { Pair } from '../../server/src/core/cooccurrence/index.js';
import { codebookChanges } from '../../server/src/core/history/changes.js';
import { parseCodebook } from '../../server/src/core/codebook/index.js';
import { reciprocityFor } from '../../server/src/core/reciprocity/report.js';
import { analyse, type Texts } from '../../server/src/core/report/analyse.js';
import type { AnalysisSpec } from '../../server/src/core/report/spec.js';
import { saturationFor } from '../../server/src/core/saturation/report.js';
import { stabilityFor } from '../../server/src/core/stability/report.js';
import { documentOf, studyOf } from './study-of.js';

type Files = Readonly<Record<string, string>>;

const CODEBOOK = 'codes: { a: { counterpart: b }, b: {}, c: {} }';

const doc = (district: string | undefined, text: string, more: Readonly<Record<string, unknown>> = {}) =>
  documentOf(text, { district, coding: 'done', ...more });

function made(files: Files): { study: ReturnType<typeof studyOf>; texts: Texts } {
  const study = studyOf({ 'codebook.yaml': CODEBOOK, ...files });
  return { study, texts: { of: (document) => Promise.resolve(files[document.file]) } };
}

async function contrasted(files: Files, spec: AnalysisSpec = {}): Promise<Contrast> {
  const { study, texts } = made(files);
  const result = await contrastFor(study, spec, texts);
  assert.ok(!('problem' in result));
  return result.contrast;
}

const words = (number: number): string => 'word '.repeat(number).trim();
/** Ten counted words of which a code has some. */
const ten = (code: string, coded = 5): string => `[${words(coded)}]{.${code}} ${words(10 - coded)}`;

describe('association', () => {
  const table = (caseWith: number, caseWithout: number, restWith: number, restWithout: number): FourFold => ({
    caseWith,
    caseWithout,
    restWith,
    restWithout,
  });

  it('Fisher’s tea: R’s fisher.test(matrix(c(3,1,1,3),2)) gives p = 0.4857', () => {
    assert.equal(fisherExact(table(3, 1, 1, 3)).toFixed(4), '0.4857');
  });

  it('twins and convicts: Fisher (1962), as in R’s ?fisher.test, p = 0.0005367', () => {
    assert.equal(fisherExact(table(2, 15, 10, 3)).toFixed(7), '0.0005367');
  });

  it('the odds ratio and φ of the Physicians’ Health Study (Agresti 2002, Categorical Data Analysis, table 2.3): 1.83', () => {
    const aspirin = table(189, 10845, 104, 10933);
    assert.equal(oddsRatio(aspirin)!.value.toFixed(2), '1.83');
    // χ² = 25.01, n = 22071; φ = √(χ²/n)
    assert.equal(cramersV(aspirin)!.toFixed(4), Math.sqrt(25.0139 / 22071).toFixed(4));
  });

  it('adds one half to each cell where one is 0, and says so', () => {
    assert.deepEqual(oddsRatio(table(3, 0, 1, 2)), { value: (3.5 * 2.5) / (0.5 * 1.5), corrected: true });
    assert.equal(oddsRatio(table(0, 0, 1, 2)), null);
    assert.equal(cramersV(table(0, 3, 0, 2)), null);
  });

  it('stays in its bounds, whichever side is called the case', () => {
    const cell = fc.nat(30);
    fc.assert(
      fc.property(cell, cell, cell, cell, (a, b, c, d) => {
        const [one, other] = [table(a, b, c, d), table(c, d, a, b)];
        const [v, p] = [cramersV(one), fisherExact(one)];
        assert.ok(v === null || (v >= 0 && v <= 1));
        assert.equal(v, cramersV(other));
        assert.ok(p > 0 && p <= 1);
        assert.ok(Math.abs(p - fisherExact(other)) < 1e-9);
      }),
    );
  });
});

describe('resampling', () => {
  it('draws the published numbers of xoshiro128** (test vector of rand_xoshiro, state 1 2 3 4)', () => {
    const random = new Random([1, 2, 3, 4]);
    const drawn = Array.from({ length: 10 }, () => random.next());
    assert.deepEqual(
      drawn,
      [11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597, 4258142804],
    );
  });

  it('takes quantiles as R’s default does: quantile(1:10, .025) is 1.225', () => {
    const sorted = Float64Array.from([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    assert.equal(quantile(sorted, 0.025).toFixed(3), '1.225');
  });

  it('gives no interval where too many resamples have no ratio', () => {
    assert.equal(percentileInterval(Float64Array.from([1, 2, NaN])), null);
  });
});

describe('contrast', () => {
  const two: Files = {
    'a1.md': doc('A', `**P1:** ${ten('a')}`, { participants: ['P1'] }),
    'a2.md': doc('A', `**P2:** ${ten('a')} ${ten('b')}`, { participants: ['P2'] }),
    'b1.md': doc('B', `**P3:** ${ten('a')} ${words(10)}`, { participants: ['P3'] }),
    'b2.md': doc('B', `**P4:** ${words(20)}`, { participants: ['P4'] }),
  };

  it('divides the rate in the case by the rate in the rest', async () => {
    const { rows, cases, level } = await contrasted(two);
    assert.equal(level, 'participant');
    assert.deepEqual(cases, [{ value: 'A', units: 2 }]);
    const row = rows.find(({ code }) => code === 'a')!;
    // 2 in 30 words against 1 in 40
    assert.equal(row.ratio!.toFixed(4), (2 / 30 / (1 / 40)).toFixed(4));
    assert.deepEqual([row.inCase.participants, row.inCase.of_participants], [2, 2]);
    assert.deepEqual([row.inRest.documents, row.inRest.of_documents], [1, 2]);
  });

  it('says in words why there is no ratio or no interval', async () => {
    const { rows } = await contrasted({
      ...two,
      'c1.md': doc('C', `**P5:** ${ten('a')}`, { participants: ['P5'] }),
    });
    const why = (code: string, value: string) =>
      rows.find((row) => row.code === code && row.case === value)?.why;
    assert.equal(why('b', 'A'), 'no ratio: only in A');
    assert.equal(why('b', 'B'), 'no ratio: none in B');
    assert.match(why('a', 'C')!, /^no interval: C rests on one participant/);
  });

  it('is not moved by the order of documents, and by the seed alone', async () => {
    const many = Object.fromEntries(
      Array.from({ length: 12 }, (_, at) => [
        `${at}.md`,
        doc(at % 2 ? 'A' : 'B', `**P${at}:** ${ten('a', 1 + (at % 4))} ${at % 3 ? ten('a') : words(7)}`, {
          participants: [`P${at}`],
        }),
      ]),
    );
    const one = await contrasted(many);
    const backwards = await contrasted(Object.fromEntries(Object.entries(many).reverse()));
    assert.deepEqual(backwards, one);
    assert.deepEqual(await contrasted(many, { seed: 1 }), one);
    const few = async (seed: number) =>
      (await contrasted(many, { seed, resamples: 20 })).rows.map(({ interval }) => interval);
    assert.deepEqual(await few(1), await few(1));
    assert.notDeepEqual(await few(2), await few(1));
    const { low, high } = one.rows[0]!.interval!;
    assert.ok(low <= one.rows[0]!.ratio! && one.rows[0]!.ratio! <= high!);
  });

  it('divides a document of several participants by who speaks, and loses nothing', async () => {
    const shared: Files = {
      ...two,
      'a3.md': doc('A', `**P1:** ${ten('a')}\n\n**P2:** ${words(10)}\n\n**Other:** ${ten('a')}`, {
        participants: ['P1', 'P2'],
      }),
    };
    const result = await contrasted(shared);
    assert.equal(result.shared, 1);
    assert.deepEqual(result.units, { participants: 4, documents: 0 });
    assert.equal(result.rows.find(({ code }) => code === 'a')!.inCase.segments, 4);
  });

  it('offers tests only when asked, and p only beside that', async () => {
    const row = (await contrasted(two, { tests: true })).rows.find(({ code }) => code === 'a')!;
    assert.deepEqual(
      [row.v, row.odds?.corrected, row.p],
      [cramersV({ caseWith: 2, caseWithout: 0, restWith: 1, restWithout: 1 }), true, undefined],
    );
    const { study, texts } = made(two);
    const report = await analyse(study, { kind: 'contrast', tests: true }, texts);
    assert.ok('notes' in report && report.notes.some((note) => /No test takes each district/.test(note)));
  });
});

describe('co-occurrence', () => {
  async function pair(files: Files, within: AnalysisSpec['within'], a = 0, b = 1): Promise<Pair> {
    const { study, texts } = made(files);
    const result = await cooccurrenceFor(study, { within: within! }, texts);
    assert.ok(!('problem' in result));
    return result.result.at(a, b);
  }

  it('is ATLAS.ti’s c-coefficient: n12 / (n1 + n2 − n12)', async () => {
    // ATLAS.ti manual, “Code co-occurrence”: n1 and n2 are frequencies of the codes, n12 of both together.
    const files = { 'd.md': doc('A', `[${words(4)} [${words(3)}]{.b} ${words(3)}]{.a} [${words(2)}]{.b}`) };
    const { n1, n2, n12, pairs, jaccard, ofA, ofB } = await pair(files, 'overlap');
    assert.deepEqual([n1, n2, n12, pairs], [10, 5, 3, 1]);
    assert.deepEqual([jaccard, ofA, ofB], [3 / 12, 3 / 10, 3 / 5]);
  });

  it('counts turns, paragraphs and documents', async () => {
    const files = {
      'd.md': doc('A', '**P:** [one]{.a} and\n\n[two]{.b} and\n\n**Q:** [three]{.b}'),
      'e.md': doc('A', '[one]{.a}'),
    };
    assert.deepEqual(await pair(files, 'turn').then(({ n1, n2, n12 }) => [n1, n2, n12]), [2, 2, 1]);
    assert.deepEqual(await pair(files, 'paragraph').then(({ n1, n2, n12 }) => [n1, n2, n12]), [2, 2, 0]);
    assert.deepEqual(await pair(files, 'document').then(({ n1, n2, n12 }) => [n1, n2, n12]), [2, 1, 1]);
  });

  it('is symmetric and within bounds', async () => {
    const text = fc
      .array(fc.tuple(fc.subarray(['a', 'b', 'c'], { minLength: 1 }), fc.nat(3), fc.subarray(['a', 'b'])))
      .map((parts) =>
        parts
          .map(([codes, more, inner]) => {
            const within = inner.length > 0 ? `[in]{${inner.map((code) => `.${code}`).join(' ')}}` : 'in';
            return `[x ${words(more)} ${within}]{${codes.map((code) => `.${code}`).join(' ')}}`;
          })
          .join('\n\n'),
      );
    const within = fc.constantFrom('overlap', 'turn', 'paragraph', 'document' as const);
    await fc.assert(
      fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 3 }), within, async (texts, unit) => {
        const { study, texts: read } = made(
          Object.fromEntries(texts.map((each, at) => [`${at}.md`, doc('A', each)])),
        );
        const made_ = await cooccurrenceFor(study, { within: unit }, read);
        assert.ok(!('problem' in made_));
        const { result } = made_;
        const { codes } = result;
        codes.forEach(({ n }, a) =>
          codes.forEach((_, b) => {
            const [one, other] = [result.at(a, b), result.at(b, a)];
            assert.deepEqual(
              [one.n1, one.n2, one.n12, one.pairs, one.jaccard],
              [other.n2, other.n1, other.n12, other.pairs, other.jaccard],
            );
            for (const part of [one.jaccard, one.ofA, one.ofB]) assert.ok(part >= 0 && part <= 1);
            assert.ok(one.n12 <= Math.min(one.n1, one.n2));
            if (a === b) assert.equal(one.n12, n);
          }),
        );
      }),
    );
  });
});

describe('saturation', () => {
  it('follows dates, ties by file, documents without a date last', async () => {
    const { study, texts } = made({
      'z.md': doc('A', ten('a'), { date: '2024-01-01' }),
      'b.md': doc('A', ten('b'), { date: '2024-02-01' }),
      'a.md': doc('B', `${ten('b')} ${ten('a')}`, { date: '2024-02-01' }),
      '0.md': doc('A', ten('c')),
    });
    const result = await saturationFor(study, {}, texts);
    assert.ok(!('problem' in result));
    const { steps, undated, cases } = result.result;
    assert.deepEqual(
      steps.map(({ file, first, cumulative }) => [file, first.join(), cumulative]),
      [
        ['z.md', 'a', 1],
        ['a.md', 'b', 2],
        ['b.md', '', 2],
        ['0.md', 'c', 3],
      ],
    );
    assert.equal(undated, 1);
    assert.deepEqual(
      cases.map((each) => each.steps.at(-1)!.cumulative),
      [3, 2],
    );
  });
});

describe('reciprocity', () => {
  it('splits either side by stance: no support is no support', async () => {
    const { study, texts } = made({
      'd.md': doc('A', '[one two]{.a} [three]{.b stance=lacking} [four]{.b stance=lacking} [five]{.b}'),
    });
    const result = await reciprocityFor(study, {}, texts);
    assert.ok(!('problem' in result));
    const [{ codes, cells, stated }] = result.result.pairs as [(typeof result.result.pairs)[number]];
    const [cell] = cells;
    assert.deepEqual(
      [codes, stated],
      [
        ['a', 'b'],
        [0, 2],
      ],
    );
    assert.deepEqual([cell!.balance, cell!.presentBalance], [(1 - 3) / 4, 0]);
    const { stances, segments, words: all } = cell!.sides[1];
    assert.deepEqual([stances.lacking.segments, stances.unstated.segments, segments], [2, 1, 3]);
    assert.equal(
      Object.values(stances).reduce((sum, each) => sum + each.words, 0),
      all,
    );
  });
});

describe('stability', () => {
  it('says what it needs, and refuses to compare time with itself', async () => {
    const files = { 'x.md': doc('Alder', ten('a'), { wave: 1 }) };
    const problem = async (spec: AnalysisSpec): Promise<string> => {
      const { study, texts } = made(files);
      const result = await stabilityFor(study, spec, texts);
      assert.ok('problem' in result);
      return result.problem;
    };
    assert.match(await problem({ by: ['wave'] }), /The cases are by “wave” and so is time/);
    assert.match(await problem({ over: 'round' }), /No document has the attribute “round”.*orders time/);
  });

  const files: Files = {
    '1.md': doc('A', `**P1:** ${ten('a')}`, { wave: 1, participants: ['P1'] }),
    '2.md': doc('A', `**P2:** ${words(10)}`, { wave: 1, participants: ['P2'] }),
    '3.md': doc('A', `**P1:** ${words(10)}`, { wave: 2, participants: ['P1'] }),
  };

  it('counts all, and those who take part every time', async () => {
    const { study, texts } = made({ 'qualdown.yaml': 'participants: { P1: {}, P2: {} }', ...files });
    const result = await stabilityFor(study, {}, texts);
    assert.ok(!('problem' in result));
    const [only] = result.result.cases;
    assert.deepEqual(only!.same, ['P1']);
    const row = only!.rows.find(({ code }) => code === 'a')!;
    assert.deepEqual(
      row.all.map((each) => each!.share),
      [0.25, 0],
    );
    assert.deepEqual(
      row.same.map((each) => each!.share),
      [0.5, 0],
    );
    assert.deepEqual(row.differences, {
      all: { documents: -0.5, share: -0.25 },
      same: { documents: -1, share: -0.5 },
    });
  });

  it('tells what changed in the codebook between the waves, and which codes are younger than a coding', async () => {
    const { study, texts } = made(files);
    const history = {
      documents: new Map([
        ['1.md', 0],
        ['2.md', 1],
        ['3.md', 3],
      ]),
      codebook: [
        { step: 0, commit: 'x', date: '2024-01-01', text: 'codes: { a: {}, b: {} }' },
        { step: 2, commit: 'y', date: '2024-02-01', text: CODEBOOK },
      ],
      shallow: false,
    };
    const report = await analyse(study, { kind: 'stability' }, { ...texts, history });
    assert.ok('warnings' in report);
    assert.ok(
      report.warnings.some((each) =>
        /From wave 1 to 2 the codebook changed \(2024-01-01 and 2024-02-01\): added c/.test(each),
      ),
    );
    const young = report.warnings.find((each) => /younger than the coding/.test(each));
    assert.match(
      young!,
      /^1 code is younger than the coding of 2 documents.*: c; last committed before: 1.md and 2.md\.$/,
    );
    const unknown = await analyse(study, { kind: 'stability' }, texts);
    assert.ok('warnings' in unknown && unknown.warnings.some((each) => /cannot be known/.test(each)));
  });

  it('knows added, removed, renamed and merged codes, and changed definitions', () => {
    const before = parseCodebook('codes: { a: { definition: x }, b: {}, c: {}, d: {} }');
    const after = parseCodebook(
      'codes: { a: { definition: y, aliases: [d] }, bee: { aliases: [b] }, e: {} }',
    );
    assert.deepEqual(codebookChanges(before, after), {
      added: ['e'],
      removed: ['c'],
      renamed: [
        { from: 'b', to: 'bee', merged: false },
        { from: 'd', to: 'a', merged: true },
      ],
      changed: [{ code: 'a', fields: ['definition'] }],
    });
  });
});
