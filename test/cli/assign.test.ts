import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { Folder, removeFolders } from '../lsp/harness/folder.js';
import { run, runJson, SAMPLE } from './run.js';

interface Assigned {
  readonly documents: number;
  readonly strata: readonly { label: string; size: number; drawn: readonly string[] }[];
  readonly written: readonly string[];
  readonly kept: readonly string[];
}

describe('qualdown assign', () => {
  after(removeFolders);

  it('copies a sample of the sample study as a study of its own, without a coding', async () => {
    const folder = await Folder.of({});
    const out = folder.path('für Ben');
    const args = ['assign', '--by', 'district,wave', '--share', '0.3', '--for', 'ben', '--out', out];
    const { documents, strata, written, kept } = await runJson<Assigned>(args, { cwd: SAMPLE });
    assert.deepEqual([documents, strata.length, kept], [26, 8, []]);
    const drawn = strata.flatMap((stratum) => stratum.drawn).sort();
    assert.deepEqual(written, ['qualdown.yaml', 'codebook.yaml', 'README.md', ...drawn]);
    assert.deepEqual(await runJson<unknown[]>(['segments'], { cwd: out }), []);
    assert.equal((await run(['check'], { cwd: out })).code, 0);
    const copy = await readFile(`${out}/${drawn[0]!}`, 'utf8');
    assert.match(copy, /\ncoding: none\ncoder: ben\n---\n/);
    assert.match(await readFile(`${out}/README.md`, 'utf8'), /--by district,wave --share 0\.3 --seed 1/);
  });

  it('puts copies where they are not counted, draws the same again, and replaces nothing', async () => {
    const folder = await Folder.of({
      'qualdown.yaml': 'coder_of_record: ana\n',
      'codebook.yaml': 'codes: { a: {} }\n',
      'x/1.md': '[one]{.a}\n',
      'x/2.md': '[two]{.a}\n',
    });
    const { root } = folder;
    const before = await runJson(['tally'], { cwd: root });
    const first = await runJson<Assigned>(['assign', '--count', '1', '--seed', '7'], { cwd: root });
    assert.equal(first.written.length, 4);
    assert.deepEqual(await runJson(['tally'], { cwd: root }), before);
    assert.equal(await readFile(folder.path('second-coder/qualdown.yaml'), 'utf8'), '');
    const mine = first.written.at(-1)!;
    await folder.write({ [`second-coder/${mine}`]: 'my work [x]{.a}\n' });
    const second = await runJson<Assigned>(['assign', '--count', '2', '--seed', '7'], { cwd: root });
    assert.ok(second.kept.includes(mine) && second.written.length === 1);
    assert.equal(await readFile(folder.path(`second-coder/${mine}`), 'utf8'), 'my work [x]{.a}\n');
    // A folder of any name is a study of its own.
    await runJson(['assign', '--out', 'ben'], { cwd: root });
    assert.deepEqual(await runJson(['tally'], { cwd: root }), before);
  });

  it('says what is wrong with a call', async () => {
    const folder = await Folder.of({ 'codebook.yaml': 'codes: { a: {} }\n', 'x.md': '[one]{.a}\n' });
    const { root } = folder;
    const fails = async (args: string[], told: RegExp): Promise<void> => {
      const { code, stderr } = await run(['assign', ...args], { cwd: root });
      assert.equal(code, 2);
      assert.match(stderr, told);
    };
    await fails(['--out', '.'], /need a folder of their own/);
    await fails(['--out', '..'], /cannot go into a folder that the study lies in/);
    await fails(['--out', 'x.md'], /cannot be written into .*x\.md/);
    await fails(['--by', 'nope'], /no document has the attribute “nope”/);
    await fails(['--share', '2'], /Write a part of 1/);
    await fails(['--where', 'wave=1'], /wave/);
    assert.ok(!existsSync(folder.path('second-coder')));
  });
});
