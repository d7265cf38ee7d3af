import assert from 'node:assert/strict';
import { pathToFileURL } from 'node:url';
import mammoth from 'mammoth';
import type { CodebookDiff } from '../../server/src/core/history/diff-types.js';
import { Folder, removeFolders } from '../lsp/harness/folder.js';
import { commit, gitIn, repository } from './git.js';
import { run, runJson } from './run.js';

const FIRST = {
  'codebook.yaml': 'codes:\n  focus: { definition: They see it. }\n  größe: {}\n',
  'Straße 1/Gespräch.md': 'One [two]{.focus} [three]{.focus} [four]{.größe}\n',
};
const SECOND = { 'codebook.yaml': 'codes:\n  sight: { aliases: [focus], definition: They watch it. }\n' };

async function twoStates(): Promise<Folder> {
  const folder = await repository(FIRST);
  gitIn(folder.root, 'tag', 'v1');
  await folder.write(SECOND);
  commit(folder, 'Watch, not see');
  gitIn(folder.root, 'tag', 'v2');
  return folder;
}

describe('qualdown codebook diff', () => {
  after(removeFolders);

  it('tells between two tags what became of each code, and how many passages it touches', async () => {
    const { root } = await twoStates();
    const { from, to, renamed, removed, redefined } = await runJson<CodebookDiff>(
      ['codebook', 'diff', 'v1..v2'],
      { cwd: root },
    );
    assert.deepEqual([from.ref, to.ref], ['v1', 'v2']);
    assert.equal(from.commit, gitIn(root, 'rev-parse', 'v1'));
    assert.deepEqual(renamed, [
      { from: 'focus', to: 'sight', by: 'alias', passages: { before: 2, after: 2 } },
    ]);
    assert.deepEqual(removed, [{ code: 'größe', name: 'größe', passages: { before: 1, after: 1 } }]);
    assert.deepEqual(
      redefined.map(({ code, fields }) => [code, fields.map(({ field }) => field)]),
      [['sight', ['definition']]],
    );
    const { stdout } = await run(['codebook', 'diff', 'v1'], { cwd: root });
    assert.match(stdout, /renamed +focus → sight +2 passages\n/);
    assert.match(stdout, /\n {2}definition: They \[-see-\] *\{\+watch\+\} it\.\n/);
    const md = await run(['codebook', 'diff', 'v1..', '--format', 'md'], { cwd: root });
    assert.match(
      md.stdout,
      /^# Changes of the codebook\n[\s\S]*\*\*Definition:\*\* They ~~see~~\*\*watch\*\* it\.\n/,
    );
  });

  it('takes the files as they stand for the later side, and the fork of a branch for the earlier', async () => {
    const folder = await twoStates();
    const { root } = folder;
    await folder.write({ 'codebook.yaml': 'codes:\n  sight: {}\n  new: {}\n' });
    const { added, to } = await runJson<CodebookDiff>(['codebook', 'diff'], { cwd: root });
    assert.deepEqual([added.map(({ code }) => code), to.ref], [['new'], '']);
    gitIn(root, 'checkout', '-q', '-f', '-b', 'side', 'v1');
    await folder.write({ 'codebook.yaml': `${FIRST['codebook.yaml']}  other: {}\n` });
    commit(folder, 'Another code');
    const branch = await runJson<CodebookDiff>(['codebook', 'diff', 'main...side'], { cwd: root });
    assert.deepEqual([branch.added.map(({ code }) => code), branch.renamed], [['other'], []]);
  });

  it('reads a study in a folder of its repository, and leaves out studies inside it', async () => {
    const files = Object.entries({
      ...FIRST,
      'inner/qualdown.yaml': '',
      'inner/a.md': '[x]{.focus}\n',
    }).map(([path, text]) => [`The study/${path}`, text] as const);
    const folder = await repository({ 'README.md': 'x', ...Object.fromEntries(files) });
    const cwd = folder.path('The study');
    await folder.write({ 'The study/codebook.yaml': SECOND['codebook.yaml'] });
    const { renamed } = await runJson<CodebookDiff>(['codebook', 'diff', 'HEAD'], { cwd });
    assert.deepEqual(renamed[0]?.passages, { before: 2, after: 2 });
  });

  it('works on a detached head and in a worktree', async () => {
    const { root } = await twoStates();
    gitIn(root, 'checkout', '-q', '--detach', 'v1');
    assert.equal((await run(['codebook', 'diff', 'v2..'], { cwd: root })).code, 0);
    const other = await Folder.of({});
    gitIn(root, 'worktree', 'add', '-q', other.path('Kopie ü'), 'v2');
    const { renamed } = await runJson<CodebookDiff>(['codebook', 'diff', 'v1'], {
      cwd: other.path('Kopie ü'),
    });
    assert.equal(renamed.length, 1);
  });

  it('says what is the matter where git cannot tell', async () => {
    const fails = async (args: string[], cwd: string, told: RegExp, env = {}): Promise<void> => {
      const { code, stdout, stderr } = await run(['codebook', ...args], { cwd, env });
      assert.deepEqual([code, stdout], [2, '']);
      assert.match(stderr, told);
    };
    const plain = await Folder.of(FIRST);
    await fails(['diff'], plain.root, /^qualdown: this folder is in no git repository\./);
    gitIn(plain.root, 'init', '-q');
    await fails(['diff'], plain.root, /has no commit yet/);
    const { root } = await twoStates();
    await fails(['diff', 'v3'], root, /git knows no commit “v3”.*git tag/);
    await fails(['diff', '--', '--help..v1'], root, /git knows no commit “--help”/);
    await fails(['diff'], root, /There is no git on this machine|there is no git on this machine/, {
      PATH: '',
    });
    // As if another user owned it: git's own switch for its tests.
    await fails(['diff'], root, /git does not trust this folder.*safe\.directory/, {
      GIT_TEST_ASSUME_DIFFERENT_OWNER: '1',
    });
    const clone = await Folder.of({});
    gitIn(clone.root, 'clone', '-q', '--depth', '1', pathToFileURL(root).href, 'flach');
    await fails(
      ['diff', 'v1'],
      clone.path('flach'),
      /only the latest commits; “git fetch --unshallow --tags”/,
    );
    const before = await repository({ 'other.txt': 'x' });
    await before.write(FIRST);
    await fails(['diff'], before.root, /had no codebook\.yaml at HEAD/);
  });
});

