import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { Folder, removeFolders } from '../lsp/harness/folder.js';
import { run, runJson } from './run.js';

describe('qualdown init', () => {
  after(removeFolders);

  it('makes a folder a study in which nothing is wrong', async () => {
    const folder = await Folder.of({});
    const { code, stdout } = await run(['init', 'new/study'], { cwd: folder.root });
    assert.equal(code, 0);
    assert.match(stdout, /wrote new\/study\/qualdown\.yaml\nwrote new\/study\/codebook\.yaml\n/);
    assert.deepEqual((await readdir(folder.path('new/study'))).sort(), ['codebook.yaml', 'qualdown.yaml']);
    await folder.write({
      'new/study/a.md':
        '---\ndistrict: Alder\nkind: interview\ncoding: done\n---\n\n[the words]{.buffering}\n',
    });
    const { stdout: checked } = await run(['check', '--strict'], { cwd: folder.path('new/study') });
    assert.match(checked, /^Nothing wrong/);
    const tally = await runJson<{ codes: { code: string; segments: number }[] }>(['tally'], {
      cwd: folder.path('new/study'),
    });
    assert.equal(tally.codes.find(({ code }) => code === 'buffering')?.segments, 1);
  });

  it('overwrites nothing', async () => {
    const folder = await Folder.of({ 'codebook.yaml': 'mine', 'notes.md': 'x' });
    const { code, stdout } = await run(['init'], { cwd: folder.root });
    assert.equal(code, 0);
    assert.match(stdout, /^wrote qualdown\.yaml\nkept {2}codebook\.yaml \(it exists already\)\n/);
    assert.equal(await readFile(folder.path('codebook.yaml'), 'utf8'), 'mine');
    const again = await run(['init', '--study', folder.root]);
    assert.equal(again.code, 0);
    assert.doesNotMatch(again.stdout, /wrote/);
  });

  it('with --ci writes a workflow at the top of the repository, and the program that it runs; replaces neither', async () => {
    const folder = await Folder.of({
      'unit/qualdown.yaml': 'name: Unit\n',
      'unit/codebook.yaml': 'codes: { focus: { name: Focus } }\n',
      'unit/a.md': '---\ndistrict: Alder\ncoding: done\n---\n\n[x]{.focus} [y]{.ghost}\n',
    });
    const who = ['-c', 'user.name=a', '-c', 'user.email=a@b'];
    const git = (...args: string[]): string =>
      execFileSync('git', [...who, ...args], { cwd: folder.root, encoding: 'utf8', stdio: 'pipe' });
    git('init', '-q');
    git('add', '-A');
    git('commit', '-qm', 'one');
    const { code, stdout, stderr } = await run(['init', '--ci'], { cwd: folder.path('unit') });
    assert.deepEqual([code, stderr], [0, '']);
    assert.match(stdout, /Commit these files/);
    const workflow = await readFile(folder.path('.github/workflows/qualdown.yml'), 'utf8');
    assert.match(workflow, /STUDY: "unit"/);
    // Each line that the workflow runs, in the study, by the program that was put there alone.
    const commands = Array.from(workflow.matchAll(/node \.qualdown\/cli\.cjs ([^|\n]*)/g), ([, command]) =>
      command!.trim(),
    );
    assert.equal(commands.length, 3);
    const results = commands.map((command) => {
      const words = command
        .replace(/"origin\/\$GITHUB_BASE_REF\.\.\.HEAD"/, 'HEAD')
        .replace('$sides', '')
        .split(' ')
        .filter(Boolean);
      try {
        return execFileSync(process.execPath, [folder.path('unit/.qualdown/cli.cjs'), ...words], {
          cwd: folder.path('unit'),
          encoding: 'utf8',
          stdio: 'pipe',
        });
      } catch (error) {
        const { stdout, stderr } = error as { stdout: string; stderr: string };
        return stdout + stderr;
      }
    });
    assert.match(results[0]!, /ghost/);
    assert.match(results[1]!, /codebook/i);
    assert.match(results[2]!, /coder/);
    const again = await run(['init', '--ci'], { cwd: folder.path('unit') });
    assert.deepEqual([again.code, /wrote/.test(again.stdout)], [0, false]);
  });

  it('outside a repository writes them beside the study, and says what is to be done', async () => {
    const folder = await Folder.of({ 'qualdown.yaml': '', 'codebook.yaml': 'codes: {}\n' });
    const { code, stderr } = await run(['init', '--ci'], { cwd: folder.root });
    assert.equal(code, 2);
    assert.match(stderr, /in no git repository yet/);
    assert.match(await readFile(folder.path('.github/workflows/qualdown.yml'), 'utf8'), /STUDY: "\."/);
  });

  it('writes the codebook where the configuration has it', async () => {
    const folder = await Folder.of({ 'qualdown.yaml': 'codebook: codes/cb.yaml\n', 'a.md': '' });
    const { code, stdout } = await run(['init'], { cwd: folder.root });
    assert.equal(code, 0);
    assert.match(stdout, /^kept {2}qualdown\.yaml \(it exists already\)\nwrote codes\/cb\.yaml\n/);
    assert.deepEqual((await readdir(folder.root)).sort(), ['a.md', 'codes', 'qualdown.yaml']);
    assert.equal((await run(['tally'], { cwd: folder.root })).code, 0);
  });

  it('writes nothing beside a configuration that cannot be read', async () => {
    const folder = await Folder.of({ 'qualdown.yaml/x': '' });
    const { code, stdout, stderr } = await run(['init'], { cwd: folder.root });
    assert.deepEqual(
      { code, stdout, stderr },
      { code: 2, stdout: '', stderr: 'qualdown: qualdown.yaml is no file\n' },
    );
    assert.deepEqual(await readdir(folder.root), ['qualdown.yaml']);
  });

  it('tells what is in the way of the codebook', async () => {
    const folder = await Folder.of({ 'qualdown.yaml': 'codebook: codes/cb.yaml\n', codes: '' });
    const { code, stderr } = await run(['init'], { cwd: folder.root });
    assert.equal(code, 2);
    assert.match(stderr, /^qualdown: the folder codes cannot be made: a file is in its place\.\n$/);
  });

  it('says what a study around it loses', async () => {
    const folder = await Folder.of({ 'qualdown.yaml': '', 'part/a.md': '' });
    const { stdout } = await run(['init', 'part'], { cwd: folder.root });
    assert.match(stdout, /lies in the study \., which leaves it out/);
  });

  it('tells why a folder cannot be made', async () => {
    const folder = await Folder.of({ file: '' });
    const { code, stdout, stderr } = await run(['init', 'file'], { cwd: folder.root });
    assert.deepEqual({ code, stdout, lines: stderr.split('\n').length }, { code: 2, stdout: '', lines: 2 });
    assert.match(stderr, /^qualdown: the folder file cannot be made: a file is in its place\.\n$/);
  });
});
