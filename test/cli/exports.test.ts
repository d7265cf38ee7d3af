// Analyses as files, by the command line that ships.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { run, SAMPLE } from './run.js';

describe('files of analyses', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'qualdown-exports-'));
    cpSync(SAMPLE, join(folder, 'study'), { recursive: true });
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const written = (name: string): Buffer => readFileSync(join(folder, name));
  const asked = (...args: string[]) => run([...args, '--study', 'study'], { cwd: folder });
  const git = (...args: string[]): string =>
    execFileSync('git', ['-c', 'user.name=T', '-c', 'user.email=t@example.org', ...args], {
      cwd: folder,
      encoding: 'utf8',
    });

  it('have the same bytes each time, in each format', async () => {
    for (const format of ['xlsx', 'docx', 'html', 'svg', 'csv', 'tsv', 'md', 'json']) {
      for (const name of ['a', 'b']) {
        const { code, stderr } = await asked('compare', '--out', `${name}.${format}`, '--quotations');
        assert.equal(code, 0, stderr);
      }
      assert.ok(written(`a.${format}`).length > 100, format);
      assert.ok(written(`a.${format}`).equals(written(`b.${format}`)), format);
    }
    assert.match(
      written('a.csv.txt').toString(),
      /Content \(SHA-256\): [0-9a-f]{64}: the study is in no commit/,
    );
  });

  it('name the commit, or that something is in none', async () => {
    git('init', '-q');
    git('add', '.');
    git('commit', '-qm', 'one');
    const commit = git('log', '-1', '--format=%H').trim();
    const state = async (): Promise<string> => {
      await asked('compare', '--out', 'x.csv', '--force');
      return /^(Commit|Content).*$/m.exec(written('x.csv.txt').toString())![0];
    };
    assert.equal(await state(), `Commit: ${commit}`);
    writeFileSync(join(folder, 'study', 'alder', 'new.md'), '---\ndistrict: Alder\n---\n\nNew.\n');
    assert.match(await state(), new RegExp(`^Content .*: 1 file differs from commit ${commit}$`));
  });

  it('of a matrix rest on its summaries too', async () => {
    const summaries = join(folder, 'study', 'matrices', 'said.yaml');
    mkdirSync(dirname(summaries));
    writeFileSync(summaries, 'cells: { Alder: { buffering: They shield. } }\n');
    git('init', '-q');
    git('add', '.');
    git('commit', '-qm', 'one');
    writeFileSync(summaries, 'cells: { Alder: { buffering: They do not. } }\n');
    const state = async (command: string): Promise<string> => {
      await asked(command, '--codes', 'buffering', '--out', 'x.csv', '--force');
      return /^(Commit|Content).*$/m.exec(written('x.csv.txt').toString())![0];
    };
    assert.match(await state('matrix'), /: 1 file differs from commit/);
    assert.match(await state('compare'), /^Commit: /);
  });

  it('hold no names where none are wanted', async () => {
    const files = readdirSync(join(folder, 'study', 'alder'));
    const names = [...files, 'AP1', 'AT1', 'HS2', 'TC1'];
    // Every format and analysis: test/core/anonymous.test.ts.
    for (const format of ['html', 'xlsx']) {
      for (const by of ['district', 'participant']) {
        const { code, stderr } = await asked(
          ...['compare', '--by', by, '--out', `x.${format}`, '--force', '--anonymous', '--quotations'],
        );
        assert.equal(code, 0, stderr);
        const bytes = written(`x.${format}`);
        // A workbook's own names of cells (AP1) are nobody's.
        const zipped = format === 'xlsx' || format === 'docx';
        const text = zipped
          ? Object.values(unzipSync(bytes))
              .map((part) => strFromU8(part).replaceAll(/ (r|ref|topLeftCell)="[A-Z0-9:]+"/g, ''))
              .join('\n')
          : bytes.toString();
        for (const name of names) assert.ok(!text.includes(name), `${name} in ${format} by ${by}`);
        assert.match(text, by === 'participant' ? /Person \d/ : /Alder/);
      }
    }
  });

  it('replace nothing unless told to, and never become a document', async () => {
    writeFileSync(join(folder, 'x.html'), 'mine');
    const { code, stderr } = await asked('compare', '--out', 'x.html');
    assert.deepEqual([code, stderr], [2, 'qualdown: x.html is there already; --force replaces it.\n']);
    assert.equal(written('x.html').toString(), 'mine');
    const document = await asked('compare', '--out', 'study/x.md');
    assert.equal(document.code, 2);
    assert.match(document.stderr, /would be read as a document/);
    assert.ok(!existsSync(join(folder, 'study', 'x.md')));
    assert.match((await asked('compare', '--out', 'x.pdf')).stderr, /endings .*\.xlsx/);
    assert.match((await asked('compare', '--out', 'no/x.csv')).stderr, /there is no folder no/);
  });
});