interface Log {
  readonly code: string;
  readonly changes: readonly {
    kind: string;
    was: string | null;
    author: string;
    fields: { field: string }[];
  }[];
  readonly before: {
    change: { subject: string };
    passages: { file: string; start: object; text: string; lastChangedBy: string }[];
  } | null;
  readonly shallow: boolean;
}

describe('qualdown codebook log', () => {
  after(removeFolders);

  it('follows a code through its names, and lists what was coded before it meant what it means', async () => {
    const folder = await twoStates();
    const { root } = folder;
    await folder.write({ 'Straße 1/später.md': 'And [five]{.sight}\n' });
    commit(folder, 'Coded later');
    for (const name of ['sight', 'focus']) {
      const { code, changes, before } = await runJson<Log>(['codebook', 'log', name], { cwd: root });
      assert.equal(code, 'sight');
      assert.deepEqual(
        changes.map(({ kind, was, author, fields }) => [kind, was, author, fields.map(({ field }) => field)]),
        [
          ['added', null, 'Ana Özil', []],
          ['changed', 'focus', 'Ana Özil', ['definition']],
        ],
      );
      assert.equal(before?.change.subject, 'Watch, not see');
      assert.deepEqual(
        before.passages.map(({ file, start, text, lastChangedBy }) => [file, start, text, lastChangedBy]),
        [
          ['Straße 1/Gespräch.md', { line: 1, column: 6 }, 'two', 'Ana Özil'],
          ['Straße 1/Gespräch.md', { line: 1, column: 20 }, 'three', 'Ana Özil'],
        ],
      );
    }
    const { stdout } = await run(['codebook', 'log', 'sight'], { cwd: root });
    assert.match(stdout, /renamed: focus → sight\n[\s\S]*last changed by Ana Özil/);
    const md = await run(['codebook', 'log', 'größe', '--format', 'md'], { cwd: root });
    assert.match(
      md.stdout,
      /^# History of the code `größe`\n\n## .*Ana Özil.*\n\n\*Watch, not see\*\n\nRemoved\./,
    );
    const unknown = await run(['codebook', 'log', 'other'], { cwd: root });
    assert.match(unknown.stderr, /no code is or was called “other”/);
  });

  it('takes what was coded beside a change, on another branch, for coded before it', async () => {
    const folder = await repository(FIRST);
    const { root } = folder;
    gitIn(root, 'checkout', '-q', '-b', 'coding');
    await folder.write({ 'b.md': 'And [five]{.focus}\n' });
    gitIn(root, 'checkout', '-q', 'main');
    await folder.remove('b.md');
    await folder.write({ 'codebook.yaml': FIRST['codebook.yaml'].replace('see', 'watch') });
    commit(folder, 'Watch');
    gitIn(root, 'checkout', '-q', 'coding');
    await folder.write({ 'b.md': 'And [five]{.focus}\n' });
    commit(folder, 'Coded meanwhile');
    gitIn(root, 'checkout', '-q', 'main');
    gitIn(root, 'merge', '-q', '-m', 'Together', 'coding');
    await folder.write({ 'c.md': 'And [six]{.focus}\n' });
    commit(folder, 'Coded knowing it');
    await folder.write({ 'd.md': 'And [seven]{.focus}\n' });
    const { before } = await runJson<Log>(['codebook', 'log', 'focus'], { cwd: root });
    assert.deepEqual(
      before?.passages.map(({ text }) => text),
      ['two', 'three', 'five'],
    );
  });
});

