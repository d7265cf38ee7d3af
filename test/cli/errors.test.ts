import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { closeSync, openSync, writeFileSync } from 'node:fs';
import { symlink } from 'node:fs/promises';
import { type Files, Folder, removeFolders } from '../lsp/harness/folder.js';
import { CLI, exitOf, run, SAMPLE, start } from './run.js';

const CODEBOOK = 'codes: { buffering: {}, focus: {} }\n';
const CODED = '---\ndistrict: Alder\ncoding: done\n---\n\n[one]{.buffering coder=ana} two\n';
const STUDY = { 'codebook.yaml': CODEBOOK, 'a.md': CODED };

describe('the command line when something is wrong', () => {
  after(removeFolders);

  /** A folder of files and, for values that begin with `->`, symbolic links. */
  async function folderOf(files: Files): Promise<string> {
    const isLink = (content: unknown): content is string =>
      typeof content === 'string' && content.startsWith('->');
    const folder = await Folder.of(
      Object.fromEntries(Object.entries(files).filter(([, content]) => !isLink(content))),
    );
    for (const [file, content] of Object.entries(files)) {
      if (isLink(content)) await symlink(content.slice(2), folder.path(file));
    }
    return folder.root;
  }

  /** Ends with exit code 2, nothing on stdout, and one line on stderr that says these things. */
  async function check(
    files: Files | undefined,
    args: readonly string[],
    ...says: readonly RegExp[]
  ): Promise<void> {
    const cwd = files ? await folderOf(files) : SAMPLE;
    const { code, stdout, stderr } = await run(args, { cwd });
    assert.deepEqual(
      { code, stdout, lines: stderr.split('\n').length - 1 },
      { code: 2, stdout: '', lines: 1 },
      stderr,
    );
    assert.match(stderr, /^qualdown: /);
    for (const say of says) assert.match(stderr, say);
  }

  describe('with the call', () => {
    it('names the nearest command', () =>
      check(undefined, ['comprae'], /unknown command 'comprae'.*compare/));
    it('names the nearest option', () =>
      check(undefined, ['compare', '--roll'], /unknown option '--roll'.*--rollup/));
    it('names the formats', () => check(undefined, ['tally', '--format', 'xml'], /table, json, csv, md/));
    it('wants values for options', () => check(undefined, ['compare', '--by'], /argument missing/));
    it('takes no stray words', () => check(undefined, ['tally', 'more'], /too many arguments/));
    it('wants attribute=value', () => check(undefined, ['tally', '--where', 'x'], /--where district=Alder/));
    it('wants --stdio', () => check(undefined, ['lsp'], /--stdio/));
    it('prints its help for nothing', async () => {
      const { code, stdout, stderr } = await run([]);
      assert.deepEqual({ code, stdout }, { code: 2, stdout: '' });
      for (const command of ['check', 'segments', 'tally', 'compare', 'init', 'lsp'])
        assert.match(stderr, new RegExp(`^  ${command}\\b`, 'm'));
    });
  });

  describe('with what is asked for', () => {
    it('names the attributes there are', () =>
      check(
        STUDY,
        ['compare', '--by', 'distrct'],
        /no document has the attribute “distrct”/,
        /Did you mean “district”/,
        /coding and district/,
      ));
    it('names the codes that may be meant', () =>
      check(STUDY, ['compare', '--codes', 'focus,bufering'], /“bufering”.*“buffering”/));
    it('names the code of segments too', () =>
      check(STUDY, ['segments', '--code', 'x'], /no code is called “x”/));
    it('names the values there are', () =>
      check(STUDY, ['tally', '--where', 'district=alder'], /nothing has district “alder”.*“Alder”/));
    it('names the coders there are', () =>
      check(STUDY, ['tally', '--coder', 'anna'], /no coding is signed by “anna”.*“ana”/));
    it('names the values of passages too', () =>
      check(
        { ...STUDY, 'b.md': '[x]{.focus stance=lacking}' },
        ['compare', '--where', 'stance=lackin'],
        /nothing has stance “lackin”.*“lacking”/,
      ));
    it('tells conditions that each hold somewhere and nowhere together', async () => {
      const files = {
        ...STUDY,
        'b.md': '---\nwave: 1\nkind: a\n---\n[x]{.focus stance=lacking}',
        'c.md': '---\nwave: 2\nkind: b\n---\n[y]{.focus depth=low}',
      };
      const where = (...conditions: string[]) => conditions.flatMap((each) => ['--where', each]);
      const says = /^qualdown: no document has wave=1 and kind=b together\.$/m;
      await check(files, ['tally', ...where('wave=1', 'kind=b')], says);
      await check(files, ['compare', ...where('wave=1', 'kind=b', 'stance=lacking')], says);
      await check(
        files,
        ['compare', ...where('stance=lacking', 'depth=low')],
        /no passage has stance=lacking and depth=low together/,
      );
      await check(files, ['tally', ...where('wave=1', 'wave=2', 'kind=c')], /nothing has kind “c”/);
      // Several values of one attribute are alternatives; and a document without such a passage is a finding.
      for (const conditions of [where('wave=1', 'wave=2', 'kind=b'), where('wave=2', 'stance=lacking')]) {
        assert.equal((await run(['tally', ...conditions], { cwd: await folderOf(files) })).code, 0);
      }
    });
    it('wants a code where it is asked for some', async () => {
      await check(STUDY, ['compare', '--codes', ''], /name a code/i);
      await check(STUDY, ['segments', '--code', ' , '], /name a code/i);
    });
    it('says that there are no attributes', () =>
      check(
        { 'codebook.yaml': CODEBOOK, 'a.md': '[x]{.focus}' },
        ['tally', '--where', 'x=y'],
        /None has any attribute\.$/m,
      ));
    it('wants an attribute of documents or passages', () =>
      check(STUDY, ['segments', '--where', 'stanse=x'], /attribute “stanse”/));
  });

  describe('with the study', () => {
    it('tells a folder that does not exist', () =>
      check({}, ['tally', '--study', 'no such'], /the folder no such does not exist/));
    it('tells an empty folder name', () => check(STUDY, ['tally', '--study', ''], /--study takes a folder/));
    it('tells a name that is not valid UTF-8', async function () {
      if (process.platform !== 'linux') this.skip(); // elsewhere no file can have one
      const { root } = await Folder.of(STUDY);
      writeFileSync(
        Buffer.concat([Buffer.from(`${root}/b`), Buffer.from([0xff]), Buffer.from('.md')]),
        CODED,
      );
      const { code, stderr } = await run(['tally'], { cwd: root });
      assert.deepEqual(
        { code, stderr },
        { code: 2, stderr: 'qualdown: b\uFFFD.md has a name that is not valid UTF-8; rename it\n' },
      );
    });
    it('tells a file for a folder', () => check(STUDY, ['tally', '--study', 'a.md'], /a\.md is a file/));
    it('tells where no study is', () =>
      check({ 'a.md': CODED }, ['check'], /no study in this folder.*qualdown init/));
    it('tells a study without documents', () =>
      check({ 'codebook.yaml': CODEBOOK }, ['tally'], /no documents.*\*\*\/\*\.md/));
    it('tells a study without its codebook', () =>
      check(
        { 'qualdown.yaml': 'codebook: codes.yaml', 'a.md': CODED },
        ['compare'],
        /no codebook.*codes\.yaml/,
      ));
    it('tells a configuration that is there and cannot be read, in every command', async () => {
      for (const command of ['tally', 'compare', 'segments']) {
        await check(
          { ...STUDY, 'qualdown.yaml': '->gone.yaml' },
          [command],
          /qualdown\.yaml is a link that leads nowhere/,
        );
        await check({ ...STUDY, 'qualdown.yaml/x': '' }, [command], /qualdown\.yaml is no file/);
      }
      // Its codebook may have another name.
      await check(
        { 'qualdown.yaml': '->gone.yaml', 'codes.yaml': CODEBOOK, 'a.md': CODED },
        ['tally'],
        /qualdown\.yaml is a link that leads nowhere/,
      );
    });
    it('lists such a configuration among the problems', async () => {
      const cwd = await folderOf({ ...STUDY, 'qualdown.yaml': '->gone.yaml' });
      const { code, stdout } = await run(['check'], { cwd });
      assert.equal(code, 2);
      assert.match(stdout, /^qualdown\.yaml\n.*This file is a link that leads nowhere/);
    });
    it('tells what is in the place of the codebook', async () => {
      const without = { 'a.md': CODED };
      for (const config of [{}, { 'qualdown.yaml': '' }]) {
        await check(
          { ...without, ...config, 'codebook.yaml': '->gone.yaml' },
          ['tally'],
          /codebook\.yaml is a link that leads nowhere/,
        );
        await check({ ...without, ...config, 'codebook.yaml/x': '' }, ['tally'], /codebook\.yaml is no file/);
      }
      await check(
        { ...without, 'qualdown.yaml': 'codebook: a.md/codes.yaml' },
        ['tally'],
        /no codebook.*a\.md\/codes\.yaml/,
      );
    });
    it('tells a file that is not UTF-8, in every table', async () => {
      const files = { ...STUDY, 'b.md': Buffer.from('fine\nD\u00fcrer', 'latin1') };
      for (const command of ['tally', 'compare', 'segments'])
        await check(files, [command], /b\.md is not valid UTF-8 \(line 2\)/);
    });
    it('tells a codebook in UTF-16', () =>
      check(
        { 'qualdown.yaml': '', 'a.md': CODED, 'codebook.yaml': Buffer.from(`\uFEFF${CODEBOOK}`, 'utf16le') },
        ['tally'],
        /codebook\.yaml is UTF-16/,
      ));
    it('tells a link that leads nowhere', async () => {
      const folder = await Folder.of(STUDY);
      await symlink('gone.md', folder.path('b.md'));
      const { code, stderr } = await run(['tally'], { cwd: folder.root });
      assert.deepEqual(
        { code, stderr },
        { code: 2, stderr: 'qualdown: b.md is a link that leads nowhere\n' },
      );
    });
    it('counts how many more cannot be read', () =>
      check(
        { ...STUDY, 'b.md': Buffer.from([0xff]), 'c.md': Buffer.from([0xff]) },
        ['tally'],
        /b\.md .*and 1 more cannot be read/,
      ));
  });

  it('goes around a loop of links, and says so', async () => {
    const folder = await Folder.of({ ...STUDY, 'deep/b.md': CODED });
    await symlink('..', folder.path('deep/loop'), 'dir');
    const { code, stdout, stderr } = await run(['tally'], { cwd: folder.root });
    assert.equal(code, 0);
    assert.match(stdout, /In 2 documents/);
    assert.equal(stderr, 'note: deep/loop is a link to a folder around it; left out.\n');
  });

  it('reads a link to what is no document itself, and no document twice', async () => {
    const cwd = await folderOf({
      ...STUDY,
      'qualdown.yaml': 'documents: ["*.md", "!README.md"]',
      'README.md': CODED,
      'raw/i.txt': CODED,
      'memos/i.md': CODED,
      'a.txt': '->a.md',
      'l1.md': '->raw/i.txt',
      'l2.md': '->README.md',
      'l3.md': '->memos/i.md',
      'l4.md': '->raw/i.txt',
      'l5.md': '->a.md',
    });
    const { code, stdout, stderr } = await run(['tally'], { cwd });
    assert.equal(code, 0, stderr);
    assert.match(stdout, /In 4 documents/);
    assert.equal(
      stderr,
      'note: l4.md is a link to l1.md, which is read already; left out.\n' +
        'note: l5.md is a link to a.md, which is read already; left out.\n',
    );
  });

  it('tells a full disk in one line', async function () {
    if (process.platform !== 'linux') this.skip(); // /dev/full is Linux's own
    const { root } = await Folder.of(STUDY);
    for (const args of [['tally', '--json'], ['segments'], ['--help']]) {
      const full = openSync('/dev/full', 'w');
      const { status, stderr } = spawnSync(process.execPath, [CLI, ...args], {
        cwd: root,
        stdio: ['ignore', full, 'pipe'],
        encoding: 'utf8',
      });
      closeSync(full);
      assert.deepEqual(
        { status, stderr },
        { status: 2, stderr: 'qualdown: the output cannot be written: the disk is full.\n' },
      );
    }
  });

  it('ends without a word when nobody reads on', async () => {
    const folder = await Folder.of({ ...STUDY, 'long.md': '[word]{.focus}\n\n'.repeat(20_000) });
    const child = start(['segments', '--json'], { cwd: folder.root });
    let stderr = '';
    child.stderr.on('data', (data: Buffer) => (stderr += data.toString()));
    child.stdout.once('data', () => child.stdout.destroy());
    assert.deepEqual({ code: await exitOf(child), stderr }, { code: 0, stderr: '' });
  });
});
