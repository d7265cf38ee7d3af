import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { Folder, removeFolders } from '../lsp/harness/folder.js';
import { run, runJson } from './run.js';

const FILES = {
  'qualdown.yaml': 'attributes:\n  wave: { type: integer, values: [1, 2] }\n',
  'codebook.yaml': 'codes: {}\n',
  'a/p1.md': '---\ndistrict: Alder # first\nwave: 1\n---\nx\r\n',
  'b/p2.md': 'No front matter.\n',
};

describe('qualdown attributes', () => {
  after(removeFolders);

  it('lists what documents state', async () => {
    const folder = await Folder.of(FILES);
    const { stdout } = await run(['attributes', '--format', 'csv'], { cwd: folder.root });
    assert.equal(stdout, 'file,wave,district,coding\r\na/p1.md,1,Alder,\r\nb/p2.md,,,\r\n');
    const { stdout: table } = await run(['attributes'], { cwd: folder.root });
    assert.match(table, /^file +wave +district +coding\na\/p1\.md +1 +Alder\n/);
    assert.deepEqual(await runJson(['attributes'], { cwd: folder.root }), [
      { file: 'a/p1.md', attributes: { district: 'Alder', wave: 1 } },
      { file: 'b/p2.md', attributes: {} },
    ]);
  });

  it('says what a table would change, and writes only then', async () => {
    const folder = await Folder.of({
      ...FILES,
      'table.csv': 'file;wave;district\r\np1.docx;2;Alder\r\nP2;1;Tilden\r\n',
    });
    const dry = await run(['attributes', '--csv', 'table.csv', '--dry-run'], { cwd: folder.root });
    assert.equal(dry.code, 0, dry.stderr);
    assert.match(dry.stdout, /a\/p1\.md +wave +1 +→ +2/);
    assert.match(dry.stdout, /Would write 3 values in 2 documents, of which 1 in place of another\./);
    assert.equal(await readFile(folder.path('a/p1.md'), 'utf8'), FILES['a/p1.md']);
    const { code, stdout } = await run(['attributes', '--csv', 'table.csv'], { cwd: folder.root });
    assert.equal(code, 0);
    assert.match(stdout, /Wrote 3 values/);
    assert.equal(
      await readFile(folder.path('a/p1.md'), 'utf8'),
      '---\ndistrict: Alder # first\nwave: 2\n---\nx\r\n',
    );
    assert.equal(
      await readFile(folder.path('b/p2.md'), 'utf8'),
      '---\nwave: 1\ndistrict: Tilden\n---\n\nNo front matter.\n',
    );
    assert.deepEqual(await readdir(folder.path('a')), ['p1.md']);
    const again = await run(['attributes', '--csv', 'table.csv'], { cwd: folder.root });
    assert.match(again.stdout, /^Nothing to change\.\n$/);
  });

  it('writes what fits, lists what does not, and ends with 1', async () => {
    const folder = await Folder.of({ ...FILES, 'table.csv': 'file,wave,age\np1,3,40\np9,1,\n' });
    const { code, stdout } = await run(['attributes', '--csv', 'table.csv'], { cwd: folder.root });
    assert.equal(code, 1);
    assert.match(stdout, /“3” is not among the values of “wave”\./);
    assert.match(stdout, /“p9” is no document\. Did you mean/);
    assert.match(stdout, /New to the study: age\./);
    assert.match(await readFile(folder.path('a/p1.md'), 'utf8'), /wave: 1\nage: 40\n/);
  });

  it('goes round: what it exports changes nothing', async () => {
    const folder = await Folder.of(FILES);
    const { stdout } = await run(['attributes', '--format', 'csv'], { cwd: folder.root });
    await folder.write({ 'table.csv': stdout });
    const back = await run(['attributes', '--csv', 'table.csv'], { cwd: folder.root });
    assert.equal(back.stdout, 'Nothing to change.\n');
  });

  it('says what is wrong with the call', async () => {
    const folder = await Folder.of({
      ...FILES,
      'none.csv': 'a,b\n1,2\n',
      'two.csv': Buffer.from([0xff, 0xfe, 65, 0]),
    });
    for (const [args, says] of [
      [['--csv', 'no.csv'], /^qualdown: no\.csv does not exist\.\n$/],
      [['--csv', 'none.csv'], /^qualdown: no column of none\.csv names documents/],
      [['--csv', 'two.csv'], /two\.csv is UTF-16/],
      [['--dry-run'], /--dry-run goes with --csv/],
    ] as const) {
      const { code, stderr } = await run(['attributes', ...args], { cwd: folder.root });
      assert.equal(code, 2);
      assert.match(stderr, says);
    }
  });
});