describe('qualdown codebook print', () => {
  after(removeFolders);

  it('writes the codebook with counts and an example passage, as each kind of file', async () => {
    const folder = await Folder.of({
      'codebook.yaml':
        'codes:\n  focus: { name: Focus, brief: "a < b", examples: [An example.], codes: { near: {} } }\n',
      'a.md': 'P1: [one two three four five six seven eight]{.focus} and [short]{.focus .near}\n',
    });
    const { root } = folder;
    const md = (await run(['codebook', 'print'], { cwd: root })).stdout;
    assert.match(md, /## Focus \(`focus`\)\n\n\*2 passages in 1 document\*/);
    assert.match(md, /\*\*In brief:\*\* a \\< b\n/);
    assert.match(md, /> one two three four five six seven eight\n>\n> — .*a\.md, line 1\n/);
    const bare = (await run(['codebook', 'print', '--no-quotations'], { cwd: root })).stdout;
    assert.ok(!bare.includes('one two three'));
    assert.match(bare, /Left out: What was said/);
    const csv = (await run(['codebook', 'print', '--format', 'csv'], { cwd: root })).stdout;
    assert.match(csv, /\r\nnear,near,focus,1,stable,true,/);
    const html = (await run(['codebook', 'print', '--format', 'html'], { cwd: root })).stdout;
    assert.match(html, /<b>In brief:<\/b> a &lt; b<\/p>/);
    assert.ok(!/<script|https?:/.test(html));
    const wrote = await run(['codebook', 'print', '--out', 'buch.docx'], { cwd: root });
    assert.deepEqual([wrote.code, wrote.stderr], [0, 'Wrote buch.docx.\n']);
    const again = await run(['codebook', 'print', '--out', 'buch.docx'], { cwd: root });
    assert.deepEqual([again.code, again.stdout], [2, '']);
    assert.match(again.stderr, /there already; --force replaces it/);
    const { value: words } = await mammoth.extractRawText({ path: folder.path('buch.docx') });
    assert.match(words, /Focus \(focus\)[\s\S]*one two three four/);
  });
});
