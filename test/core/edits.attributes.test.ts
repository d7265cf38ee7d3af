import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readDocument } from '../../server/src/core/document.js';
import { applied, type AttributeChanges, setAttributes } from '../../server/src/core/edits.js';
import { Names } from '../../server/src/core/names.js';
import type { AttributeRule, AttributeValue } from '../../server/src/core/study/types.js';

const text: AttributeRule = { type: 'text', required: false };
const rules = new Map<string, AttributeRule>([['district', text]]);

function outcome(input: string, changes: AttributeChanges): string {
  const result = setAttributes(input, changes, rules);
  return 'refused' in result ? `refused: ${result.refused}` : applied(input, result.edits);
}

describe('set attributes', () => {
  function check(input: string, changes: AttributeChanges, expected: string): void {
    assert.equal(outcome(input, changes), expected);
  }

  it('changes a value and leaves its comment, order and neighbours', () => {
    check(
      '---\n# who\nwave:  1   # first\n\nrole: "p" # x\n---\nx',
      { wave: 2 },
      '---\n# who\nwave:  2   # first\n\nrole: "p" # x\n---\nx',
    );
    check('---\nrole: "p"\n---\nx', { role: 'q' }, '---\nrole: "q"\n---\nx');
    check("---\nrole: 'p'\n---\nx", { role: "it's" }, "---\nrole: 'it''s'\n---\nx");
    check('---\nrole: >-\n  long\n  text\nb: 1\n---\nx', { role: 'q' }, '---\nrole: q\nb: 1\n---\nx');
    check('---\na:\nb: ~ # open\n---\n', { a: 1, b: true }, '---\na: 1\nb: true # open\n---\n');
  });
  it('adds what is new at the end, and front matter where there is none', () => {
    check('---\na: 1\n---\nx', { b: 2, c: 'z' }, '---\na: 1\nb: 2\nc: z\n---\nx');
    check('x\n', { b: 2 }, '---\nb: 2\n---\n\nx\n');
    check('\uFEFFx\r\n', { b: 2 }, '\uFEFF---\r\nb: 2\r\n---\r\n\r\nx\r\n');
    check('---\r\na: 1\r\n---\r\nx', { b: 2 }, '---\r\na: 1\r\nb: 2\r\n---\r\nx');
    check('---\na: 1\n...\nx', { 'last name': 'B: C' }, '---\na: 1\nlast name: "B: C"\n...\nx');
  });
  it('writes by the type that the study declares', () => {
    check('x', { district: '10' }, '---\ndistrict: "10"\n---\n\nx');
    check('x', { district: '010' }, '---\ndistrict: "010"\n---\n\nx');
    check(
      'x',
      { date: '2024-03-05', yes: 'no', on: 'true' },
      '---\ndate: 2024-03-05\nyes: no\non: "true"\n---\n\nx',
    );
  });
  it('takes out lines, their comments not', () => {
    check('---\na: 1\nb: 2\n---\nx', { a: null }, '---\nb: 2\n---\nx');
    check('---\na: 1 # why\nb: 2\n---\nx', { a: null }, '---\na:  # why\nb: 2\n---\nx');
    check('---\na:\n  - 1\n  - 2\nb: 2\n---\nx', { a: null }, '---\nb: 2\n---\nx');
    check('---\na: 1\n---\n\nx', { a: null }, 'x');
    check('---\na: 1\n---\n\n---\nb: 2\n---\n', { a: null }, '---\n---\n\n---\nb: 2\n---\n');
    check('x', { a: null }, 'x');
  });
  it('keeps the form of a list', () => {
    check('---\np: [A, B] # two\n---\n', { p: ['A', 'C, D'] }, '---\np: [A, "C, D"] # two\n---\n');
    check(
      '---\np:\n  - A # first\n  - "B"\nq: 1\n---\n',
      { p: ['B', 'C', 'A'] },
      '---\np:\n  - "B"\n  - C\n  - A # first\nq: 1\n---\n',
    );
  });
  it('refuses what it cannot change safely', () => {
    assert.match(outcome('---\n{a: 1}\n---\n', { b: 2 }), /“b: 2” into it by hand/);
    assert.match(outcome('---\na: 1\na: 2\n---\n', { a: null }), /Take “a” out of it by hand/);
    assert.match(outcome('---\na: &x 1\nb: *x\n---\n', { a: 2 }), /by hand/);
  });

  const scalar = fc.oneof(
    fc.string(),
    fc.integer(),
    fc.boolean(),
    fc.string({ unit: 'binary' }),
    fc.constantFrom('010', '~', 'null', '1e3', '- a', '# b', "'", 'a: b', '2024-03-05', '---', '...'),
  );
  const value: fc.Arbitrary<AttributeValue> = fc.oneof(
    scalar,
    fc.array(scalar, { minLength: 1, maxLength: 3 }),
  );
  const name = fc.constantFrom('district', 'wave', 'role', 'a b', 'date');
  const body = fc.constantFrom(
    '',
    'x\n',
    '# H\r\n\r\n**INT:** [a]{.b} c\r\n',
    '\uFEFFx',
    '---\n\nx',
    'a: 1\n---\n',
  );

  it('is read back as meant, keeps the rest, and gives the original back when taken out again', () => {
    fc.assert(
      fc.property(body, fc.dictionary(name, value, { minKeys: 1 }), (before, changes) => {
        const set = setAttributes(before, changes, rules);
        if ('refused' in set) return;
        const after = applied(before, set.edits);
        const context = {
          attributes: rules,
          names: new Names(),
          ignoreClasses: new Set<string>(),
          speakers: new Map(),
          participants: new Map(),
        };
        const read = readDocument('', after, '', context);
        for (const [key, wanted] of Object.entries(changes))
          assert.deepEqual(read.attributes.get(key), wanted);
        assert.ok(after.endsWith(before.replace(/^\uFEFF/, '')));
        const cleared = Object.fromEntries(Object.keys(changes).map((key) => [key, null]));
        assert.equal(outcome(after, cleared), before);
      }),
      { numRuns: 1000 },
    );
  });
  it('is seldom refused', () => {
    let refused = 0;
    const values = fc.sample(fc.dictionary(name, value, { minKeys: 1 }), 300);
    for (const changes of values) if ('refused' in setAttributes('x\n', changes)) refused++;
    assert.ok(refused < 10, `${refused} of 300 refused`);
  });
});
