import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parse } from 'yaml';
import { readComparison } from '../../server/src/core/comparisons/read.js';
import { FILTER_FIELDS, KINDS, MEASURES, SPEC_FIELDS } from '../../server/src/core/comparisons/spec.js';
import { comparisonEdits, comparisonText } from '../../server/src/core/comparisons/write.js';
import { applied, type EditResult } from '../../server/src/core/edits/edit.js';
import { freePath } from '../../server/src/core/paths.js';
import { followCodes } from '../../server/src/core/kept/follow.js';
import { keptKind, readKept } from '../../server/src/core/kept/index.js';
import { readMatrix } from '../../server/src/core/matrix/read.js';
import { driftOf, printOf, printsOf } from '../../server/src/core/matrix/seen.js';
import { matrixText, summaryEdits } from '../../server/src/core/matrix/write.js';
import type { AnalysisSpec } from '../../server/src/core/report/spec.js';

function made(text: string, result: EditResult): string {
  assert.ok(!('refused' in result), 'refused' in result ? result.refused : '');
  return applied(text, result.edits);
}

const SPEC = `# What the committee asked for
name: "Waves"   # keep
kind: stability
by: district
codes:
  - buffering # the main one
  - focus
x-note: ours
filter: {where: [wave=1], coder: 'ana'}
`;

