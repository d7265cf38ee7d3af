import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { parse } from 'yaml';
import { writeAgreed, type Agreed, type AgreedOptions } from '../../server/src/core/adjudication/agreed.js';
import { passageKey } from '../../server/src/core/adjudication/key.js';
import {
  ADJUDICATION_FIELDS,
  DECISION_FIELDS,
  readAdjudication,
} from '../../server/src/core/adjudication/read.js';
import { VERDICTS } from '../../server/src/core/adjudication/types.js';
import {
  adjudicationText,
  decisionEdits,
  type NewDecision,
} from '../../server/src/core/adjudication/write.js';
import { applied, type EditResult } from '../../server/src/core/edits.js';
import { plainly, Reading } from '../../server/src/core/edits/reading.js';
import { followCodes } from '../../server/src/core/kept/follow.js';
import { readKept } from '../../server/src/core/kept/index.js';

const RUNS = Number(process.env['RUNS'] ?? 60);
const made = (text: string, result: EditResult): string => {
  assert.ok('edits' in result, JSON.stringify(result));
  return applied(text, result.edits);
};
const plain = (change: Partial<NewDecision> = {}): NewDecision => ({
  code: 'buffering',
  key: 'aaaabbbb',
  passage: 'We keep the board away.',
  left: 'ana',
  right: 'ben',
  decision: 'left',
  recode: null,
  note: null,
  by: null,
  date: '2026-11-24',
  ...change,
});
const begun = (document: string, decision: NewDecision): string => {
  const made = adjudicationText(document, decision);
  assert.ok('text' in made);
  return made.text;
};

