import assert from 'node:assert/strict';
import { mergeDocuments, mergeYaml } from '../../server/src/core/merge/index.js';
import { attributesWith, attributesWithout } from '../../server/src/core/merge/attributes-file.js';
import { gitMergeLines } from '../../server/src/git/merge-file.js';

interface Expected {
  readonly text: string;
  readonly conflicts?: number;
  /** What is told. */
  readonly told?: RegExp;
}

function check(base: string, ours: string, theirs: string, { text, conflicts = 0, told }: Expected): void {
  const result = mergeDocuments(base, ours, theirs, { lines: gitMergeLines });
  assert.equal(result.text, text);
  assert.equal(result.conflicts, conflicts);
  assert.equal(result.plain, false);
  const notes = result.notes.map(({ message }) => message).join('\n');
  if (told) assert.match(notes, told);
  else assert.equal(notes, '');
}

function checkYaml(base: string, ours: string, theirs: string, text: string, conflicts = 0): void {
  const result = mergeYaml(base, ours, theirs, { lines: gitMergeLines, codebook: true });
  assert.equal(result.text, text);
  assert.equal(result.conflicts, conflicts);
  assert.equal(result.plain, false);
}

describe('merging a document', () => {
  const plain = 'we keep the board away\n';

  it('unites codings on the same line', () =>
    check(plain, '[we keep]{.a} the board away\n', 'we keep the [board away]{.b}\n', {
      text: '[we keep]{.a} the [board away]{.b}\n',
    }));
  it('puts codes of the same passage into one mark', () =>
    check(plain, '[we keep]{.a} the board away\n', '[we keep]{.b} the board away\n', {
      text: '[we keep]{.a .b} the board away\n',
    }));
  it('keeps coders apart', () =>
    check(plain, '[we keep]{.a coder=ana} the board away\n', '[we keep]{.a coder=ben} the board away\n', {
      text: '[[we keep]{.a coder=ben}]{.a coder=ana} the board away\n',
    }));
  it('respects what one side took off', () =>
    check('[we]{.a} [keep]{.b} it\n', 'we [keep]{.b} it\n', '[we]{.a} keep [it]{.c}\n', {
      text: 'we keep [it]{.c}\n',
    }));
  it('keeps both codes where both recoded, and says so', () =>
    check('[we keep]{.a} it\n', '[we keep]{.b} it\n', '[we keep]{.c} it\n', {
      text: '[we keep]{.b .c} it\n',
      told: /“a”: one side changed it to “b”, the other to “c”/,
    }));
  it('keeps a new code whose old one the other took off, and says so', () =>
    check('[we keep]{.a} it\n', 'we keep it\n', '[we keep]{.c} it\n', {
      text: '[we keep]{.c} it\n',
      told: /one side took the mark off/,
    }));
  it('keeps both memos, and says so', () =>
    check('[we keep]{.a} it\n', '[we keep]{.a memo=x} it\n', '[we keep]{.a memo=y} it\n', {
      text: '[[we keep]{.a memo=y}]{.a memo=x} it\n',
      told: /both are kept/,
    }));
  it('lets a coding follow text that the other side wrote into it', () =>
    check(
      'one\n\n[we keep]{.a} the board away\n\ntwo\n',
      'one\n\n[we keep]{.a} the big board away\n\ntwo\n',
      'one\n\n[we keep the board]{.a} away\n\ntwo\n',
      { text: 'one\n\n[we keep the big board]{.a} away\n\ntwo\n' },
    ));
  it('puts codes of both on one heading, of two coders around its section', () => {
    check('# h\n\none\n', '# h {.a}\n\none\n', '# h {.b}\n\none\n', { text: '# h {.a .b}\n\none\n' });
    check('# h\n\none\n', '# h {.a coder=x}\n\none\n', '# h {.b coder=y}\n\none\n', {
      text: '::: {.b coder=y}\n# h {.a coder=x}\n\none\n:::\n',
    });
  });
  it('gives a colliding id another name on one side', () =>
    check(plain, '[we]{#p .a} keep the board away\n', 'we keep the [board]{#p .b} away\n', {
      text: '[we]{#p .a} keep the [board]{#p-2 .b} away\n',
      told: /“#p” names two passages/,
    }));
  it('gives a colliding seg another value, all fragments of it together', () => {
    const result = mergeDocuments(
      'a b c d\n',
      '[a]{.x seg=s1} [b]{.x seg=s1} c d\n',
      'a b [c]{.y seg=s1} [d]{.y seg=s1}\n',
      { lines: gitMergeLines },
    );
    const segs = [...result.text.matchAll(/\.([xy]) seg=(\w+)/g)].map(([, code, seg]) => [code, seg]);
    assert.equal(new Set(segs.map(String)).size, 2);
    assert.equal(new Set(segs.map(([, seg]) => seg)).size, 2);
  });
  it('leaves real conflicts alone, with codings of each side in them', () =>
    check(
      'one\n\n[we keep]{.a memo=m} it\n\ntwo\n',
      'one\n\n[we keep]{.a memo=m} this\n\ntwo\n',
      'one\n\n[we keep]{.a memo=m} that\n\n[two]{.t}\n',
      {
        text: 'one\n\n<<<<<<< ours\n[we keep]{.a memo=m} this\n=======\n[we keep]{.a memo=m} that\n>>>>>>> theirs\n\n[two]{.t}\n',
        conflicts: 1,
      },
    ));
  it('asks where one side coded what the other deleted', () =>
    check('one\n\nwe keep it\n\ntwo\n', 'one\n\n[we keep]{.a} it\n\ntwo\n', 'one\n\ntwo\n', {
      text: 'one\n\n<<<<<<< ours\n[we keep]{.a} it\n\n=======\n>>>>>>> theirs\ntwo\n',
      conflicts: 1,
    }));
  it('merges front matter by attribute where lines would conflict', () =>
    check(
      '---\ncoding: none\nwave: 1\n---\none\n',
      '---\ncoding: partial\nwave: 1\n---\n[one]{.a}\n',
      '---\ncoding: none\nwave: 2\nrole: x\n---\none\n',
      { text: '---\ncoding: partial\nwave: 2\nrole: x\n---\n[one]{.a}\n' },
    ));
  it('keeps the end of a text without a line break', () =>
    check('one two', '[one]{.a} two', '::: {.b}\none two\n:::', { text: '::: {.b}\n[one]{.a} two\n:::' }));
});

