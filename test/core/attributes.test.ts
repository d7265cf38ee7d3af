import assert from 'node:assert/strict';
import fc from 'fast-check';
import { matchAttributes } from '../../server/src/core/attributes/match.js';
import { attributeColumns, cellOf, takesOf } from '../../server/src/core/attributes/table.js';
import { shownValue, typedValue } from '../../server/src/core/attributes/typed.js';
import { parseTable } from '../../server/src/files/table.js';
import { studyOf } from './study-of.js';

const study = studyOf({
  'qualdown.yaml':
    'attributes:\n  district: { type: text, values: [Alder, Tilden] }\n  wave: { type: integer }\n  score: { type: number }\n  date: { type: date }\n  public: { type: boolean }\n',
  'in/p1.md': '---\ndistrict: Alder\nwave: 1\nparticipants: [P1, P2]\nrole: principal\n---\nx\n',
  'in/p2.md': '---\ndistrict: Alder\nrole: principal\n---\nx\n',
  'out/p2.md': '---\nrole: { a: 1 }\nschool: 010\n---\nx\n',
});

describe('a value typed into a cell', () => {
  function check(attribute: string, typed: string, expected: unknown): void {
    const result = typedValue(typed, takesOf(study, attribute));
    assert.deepEqual('wrong' in result ? result.wrong : result.value, expected);
  }
  it('has the type that the study declares', () => {
    check('wave', ' 2 ', 2);
    check('wave', '2.0', 2);
    check('score', '-1.5', -1.5);
    check('date', '2024-03-05', '2024-03-05');
    check('public', 'TRUE', true);
    check('district', 'Tilden', 'Tilden');
    check('wave', '', null);
  });
  it('is refused with a sentence where it does not fit', () => {
    check('wave', 'two', '“two” is not a whole number.');
    check('wave', '1.5', '“1.5” is not a whole number.');
    check('score', '1,5', '“1,5” is not a number (with a point: 1.5).');
    check('date', '05.03.2024', '“05.03.2024” is not a date (write 2024-03-05).');
    check('date', '2024-02-30', '“2024-02-30” is not a date (write 2024-03-05).');
    check('public', 'yes', '“yes” is not true or false.');
    check('district', 'alder', '“alder” is not among the values of “district”. Did you mean “Alder”?');
    check(
      'coding',
      'finished',
      '“finished” is not among the values of “coding”. It is one of: none, partial, done.',
    );
    check('role', 'a\nb', 'A value stands on one line.');
  });
  it('is what front matter would read, where nothing is declared', () => {
    check('role', '12', 12);
    check('role', '012', '012');
    check('role', 'true', true);
    check('role', 'teacher: maths', 'teacher: maths');
    check('role', '- x', '- x');
    check('role', '2024-03-05', '2024-03-05');
  });
  it('is a list where some document has one', () => {
    check('participants', 'P1; P2 ;', ['P1', 'P2']);
    check('role', 'P1; P2', 'P1; P2');
  });
  it('is shown as it was typed', () => {
    fc.assert(
      fc.property(fc.string(), (typed) => {
        const result = typedValue(typed, takesOf(study, 'district2'));
        if ('wrong' in result || typeof result.value === 'number') return;
        assert.equal(shownValue(result.value).toLowerCase(), typed.trim().toLowerCase());
      }),
    );
  });
});

describe('the grid of attributes', () => {
  it('has those declared, the compared one, what is used, and the coding last', () => {
    assert.deepEqual(
      attributeColumns(study).map(({ name, used }) => [name, ...used]),
      [
        ['district', 'Alder'],
        ['wave', '1'],
        ['score'],
        ['date'],
        ['public'],
        ['participants', 'P1', 'P2'],
        ['role', 'principal'],
        ['school', '010'],
        ['coding'],
      ],
    );
  });
  it('shows each value as a text, and what is none as nothing to type into', () => {
    const [p1, , out] = study.documents.values();
    assert.deepEqual(
      [cellOf(p1!, 'participants'), cellOf(p1!, 'date'), cellOf(out!, 'role')],
      ['P1; P2', '', null],
    );
  });
});

describe('a table keyed by file name', () => {
  const match = (csv: string) => matchAttributes(study, parseTable(csv));
  const changes = (csv: string) =>
    match(csv)?.changes.map(
      ({ file, attribute, from, to, wrong }) =>
        `${file} ${attribute} ${from}>${to}${wrong === null ? '' : '!'}`,
    );

  it('finds documents by path and by name, with or without extension', () => {
    for (const name of ['in/p1.md', 'in/p1', 'p1.md', 'P1', 'p1.docx', './in/p1.md', 'in\\p1.md']) {
      assert.deepEqual(changes(`file,wave\n${name},2\n`), ['in/p1.md wave 1>2'], name);
    }
  });
  it('reads commas, semicolons and tabs, and capitals of attributes', () => {
    assert.deepEqual(changes('﻿Wave;"File name"\r\n2;p1\r\n'), ['in/p1.md wave 1>2']);
    assert.deepEqual(changes('name\twave\trole\np1\t2\t\n'), ['in/p1.md wave 1>2']);
    assert.deepEqual(changes('interview,wave\np1,2\nin/p2,3\n'), ['in/p1.md wave 1>2', 'in/p2.md wave >3']);
  });
  it('lists what it does not find, what several documents are called, and what contradicts itself', () => {
    const found = match('file,wave\np3,1\np2,1\nin/p1,3\np1.md,4\n')!;
    assert.deepEqual(found.unmatched, [{ name: 'p3', near: ['p1', 'p2'] }]);
    assert.deepEqual(found.ambiguous, [{ name: 'p2', files: ['in/p2.md', 'out/p2.md'] }]);
    assert.deepEqual(found.repeated, ['in/p1.md']);
    assert.deepEqual(found.changes, []);
  });
  it('says what does not fit, what is new, and leaves alone what is the same or empty', () => {
    const found = match('file,wave,district,age,role\nin/p1,x,Alder,40,\nout/p2,1,,,teacher\n')!;
    assert.deepEqual(found.added, ['age']);
    assert.deepEqual(
      found.changes.map(({ file, attribute, wrong }) => [file, attribute, wrong]),
      [
        ['in/p1.md', 'wave', '“x” is not a whole number.'],
        ['in/p1.md', 'age', null],
        ['out/p2.md', 'wave', null],
        [
          'out/p2.md',
          'role',
          'The document has several values with names of their own here; change them in its front matter.',
        ],
      ],
    );
  });
  it('is none without a column that names documents', () => {
    assert.equal(match('a,b\n1,2\n'), undefined);
    assert.equal(match('p1'), undefined);
    assert.equal(match(''), undefined);
    assert.deepEqual(match('file,b\nzzz,2\n')?.unmatched, [{ name: 'zzz', near: [] }]);
  });
  it('never throws', () => {
    fc.assert(fc.property(fc.array(fc.array(fc.string())), (rows) => void matchAttributes(study, rows)));
    fc.assert(fc.property(fc.string(), (csv) => void match(csv)));
  });
});