describe('a file of decisions', () => {
  const text = `document: alder/ap1.md
decisions:
  # the hard one
  buffering:
    aaaabbbb:
      passage: We keep the board away.
      left: ana
      right: ben
      decision: left
      note: See the memo.
      by: carla
      date: 2026-11-24
`;
  it('is written by code and passage, and read again', () => {
    const decision = plain({ note: 'See the memo.', by: 'carla' });
    assert.equal(begun('alder/ap1.md', decision), text.replace('  # the hard one\n', ''));
    const { document, decisions, problems } = readAdjudication('a.yaml', text, '');
    assert.deepEqual([document, problems], ['alder/ap1.md', []]);
    const { codeRange, keyRange, recodeRange, ...read } = decisions[0]!;
    assert.deepEqual(read, decision);
    assert.deepEqual(
      [codeRange, keyRange].map(({ start, end }) => text.slice(start, end)),
      ['buffering', 'aaaabbbb'],
    );
    assert.equal(recodeRange, null);
  });

  it('takes a new decision in the order of codes and passages; all else stays byte for byte', () => {
    const other = plain({ key: 'aaaaaaaa', decision: 'recode', recode: 'focus', note: 'Two\nlines' });
    const after = made(text, decisionEdits(text, other));
    assert.ok(after.indexOf('aaaaaaaa:') < after.indexOf('aaaabbbb:'), after);
    assert.equal(made(after, decisionEdits(after, { ...other, decision: null })), text);
    const first = made(text, decisionEdits(text, plain({ code: 'autonomy' })));
    assert.ok(first.indexOf('autonomy:') < first.indexOf('buffering:'), first);
  });

  it('changes a decision where it stands', () => {
    const after = made(text, decisionEdits(text, plain({ decision: 'right', note: null, by: 'carla' })));
    assert.equal(after, text.replace('decision: left\n      note: See the memo.', 'decision: right'));
  });

  const problems: [title: string, text: string, rule: string, at: string][] = [
    [
      'a verdict that is none',
      'document: a.md\ndecisions: { c: { k: { decision: up } } }',
      'field-value',
      'up',
    ],
    ['no verdict', 'document: a.md\ndecisions: { c: { k: { note: x } } }', 'field-value', 'k'],
    [
      'no code to recode to',
      'document: a.md\ndecisions: { c: { k: { decision: recode } } }',
      'field-value',
      'k',
    ],
    ['no document', 'decisions: { c: { k: { decision: left } } }', 'field-value', 'decisions'],
    ['an unknown field', 'document: a.md\ndecision: {}', 'field-unknown', 'decision'],
    ['a list', '- a', 'field-type', '- a'],
    ['YAML that is none', 'document: "a', 'yaml-syntax', ''],
  ];
  for (const [title, broken, rule, at] of problems) {
    it(`tells of ${title}`, () => {
      const { problems } = readAdjudication('a.yaml', broken, '');
      const [first] = problems;
      assert.equal(first?.rule, rule, JSON.stringify(problems));
      if (at !== '') assert.equal(broken.slice(first.start, first.end), at);
    });
  }

  const word = fc.constantFrom('a', 'ana', 'null', 'yes', '1', 'a: b', '# x', "it's", '- c', 'ä “q”');
  const lines = fc
    .array(fc.string({ maxLength: 20, unit: 'grapheme' }), { minLength: 1, maxLength: 3 })
    .map((all) =>
      all
        .map((each) => each.replace(/[\p{Cc}\p{Cs}\u2028\u2029\uFEFF]/gu, '').trim())
        .join('\n')
        .trim(),
    )
    .map((each) => each || null);
  const decision: fc.Arbitrary<NewDecision> = fc
    .record({
      code: fc.constantFrom('buffering', 'focus', 'null', 'año'),
      key: fc.constantFrom('aaaabbbb', 'aaaabbbb-2', 'ponmlkji'),
      passage: word,
      left: word,
      right: fc.option(word),
      decision: fc.constantFrom(...VERDICTS),
      recode: fc.constantFrom('focus', 'true'),
      note: lines,
      by: fc.option(word),
      date: fc.option(fc.constant('2026-11-24')),
    })
    .map((each) => ({ ...each, recode: each.decision === 'recode' ? each.recode : null }));

  it('holds what was decided last, whatever was decided before, and nothing once all is taken back', () => {
    fc.assert(
      fc.property(
        fc.array(decision, { minLength: 1, maxLength: 6 }),
        fc.constantFrom('\n', '\r\n'),
        (all, eol) => {
          const [first, ...rest] = all;
          let now = begun('a: b/c.md', first!).replaceAll('\n', eol);
          for (const each of rest) now = made(now, decisionEdits(now, each));
          const name = ({ code, key }: NewDecision): string => `${code} ${key}`;
          const expected = new Map(all.map((each) => [name(each), each]));
          const read = readAdjudication('', now, '');
          assert.deepEqual([read.problems, read.document], [[], 'a: b/c.md'], now);
          assert.equal(read.decisions.length, expected.size);
          for (const { codeRange: _, keyRange: __, recodeRange: ___, ...each } of read.decisions) {
            assert.deepEqual(each, expected.get(name(each)));
          }
          for (const each of all) now = made(now, decisionEdits(now, { ...each, decision: null }));
          assert.deepEqual(readAdjudication('', now, '').decisions, []);
        },
      ),
      { numRuns: RUNS },
    );
  });

  it('is described by its schema', () => {
    const schema = JSON.parse(
      readFileSync(new URL('../../schemas/adjudication.schema.json', import.meta.url), 'utf8'),
    ) as {
      properties: object;
      definitions: { decision: { properties: Record<string, { enum?: unknown }> } };
    };
    assert.deepEqual(Object.keys(schema.properties), ADJUDICATION_FIELDS);
    assert.deepEqual(Object.keys(schema.definitions.decision.properties), DECISION_FIELDS);
    assert.deepEqual(schema.definitions.decision.properties['decision']!.enum, VERDICTS);
    const valid = new Ajv({ strict: true, allowUnionTypes: true, strictTypes: false }).compile(schema);
    assert.ok(valid(parse(text)), JSON.stringify(valid.errors));
    assert.ok(!valid(parse(text.replace('left\n', 'up\n'))));
  });

  it('follows codes that are renamed; where the new code has decisions already, both stay', () => {
    const recoded = made(
      text,
      decisionEdits(text, plain({ key: 'cccc', decision: 'recode', recode: 'focus' })),
    );
    const follow = (before: string, from: string, to: string): string =>
      made(before, followCodes(readKept('adjudication/a.yaml', before, ''), before, new Map([[from, [to]]])));
    assert.equal(follow(recoded, 'buffering', 'shielding'), recoded.replace('buffering:', 'shielding:'));
    assert.equal(follow(recoded, 'focus', 'aim'), recoded.replace('recode: focus', 'recode: aim'));
    const two = made(text, decisionEdits(text, plain({ code: 'shielding' })));
    assert.equal(follow(two, 'buffering', 'shielding'), two);
  });
});

describe('the key of a passage', () => {
  it('is of its words, and tells the second of the same words from the first', () => {
    const text = 'Mm. Yes. Mm. No.';
    const [first, second, other] = [0, 9, 4].map((at) => passageKey(text, { start: at, end: at + 3 }));
    assert.equal(second, `${first}-2`);
    assert.notEqual(first, other);
    assert.equal(passageKey(`New. ${text}`, { start: 14, end: 17 }), second);
  });
});