describe('saved comparisons', () => {
  it('are read as they are written', () => {
    const { name, spec, problems } = readComparison('comparisons/a.yaml', SPEC, '1');
    assert.deepEqual(problems, []);
    assert.equal(name, 'Waves');
    assert.deepEqual(spec, {
      kind: 'stability',
      by: ['district'],
      codes: ['buffering', 'focus'],
      filter: { where: ['wave=1'], coder: 'ana' },
    });
  });

  const wrong: [yaml: string, rule: string][] = [
    ['kynd: crosstab', 'field-unknown'],
    ['kind: table', 'field-value'],
    ['by: [a, b, c]', 'field-value'],
    ['codes: { a: b }', 'field-type'],
    ['rollup: often', 'field-type'],
    ['seed: -1', 'field-type'],
    ['seed: 1.5', 'field-type'],
    ['resamples: 0', 'field-type'],
    ['filter: [a]', 'field-type'],
    ['filter: { wehre: [a=b] }', 'field-unknown'],
    ['name: a\nname: b', 'field-repeated'],
    ['- a', 'field-type'],
    ['by: "a', 'yaml-syntax'],
  ];
  for (const [yaml, rule] of wrong) {
    it(`say what is wrong: ${JSON.stringify(yaml)}`, () => {
      const { problems } = readComparison('comparisons/a.yaml', yaml, '1');
      assert.ok(
        problems.some((each) => each.rule === rule),
        JSON.stringify(problems),
      );
    });
  }

  it('keep comments, quotes, own fields and what did not change when saved again', () => {
    const before = readComparison('a', SPEC, '').spec;
    const after = made(SPEC, comparisonEdits(SPEC, { ...before, by: ['wave'], rollup: true }));
    assert.equal(
      after,
      SPEC.replace('by: district', 'by: [ wave ]').replace('filter:', 'rollup: true\nfilter:'),
    );
    assert.equal(made(SPEC, comparisonEdits(SPEC, before)), SPEC);
  });

  const word = fc
    .stringMatching(/^[A-Za-zäß日=<>:#'"{}[\], -]{1,12}$/)
    .map((text) => text.trim())
    .filter((text) => text !== '');
  const words = fc.array(word, { minLength: 1, maxLength: 3 });
  const spec: fc.Arbitrary<AnalysisSpec> = fc.record(
    {
      kind: fc.constantFrom(...KINDS),
      by: fc.array(word, { minLength: 1, maxLength: 2 }),
      codes: words,
      rollup: fc.constant(true),
      measure: fc.constantFrom(...MEASURES),
      filter: fc.record(
        { where: words, coder: word, query: word },
        { requiredKeys: ['where'], noNullPrototype: true },
      ),
      seed: fc.nat(),
    },
    { requiredKeys: [], noNullPrototype: true },
  );

  it('say what was saved, new or in the place of another', () => {
    fc.assert(
      fc.property(word, spec, spec, (name, first, second) => {
        const text = comparisonText(name, first);
        const read = readComparison('a.yaml', text, '');
        assert.deepEqual([read.problems, read.name, read.spec], [[], name, first]);
        const again = made(text, comparisonEdits(text, second));
        assert.deepEqual(readComparison('a.yaml', again, '').spec, second);
        assert.equal((parse(again) as { name: string }).name, name);
      }),
    );
  });

  it('know every field of a specification', () => {
    assert.equal(new Set([...SPEC_FIELDS, ...FILTER_FIELDS]).size, SPEC_FIELDS.length + FILTER_FIELDS.length);
  });
});

describe('files of what a study keeps', () => {
  const paths: [title: string, path: string][] = [
    ['Who says what?', 'c/who-says-what.yaml'],
    ['Größe / 日本', 'c/größe-日本.yaml'],
    ['CON', 'c/con-x.yaml'],
    ['???', 'c/x.yaml'],
    ['Taken', 'c/taken-2.yaml'],
  ];
  for (const [title, path] of paths) {
    it(`“${title}” is kept in ${path}`, () =>
      assert.equal(
        freePath('c', title, '.yaml', 'x', (each) => each === 'c/taken.yaml'),
        path,
      ));
  }
  it('are told by their folder', () => {
    assert.deepEqual(
      [
        'comparisons/a.yaml',
        'matrices/b/c.yml',
        'matrices/.x/a.yaml',
        'a/comparisons/a.yaml',
        'comparisons.yaml',
        'comparisons/a.md',
      ].map(keptKind),
      ['comparison', 'matrix', undefined, undefined, undefined, undefined],
    );
  });
});

describe('summaries', () => {
  const text = `unit: case
cells:
  # the first case
  Alder:
    buffering:
      summary: >
        Kept away
        by kindness.
      seen: aaaabbbb
  Tilden:
    focus: By hand.
`;
  it('are read, with what was noted or by themselves', () => {
    const { summaries, problems } = readMatrix('matrices/a.yaml', text, '');
    assert.deepEqual(problems, []);
    assert.deepEqual(
      summaries.map(({ row, code, summary, seen }) => [row, code, summary, seen]),
      [
        ['Alder', 'buffering', 'Kept away by kindness.', ['aaaabbbb']],
        ['Tilden', 'focus', 'By hand.', undefined],
      ],
    );
  });

  it('are put in the order of rows and codes, and everything else stays byte for byte', () => {
    const cell = { row: 'Hallam', code: 'focus', summary: 'Nine: too many', seen: ['cccc', 'dddd'] };
    const after = made(text, summaryEdits(text, cell));
    assert.equal(
      after,
      text.replace(
        '  Tilden',
        '  Hallam:\n    focus:\n      summary: "Nine: too many"\n      seen: cccc dddd\n  Tilden',
      ),
    );
    assert.equal(made(after, summaryEdits(after, { ...cell, summary: '' })), text);
  });

  it('that stood by themselves get what they are about', () => {
    const after = made(text, summaryEdits(text, { row: 'Tilden', code: 'focus', summary: 'New', seen: [] }));
    const { summaries } = readMatrix('', after, '');
    assert.deepEqual([summaries[1]!.summary, summaries[1]!.seen], ['New', []]);
  });

  const line = fc
    .string({ maxLength: 30, unit: 'grapheme' })
    .map((each) => each.replace(/[\p{Cc}\p{Cs}\u2028\u2029\uFEFF]/gu, ''));
  const said = fc
    .array(line, { minLength: 1, maxLength: 4 })
    .map((lines) =>
      lines
        .map((each) => each.trim())
        .join('\n')
        .trim(),
    )
    .filter((each) => each !== '');
  const key = fc.constantFrom(
    'Alder',
    '',
    '1',
    'null',
    'a: b',
    'x/y.md',
    'Größe',
    '#a',
    'yes',
    '- a',
    "it's",
  );
  const code = fc.constantFrom('buffering', 'focus', 'null', 'año');
  const cell = fc.record({
    row: key,
    code,
    summary: said,
    seen: fc.constantFrom([], ['abcdabcd'], Array<string>(40).fill('ponmlkji')),
  });

  it('are what was written last, whatever was written before', () => {
    fc.assert(
      fc.property(
        fc.array(cell, { minLength: 1, maxLength: 6 }),
        fc.constantFrom('\n', '\r\n'),
        (cells, eol) => {
          const [first, ...rest] = cells;
          let now = matrixText(
            'All: of them',
            { unit: 'case', by: ['district'], filter: { where: ['a=b'] } },
            first!,
          ).replaceAll('\n', eol);
          for (const each of rest) now = made(now, summaryEdits(now, each));
          const expected = new Map(cells.map((each) => [JSON.stringify([each.row, each.code]), each]));
          const { summaries, problems } = readMatrix('', now, '');
          assert.deepEqual(problems, []);
          const found = new Map(summaries.map((each) => [JSON.stringify([each.row, each.code]), each]));
          assert.deepEqual([...found.keys()].sort(), [...expected.keys()].sort());
          for (const [at, { summary, seen }] of expected) {
            assert.deepEqual([found.get(at)!.summary, found.get(at)!.seen], [summary, seen]);
          }
          for (const each of cells) now = made(now, summaryEdits(now, { ...each, summary: '' }));
          assert.deepEqual(readMatrix('', now, '').summaries, []);
        },
      ),
      { numRuns: Number(process.env['RUNS'] ?? 40) },
    );
  });
});

describe('what a summary was written about', () => {
  it('is the same wherever its passages stand, and however their lines break', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), (texts) => {
        const broken = texts.toReversed().map((text) => ` ${text.replaceAll(' ', ' \n')}`);
        assert.equal(driftOf(printsOf(texts), printsOf(broken)), undefined);
      }),
    );
  });
  it('is another when passages come, go or are edited, and tells how many', () => {
    const drift = (before: string[], now: string[]) => driftOf(printsOf(before), printsOf(now));
    assert.deepEqual(drift(['a', 'b'], ['a', 'b', 'c']), { added: 1, gone: 0 });
    assert.deepEqual(drift(['a', 'b'], ['b']), { added: 0, gone: 1 });
    assert.deepEqual(drift(['a', 'b'], ['a', 'x']), { added: 1, gone: 1 });
    assert.deepEqual(drift(['a', 'a'], ['a']), { added: 0, gone: 1 });
  });
  it('is FNV-1a over UTF-16 (published test vector: “a” in ASCII then a zero byte)', () => {
    // FNV-1a 32 of the bytes 61 00.
    let hash = 0x811c9dc5;
    for (const byte of [0x61, 0]) hash = Number((BigInt(hash ^ byte) * 0x01000193n) & 0xffffffffn);
    const digits = Array.from(printOf('a'), (letter) => 'abcdefghijklmnop'.indexOf(letter).toString(16)).join(
      '',
    );
    assert.equal(parseInt(digits, 16), hash >>> 0);
  });
});

describe('what a study keeps follows its codes', () => {
  const follow = (file: string, text: string, from: string, to: string) =>
    made(text, followCodes(readKept(file, text, ''), text, new Map([[from, [to]]])));
  it('in a comparison', () => {
    assert.equal(
      follow('comparisons/a.yaml', 'codes: [a, b] # these\n', 'a', 'c'),
      'codes: [ c, b ] # these\n',
    );
  });
  it('in a matrix, with all that is noted on the cell', () => {
    const text = 'cells:\n  A:\n    # mine\n    a: { summary: x, seen: aa }\n';
    assert.equal(follow('matrices/a.yaml', text, 'a', 'c'), text.replace(' a:', ' c:'));
  });
  it('and where two codes become one, both summaries stay', () => {
    const text = 'cells:\n  A:\n    a: { summary: of a, seen: aa }\n    b: { summary: of b, seen: bb }\n';
    const { summaries } = readMatrix('', follow('matrices/a.yaml', text, 'a', 'b'), '');
    assert.deepEqual(
      summaries.map(({ code, summary, seen }) => [code, summary, seen]),
      [['b', 'of b\n\nof a', ['aa', 'bb']]],
    );
  });
});
