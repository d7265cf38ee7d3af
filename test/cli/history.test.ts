// What git knows of a study, told with its tables.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { Folder, removeFolders } from '../lsp/harness/folder.js';
import { runJson } from './run.js';

const doc = (text: string): string => `---\ndistrict: Alder\ncoding: done\n---\n\n${text}\n`;
const OLD = /^1 code is younger than the coding of 1 document, so .*: b; last committed before: one\.md\.$/;

const UNKNOWN = /^Whether a code is younger [^]* could not be looked at: git does not know this study/;

describe('what git knows of a study', () => {
  let folder: Folder;
  const git = (...args: string[]): void => {
    const who = ['-c', 'user.name=T', '-c', 'user.email=t@example.org', '-c', 'commit.gpgsign=false'];
    execFileSync('git', [...who, ...args], { cwd: folder.root, stdio: 'pipe' });
  };
  const commit = async (files: Readonly<Record<string, string>>): Promise<void> => {
    await folder.write(files);
    git('add', '.');
    git('commit', '-qm', 'next');
  };
  /** Two documents; the code b comes between their commits. */
  async function grown(at: string): Promise<void> {
    git('init', '-q');
    await commit({ [`${at}codebook.yaml`]: 'codes: { a: }', [`${at}one.md`]: doc('[x]{.a}') });
    await commit({ [`${at}codebook.yaml`]: 'codes: { a: , b: }' });
    await commit({ [`${at}two.md`]: doc('[y]{.b}') });
  }
  const warnings = async (command: string, at = '', root = folder.root): Promise<string[]> => {
    const found = await runJson<{ warnings: string[] }>([command, '--study', `${root}/${at}`]);
    return found.warnings.filter((each) => each.includes('younger'));
  };

  beforeEach(async () => (folder = await Folder.of({})));
  afterEach(removeFolders);

  it('tells codes that are younger than the coding of a document, with every table', async () => {
    await grown('');
    for (const command of [
      'compare',
      'spread',
      'matrix',
      'contrast',
      'cooccur',
      'saturation',
      'reciprocity',
    ]) {
      const found = await warnings(command);
      assert.equal(found.length, 1, command);
      assert.match(found[0]!, OLD, command);
    }
  });

  it('tells them of a study in a folder of the repository', async () => {
    await grown('my study/');
    assert.match((await warnings('compare', 'my study')).join(), OLD);
  });

  it('takes a document that was read again since, and one not committed yet, for coded with all codes', async () => {
    await grown('');
    await folder.write({ 'one.md': doc('[x again]{.a}'), 'three.md': doc('[z]{.a}') });
    assert.deepEqual(await warnings('compare'), []);
  });

  it('takes a code that is not committed yet for younger than all that is', async () => {
    await grown('');
    await folder.write({ 'codebook.yaml': 'codes: { a: , b: , c: }' });
    assert.match((await warnings('compare')).join(), /^2 codes are younger than the coding of 2 documents/);
  });

  it('knows a code by its old name, so that a new one makes it no younger', async () => {
    git('init', '-q');
    await commit({ 'codebook.yaml': 'codes: { old: }', 'one.md': doc('[x]{.old}') });
    await commit({ 'codebook.yaml': 'codes: { new: { aliases: [old] } }' });
    assert.deepEqual(await warnings('compare'), []);
  });

  it('says where it could not be looked at: in a shallow clone, without git, or where git does not know the codebook', async () => {
    await grown('');
    git('clone', '-q', '--depth', '1', pathToFileURL(folder.root).href, 'shallow');
    const shallow = await warnings('compare', '', folder.path('shallow'));
    assert.match(
      shallow.join(),
      /^Whether a code is younger [^]*only in part: this clone has only the latest commits/,
    );
    const loose = await Folder.of({
      'codebook.yaml': 'codes: { a: , b: }',
      'one.md': doc('[x]{.a}').replace('coding', 'wave: 1\ncoding'),
    });
    for (const command of ['compare', 'spread', 'cooccur', 'saturation', 'stability', 'matrix'])
      assert.match((await warnings(command, '', loose.root)).join(), UNKNOWN, command);
    execFileSync('git', ['init', '-q'], { cwd: loose.root });
    assert.match((await warnings('compare', '', loose.root)).join(), UNKNOWN);
  });
});