describe('what was agreed on', () => {
  const unitOf = (text: string): Agreed['unit'] => ({ start: 0, end: new Reading(text).clean.text.length });
  const here = (text: string, words: string, from = 0) => {
    const start = new Reading(text).clean.text.indexOf(words, from);
    return { start, end: start + words.length };
  };
  const check = (
    text: string,
    agreed: { code?: string; take?: string[]; recode?: string; unit?: string; pairs?: string[] },
    expected: string,
    options: AgreedOptions = {},
  ): void => {
    const { code = 'a', take = [], recode, unit, pairs = [] } = agreed;
    const ranges = take.map((words) => here(text, words));
    const result = writeAgreed(
      text,
      {
        unit: unit === undefined ? unitOf(text) : here(text, unit),
        codes: [code],
        taken: ranges.length > 0 ? [{ ranges, pairs }] : [],
        ...(recode !== undefined && { recode }),
      },
      { seg: () => 'k', ...options },
    );
    assert.equal(made(text, result), expected);
  };

  it('is laid unsigned, with what its mark said', () =>
    check('One two three.\n', { take: ['two'], pairs: ['weight=2'] }, 'One [two]{.a weight=2} three.\n'));
  it('is left as it is where it counts already', () =>
    check('One [two]{.a coder=ana} three.\n', { take: ['two'] }, 'One [two]{.a coder=ana} three.\n'));
  it('is laid where only codings stand that do not count', () =>
    check('One [two]{.a coder=ben} three.\n', { take: ['two'] }, 'One [[two]{.a}]{.a coder=ben} three.\n', {
      counts: (coder) => coder === undefined || coder === 'ana',
    }));
  it('is taken off, where it counts', () =>
    check('One [two]{.a coder=ben} [three]{.a coder=ana}.\n', {}, 'One [two]{.a coder=ben} three.\n', {
      counts: (coder) => coder !== 'ben',
    }));
  it('is taken off its unit alone', () =>
    check('[One two three]{.a}.\n', { unit: 'two three' }, '[One]{.a} two three.\n'));
  it('is nothing to write where the code is not there', () => check('One.\n', {}, 'One.\n'));
  it('gets another code in its place', () =>
    check('One [two]{.a coder=ana} three.\n', { take: ['two'], recode: 'b' }, 'One [two]{.b} three.\n'));
  it('lies within its unit, however far the coder went', () =>
    check('One two three.\n', { take: ['One two three'], unit: 'two three' }, 'One [two three]{.a}.\n'));
  it('is refused where the passage is gone', () =>
    assert.ok('refused' in writeAgreed('One.\n', { unit: { start: 4, end: 4 }, codes: ['a'], taken: [] })));

  it('never changes the clean text, nor other codes', () => {
    const piece = fc.constantFrom(
      'one',
      '*two*',
      '[three]{.a}',
      '[four five]{.b coder=ana}',
      'six\n\nseven',
      '[x [y]{.a} z]{.a .b coder=ben}',
    );
    fc.assert(
      fc.property(
        fc.array(piece, { minLength: 1, maxLength: 6 }),
        fc.tuple(fc.nat(60), fc.nat(60)),
        fc.tuple(fc.nat(60), fc.nat(60)),
        fc.boolean(),
        fc.option(fc.constant('b')),
        (pieces, [a, b], [c, d], takes, recode) => {
          const text = `${pieces.join(' ')}\n`;
          const before = new Reading(text);
          const range = (x: number, y: number) => {
            const size = before.clean.text.length;
            const [start, end] = [Math.min(x, y) % size, Math.max(x, y) % size];
            return { start: Math.min(start, end), end: Math.max(start, end) };
          };
          const taken = takes ? [{ ranges: [range(c, d)], pairs: [] }] : [];
          const agreed = { unit: range(a, b), codes: ['a'] as [string], taken, ...(recode && { recode }) };
          const result = writeAgreed(text, agreed, { seg: () => 'k3v9q2xw' });
          if ('refused' in result) return;
          const after = new Reading(made(text, result), plainly);
          assert.equal(after.clean.text, before.clean.text);
          const others = ({ segments }: Reading) =>
            segments
              .filter(({ codes, coder }) => codes.includes('b') && coder !== undefined)
              .map(({ coder }) => coder);
          if (!recode) assert.deepEqual(others(after), others(before));
          if (taken.length > 0) return;
          // Nothing is left of it in the unit.
          const { start, end } = agreed.unit;
          const left = after.segments
            .filter(({ codes }) => codes.includes('a'))
            .flatMap(({ marks }) => marks.map((mark) => after.regionOf(mark)))
            .map((each) => after.clean.text.slice(Math.max(start, each.start), Math.min(end, each.end)));
          assert.deepEqual(
            left.filter((words) => /[\p{L}]/u.test(words)),
            [],
          );
        },
      ),
      { numRuns: RUNS },
    );
  });
});