describe('merging a codebook', () => {
  const book =
    '# head\n\nname: X\ncodes:\n  # about a\n  a:\n    name: A\n    brief: old\n  b: { name: B }\n  c:\n    name: C\n';

  it('by field, in block and in braces', () => {
    checkYaml(
      book,
      book.replace('old', 'new'),
      book.replace('name: A', 'name: AA'),
      book.replace('old', 'new').replace('name: A', 'name: AA'),
    );
    checkYaml(
      book,
      book.replace('name: B', 'name: B, brief: x'),
      book.replace('name: B', 'name: BB'),
      book.replace('name: B', 'name: BB, brief: x'),
    );
  });
  it('adds what both added, with its comments', () =>
    checkYaml(
      book,
      `${book}  d:\n    name: D\n`,
      `${book}  # e!\n  e:\n    name: E\n`,
      `${book}  d:\n    name: D\n  # e!\n  e:\n    name: E\n`,
    ));
  it('with a code that one side moved and the other changed', () => {
    const without = book.replace('  c:\n    name: C\n', '');
    const under = (name: string): string =>
      without.replace('brief: old\n', `brief: old\n    codes:\n      c:\n        name: ${name}\n`);
    checkYaml(book, under('C'), book.replace('name: C', 'name: CC'), under('CC'));
  });
  it('unites lists', () =>
    checkYaml(
      'codes:\n  a:\n    aliases: [x]\n    examples:\n      - one\n',
      'codes:\n  a:\n    aliases: [x, y]\n    examples:\n      - one\n      - two\n',
      'codes:\n  a:\n    aliases: [z, x]\n    examples:\n      - zero\n      - one\n',
      'codes:\n  a:\n    aliases: [z, x, y]\n    examples:\n      - zero\n      - one\n      - two\n',
    ));
  it('leaves a conflict at the field that both changed, and at a code that one took out and the other changed', () => {
    checkYaml(
      book,
      book.replace('old', 'new'),
      book.replace('old', 'newer'),
      book.replace(
        '    brief: old\n',
        '<<<<<<< ours\n    brief: new\n=======\n    brief: newer\n>>>>>>> theirs\n',
      ),
      1,
    );
    checkYaml(
      book,
      book.replace('  c:\n    name: C\n', ''),
      book.replace('name: C', 'name: CC'),
      book.replace('  c:\n    name: C\n', '<<<<<<< ours\n=======\n  c:\n    name: CC\n>>>>>>> theirs\n'),
      1,
    );
  });
});

describe('.gitattributes', () => {
  it('is written below what is there, once, and taken back to what was', () => {
    for (const before of ['', '*.png binary\n', '*.png binary', 'a\r\nb\r\n']) {
      const once = attributesWith(before, ['**/*.md', 'field notes/*.md']);
      assert.match(once, /^\*\*\/\*\.md merge=qualdown\r?\n"field notes\/\*\.md" merge=qualdown\r?$/m);
      assert.equal(attributesWith(once, ['**/*.md', 'field notes/*.md']), once);
      assert.equal(attributesWithout(once).trimEnd(), before.trimEnd());
    }
  });
});
