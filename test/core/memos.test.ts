import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { parse } from 'yaml';
import { checkStudy } from '../../server/src/core/check/index.js';
import { applied } from '../../server/src/core/edits.js';
import {
  isMemo,
  MEMO_FIELDS,
  memoEdits,
  memoEntry,
  memoPath,
  memosMarkdown,
  memoText,
  passageId,
  passageMemos,
  readMemo,
  subjectOf,
} from '../../server/src/core/memos/index.js';
import { compare } from '../../server/src/core/compare.js';
import { studyOf } from './study-of.js';

const FILES = {
  'codebook.yaml': 'codes:\n  focus: { name: Focus on few, aliases: [sharp] }\n  other: {}\n',
  'a/p1.md': '[one two]{.focus #doors memo="Look: again"} and [x]{.other}\n',
  'b.md': '[y]{.focus #same} [z]{.other memo=""}\n',
  'c.md': '[y]{.focus #same}\n',
};
const study = studyOf(FILES);

describe('memos', () => {
  it('are the Markdown files of the folder memos, and no documents', () => {
    const paths = [
      'memos/a.md',
      'memos/deep/b.MD',
      'memos/README.md',
      'memos/.x.md',
      'memos/a.txt',
      'a/memos/a.md',
      'memos.md',
    ];
    assert.deepEqual(paths.filter(isMemo), ['memos/a.md', 'memos/deep/b.MD']);
    const more = studyOf({ ...FILES, 'memos/m.md': '[x]{.focus} words\n' });
    assert.deepEqual([...more.documents.keys()], [...study.documents.keys()]);
    assert.deepEqual(compare(more, {}), compare(study, {}));
  });

  describe('are read', () => {
    function check(text: string, expected: unknown): void {
      const { title, about, kind, author, date, text: body, problems } = readMemo('memos/a-b.md', text, '1');
      for (const each of about) assert.equal(text.slice(each.start, each.end), each.text);
      assert.deepEqual(
        [title, about.map((each) => each.text), kind, author, date, body, problems.map(({ rule }) => rule)],
        expected,
      );
    }
    it('with all fields', () => {
      check(
        '\uFEFF---\r\nabout: ["focus", a/p1.md#doors]\r\nkind: note\r\nauthor: ana\r\ndate: 2024-03-05\r\n---\r\n\r\n# The *title*\r\n\r\nText.\r\n',
        ['The *title*', ['focus', 'a/p1.md#doors'], 'note', 'ana', '2024-03-05', 'Text.', []],
      );
    });
    it('with none, and by the file’s name', () =>
      check('Just text.\n', ['a b', [], null, null, null, 'Just text.', []]));
    it('with a list of lines, and a title beside another heading', () =>
      check("---\ntitle: 12\nabout:\n  - 'focus'\n  - b.md # why\n---\n# H\nx", [
        '12',
        ['focus', 'b.md'],
        null,
        null,
        null,
        '# H\nx',
        [],
      ]));
    it('whose about is swallowed as a comment', () =>
      check('---\nabout: #doors\n---\nx', ['a b', [], null, null, null, 'x', ['memo-about-comment']]));
    it('that cannot be read', () =>
      check('---\na: [\n---\nx', ['a b', [], null, null, null, 'x', ['front-matter-unreadable']]));
    it('whatever they hold', () => {
      fc.assert(
        fc.property(
          fc.string({ unit: 'binary' }),
          (text) => void readMemo('memos/m.md', `---\nabout: ${text}\n---\n${text}`, ''),
        ),
      );
    });
  });

  it('are about codes, documents and passages', () => {
    const show = (about: string): string => {
      const subject = subjectOf(study, about);
      if (subject.kind === 'code') return `code ${subject.id}`;
      if (subject.kind === 'document') return `document ${subject.file}`;
      if (subject.kind === 'passage') {
        return `passage ${FILES[subject.file as 'b.md'].slice(subject.at.start, subject.at.end)}`;
      }
      return [subject.why, ...subject.near].join(' | ');
    };
    for (const [about, expected] of [
      ['focus', 'code focus'],
      ['sharp', 'code focus'],
      ['.focus', 'code focus'],
      ['b.md', 'document b.md'],
      ['../a/p1.md', 'document a/p1.md'],
      ['a/p1.md#doors', 'passage one two'],
      ['#doors', 'passage one two'],
      ['fokus', 'No code is called “fokus”. | focus'],
      ['a/p2.md', 'There is no document “a/p2.md” in the study. | a/p1.md'],
      ['a/p1.md#door', 'No passage of a/p1.md has the id “#door”. | a/p1.md#doors'],
      ['#same', '2 documents have a passage “#same”; write the path before it. | b.md#same | c.md#same'],
      ['#nowhere', 'No passage has the id “#nowhere”.'],
    ] as const) {
      assert.equal(show(about), expected);
    }
  });

  it('about nothing that exists are told', () => {
    const text = '---\nabout: [focus, fokus]\n---\nx';
    const problems = checkStudy(studyOf({ ...FILES, 'memos/m.md': text })).get('memos/m.md')!;
    assert.deepEqual(
      problems.map(({ rule, start, end }) => [rule, text.slice(start, end)]),
      [['memo-about-missing', 'fokus']],
    );
    assert.match(problems[0]!.message, /Did you mean “focus”\?/);
  });

  it('follow codes that are renamed or merged', () => {
    const texts = {
      'memos/a.md': '---\nabout: ["focus", b.md, sharp] # two\n---\nfocus',
      'memos/b.md': '---\nabout: .focus\n---\n',
      'memos/c.md': '---\nabout: other\n---\n',
    };
    const memos = Object.entries(texts).map(([file, text]) => readMemo(file, text, ''));
    const edits = memoEdits(
      memos,
      new Map([
        ['focus', ['aim']],
        ['sharp', ['aim']],
        ['other', ['x', 'y']],
      ]),
    );
    assert.deepEqual(
      Object.entries(texts).map(([file, text]) => applied(text, edits.get(file) ?? [])),
      ['---\nabout: ["aim", b.md, aim] # two\n---\nfocus', '---\nabout: .aim\n---\n', texts['memos/c.md']],
    );
  });

  it('are made so that they are read as meant', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1 }).filter((title) => /^[\p{L}\p{N}]+$/u.test(title)),
        fc.array(fc.constantFrom('focus', 'a/p1.md#doors', 'b.md')),
        (title, about) => {
          const memo = readMemo(
            'memos/m.md',
            memoText({ title, about, kind: null, author: 'A: B', date: '2024-03-05' }),
            '',
          );
          assert.deepEqual(
            [memo.title, memo.about.map(({ text }) => text), memo.author, memo.date],
            [title, about, 'A: B', '2024-03-05'],
          );
        },
      ),
    );
    assert.equal(
      memoPath('Who gets *what*, when?', (path) => path === 'memos/who-gets-what-when.md'),
      'memos/who-gets-what-when-2.md',
    );
    assert.equal(
      memoPath('???', () => false),
      'memos/memo.md',
    );
    assert.equal(
      passageId('12 We keep the board away', (id) => id === 'we-keep-the'),
      'we-keep-the-2',
    );
  });

  it('on passages are listed with what they are on', () => {
    const list = [...study.documents.values()].flatMap((document) =>
      passageMemos(study, document, FILES[document.file as 'b.md']),
    );
    assert.deepEqual(
      list.map(({ file, start, codes, memo, text }) => [file, start.line, codes, memo, text]),
      [['a/p1.md', 1, ['focus'], 'Look: again', 'one two']],
    );
  });

  it('are exported as one document', () => {
    const more = studyOf({
      ...FILES,
      'memos/m.md': '---\nabout: sharp\nkind: note\n---\n# A title\n\n## Below\n\nText.\n',
    });
    const memos = Array.from(more.memos.values(), (memo) => memoEntry(more, memo));
    const list = passageMemos(more, more.documents.get('a/p1.md')!, FILES['a/p1.md']);
    assert.equal(
      memosMarkdown('S', memos, list),
      '# Memos: S\n\n## A title\n\n*note · memos/m.md*\n\nAbout: Focus on few\n\n#### Below\n\nText.\n\n## On passages\n\n### a/p1.md\n\n> one two\n\nLook: again (focus; line 1)\n',
    );
  });

  it('have a schema with the fields that are read, which the sample keeps', () => {
    const schema = JSON.parse(
      readFileSync(new URL('../../schemas/memo.schema.json', import.meta.url), 'utf8'),
    ) as { properties: object };
    assert.deepEqual(Object.keys(schema.properties), [...MEMO_FIELDS]);
    const valid = new Ajv({ strict: true, allowUnionTypes: true }).compile(schema);
    for (const name of ['buffering-looks-like-care', 'what-wave-2-can-show']) {
      const text = readFileSync(new URL(`../../samples/districts/memos/${name}.md`, import.meta.url), 'utf8');
      assert.ok(valid(parse(text.split('---\n')[1]!)), JSON.stringify(valid.errors));
    }
    assert.ok(!valid({ about: { a: 1 } }));
  });
});
