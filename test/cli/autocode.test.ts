import assert from 'node:assert/strict';
import { chmod, readdir, readFile, stat } from 'node:fs/promises';
import { Folder, removeFolders } from '../lsp/harness/folder.js';
import { run, runJson } from './run.js';

const FILES = {
  'qualdown.yaml': 'speakers: { interviewer: [INT] }\n',
  'codebook.yaml': 'codes:\n  board:\n  old: { status: retired, replaced_by: board }\n',
  'one.md':
    '---\ndistrict: Alder\ncoding: partial\n---\n\nINT: The board?\r\n\n**P1:** The board comes. We [stay]{.board}.\n',
  'in/two.md':
    '---\ndistrict: Tilden\ncoding: none\n---\n\n**P2:** Which [board]{.board memo="m"}? No. A board.\n',
};

interface Report {
  readonly hits: {
    file: string;
    start: object;
    text: string;
    matches: object[];
    speaker: string;
    status: string;
  }[];
  readonly documents: number;
  readonly new: number;
  readonly coded: number;
  readonly uncounted: string[];
}

describe('cli: autocode', () => {
  let folder: Folder;
  beforeEach(async () => (folder = await Folder.of(FILES)));
  afterEach(removeFolders);
  const autocode = (...args: string[]) => run(['autocode', ...args], { cwd: folder.root });
  const text = (file: string) => readFile(folder.path(file), 'utf8');

  it('shows with --dry-run what it would code, and writes nothing', async () => {
    const { code, stdout } = await autocode('board', '--code', 'board', '--dry-run');
    assert.equal(code, 0);
    assert.match(stdout, /one\.md:8:9 {2}P1\n {2}The board comes\.\n/);
    assert.match(stdout, /Would code 3 sentences in 2 documents with board; nothing was written\./);
    assert.match(stdout, /note: in\/two\.md says “coding: none”, so these codings count in no table/);
    for (const [file, before] of Object.entries(FILES)) assert.equal(await text(file), before);
  });
  it('codes what it finds, signed, and finds it coded the next time', async () => {
    await chmod(folder.path('one.md'), 0o600);
    const { code, stdout } = await autocode(
      'BOARD',
      '--code',
      'board',
      '--coder',
      'ana',
      '--where',
      'district=Alder',
    );
    assert.equal(code, 0);
    assert.match(stdout, /Coded 1 sentence in 1 document with board\./);
    assert.equal(
      await text('one.md'),
      FILES['one.md'].replace('The board comes.', '[The board comes.]{.board coder=ana}'),
    );
    assert.equal(await text('in/two.md'), FILES['in/two.md']);
    assert.equal((await stat(folder.path('one.md'))).mode & 0o777, 0o600);
    assert.deepEqual(
      (await readdir(folder.root)).filter((name) => name.endsWith('.tmp')),
      [],
    );
    const again = await runJson<Report>(
      ['autocode', 'board', '--code', 'board', '--coder', 'ana', '--documents', 'o*'],
      {
        cwd: folder.root,
      },
    );
    assert.deepEqual({ new: again.new, coded: again.coded }, { new: 0, coded: 1 });
  });
  it('gives JSON', async () => {
    const report = await runJson<Report>(
      ['autocode', '^the', '--regex', '--code', 'board', '--unit', 'paragraph', '--interviewer', '--dry-run'],
      { cwd: folder.root },
    );
    assert.deepEqual(report, {
      code: 'board',
      unit: 'paragraph',
      dry_run: true,
      hits: [
        {
          file: 'one.md',
          start: { line: 6, column: 6 },
          end: { line: 6, column: 16 },
          text: 'The board?',
          matches: [{ start: 0, end: 3 }],
          speaker: 'INT',
          status: 'new',
        },
        {
          file: 'one.md',
          start: { line: 8, column: 9 },
          end: { line: 8, column: 44 },
          text: 'The board comes. We stay.',
          matches: [{ start: 0, end: 3 }],
          speaker: 'P1',
          status: 'new',
        },
      ],
      documents: 1,
      searched: 2,
      new: 2,
      coded: 0,
      refused: 0,
      uncounted: [],
    });
  });
  it('says what is wrong, in one line', async () => {
    const refuse = async (expected: RegExp, ...args: string[]): Promise<void> => {
      const { code, stdout, stderr } = await autocode(...args);
      assert.deepEqual({ code, stdout, lines: stderr.split('\n').length }, { code: 2, stdout: '', lines: 2 });
      assert.match(stderr, expected);
    };
    await refuse(/no code “bord”\. Did you mean “board”\?/, 'x', '--code', 'bord');
    await refuse(/“old” is retired\. “board” has taken its place/, 'x', '--code', 'old');
    await refuse(/wrong at character 2: Unterminated group/, '(', '--regex', '--code', 'board');
    await refuse(/write what to search for/, ' ', '--code', 'board');
    await refuse(/no document is named like \*\.txt/, 'x', '--code', 'board', '--documents', '*.txt');
    await refuse(
      /no document has the attribute “distric”. Did you mean “district”/,
      'x',
      '--code',
      'board',
      '--where',
      'distric=x',
    );
    await refuse(/no document has district=x/, 'x', '--code', 'board', '--where', 'district=x');
    await refuse(/required option '--code/, 'x');
  });
  it('says that nothing matches', async () => {
    const { code, stdout } = await autocode('xyz', '--code', 'board');
    assert.deepEqual({ code, stdout }, { code: 0, stdout: 'Nothing matches in 2 documents.\n' });
  });
  it('gives up on an expression that never ends', async () => {
    await folder.write({ 'long.md': `${'a'.repeat(80)}b\n` });
    const { code, stderr } = await autocode('(a+)+$', '--regex', '--code', 'board');
    assert.equal(code, 2);
    assert.match(stderr, /takes too long in long\.md, so nothing was coded/);
  });
});
