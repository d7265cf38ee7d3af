import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import type { Log } from 'sarif';
import { Folder, type Files, removeFolders } from '../lsp/harness/folder.js';
import { run, runJson, SAMPLE } from './run.js';

interface Report {
  readonly problems: readonly Readonly<Record<string, unknown>>[];
  readonly errors: number;
  readonly warnings: number;
}

const CODEBOOK = 'codes:\n  focus: { definition: What. }\n';
const ERROR: Files = {
  'codebook.yaml': CODEBOOK,
  'a, b/c:d%.md': '---\ncoding: done\n---\n\n“So” [one\ntwo]{.focis} [x]{.focus}\n',
};
const WARNING: Files = {
  'codebook.yaml': CODEBOOK,
  'a.md': '---\ncoding: done\n---\n\n[one]{.focus} [two] {.focus}\n',
};

describe('qualdown check', () => {
  after(removeFolders);

  it('finds nothing wrong in the sample', async () => {
    assert.deepEqual(await runJson(['check', '--study', SAMPLE]), { problems: [], errors: 0, warnings: 0 });
    const { code, stdout } = await run(['check', '--strict', '--study', SAMPLE]);
    assert.equal(code, 0);
    assert.match(stdout, /^Nothing wrong in \d+ documents, the codebook and the configuration\.\n$/);
  });

  it('gives problems at their places, from 1, end exclusive', async () => {
    const { root } = await Folder.of(ERROR);
    const { code, stdout } = await run(['check', '--json'], { cwd: root });
    const { problems, errors, warnings } = JSON.parse(stdout) as Report;
    assert.deepEqual(
      { code, errors, warnings, problems: problems.length },
      { code: 1, errors: 1, warnings: 0, problems: 1 },
    );
    assert.deepEqual(Object.keys(problems[0]!).sort(), [
      'end',
      'file',
      'message',
      'rule',
      'severity',
      'start',
    ]);
    const { message, ...rest } = problems[0]!;
    assert.deepEqual(rest, {
      file: 'a, b/c:d%.md',
      start: { line: 6, column: 7 },
      end: { line: 6, column: 12 },
      severity: 'error',
      rule: 'code-unknown',
    });
    assert.match(String(message), /focis/);
  });

  it('does not count a byte order mark as a column, as editors do not', async () => {
    const { root: cwd } = await Folder.of({
      'codebook.yaml': CODEBOOK,
      'a.md': '\uFEFF[one]{.focis}\n[two]{.focis}\n',
    });
    const { stdout } = await run(['check', '--format', 'github'], { cwd });
    assert.match(stdout, /line=1,endLine=1,col=8,endColumn=13,.*\n.*line=2,endLine=2,col=8,endColumn=13,/);
    const [one] = await runJson<{ start: unknown }[]>(['segments'], { cwd });
    assert.deepEqual(one?.start, { line: 1, column: 2 });
  });

  it('finds problems of all files', async () => {
    const { root } = await Folder.of({
      'qualdown.yaml': 'nome: x\n',
      'codebook.yaml': 'codes:\n  focus: { definition: What., nome: y }\n',
      'a.md': '---\ncoding: perhaps\n---\n\n[x]{.focus}\n',
    });
    const { stdout } = await run(['check', '--json'], { cwd: root });
    const files = (JSON.parse(stdout) as Report).problems.map(({ file }) => file);
    assert.deepEqual([...new Set(files)], ['a.md', 'codebook.yaml', 'qualdown.yaml']);
  });

  it('exits with 1 for warnings only if strict', async () => {
    const { root: cwd } = await Folder.of(WARNING);
    assert.equal((await run(['check'], { cwd })).code, 0);
    assert.equal((await run(['check', '--strict'], { cwd })).code, 1);
  });

  it('lists files that cannot be read and exits with 2', async () => {
    const { root: cwd } = await Folder.of({ ...WARNING, 'b.md': Buffer.from([0x61, 0xff]) });
    const { code, stdout } = await run(['check', '--json'], { cwd });
    const { problems, errors } = JSON.parse(stdout) as Report;
    assert.deepEqual({ code, errors }, { code: 2, errors: 1 });
    assert.match(String(problems.find(({ file }) => file === 'b.md')?.['message']), /not valid UTF-8/);
  });

  it('does not call every code unknown where the codebook cannot be read', async () => {
    const { root: cwd } = await Folder.of({
      ...WARNING,
      'qualdown.yaml': '',
      'codebook.yaml': Buffer.from([0xff]),
    });
    const { code, stdout } = await run(['check', '--json'], { cwd });
    const { problems } = JSON.parse(stdout) as Report;
    assert.deepEqual(
      { code, rules: problems.map(({ rule }) => rule).sort() },
      { code: 2, rules: ['file-unreadable', 'mark-space'] },
    );
  });

  it('prints for people, hints when asked for', async () => {
    const { root: cwd } = await Folder.of({ ...WARNING, 'codebook.yaml': 'codes: { focus: {} }' });
    const { stdout } = await run(['check'], { cwd, env: { COLUMNS: '60' } });
    assert.match(stdout, /^a\.md\n {4}5:15 {2}warning {2}/);
    assert.match(
      stdout,
      /\n1 warning in 1 document, the codebook and the configuration \(and 1 hint: --hints\)\.\n$/,
    );
    assert.ok(
      stdout
        .split('\n')
        .slice(0, -2)
        .every((line) => line.length <= 60),
      stdout,
    );
    const { stdout: all } = await run(['check', '--hints'], { cwd });
    assert.match(all, /codebook\.yaml\n +1:10 {2}hint/);
  });

  it('annotates a pull request by paths from where CI runs', async () => {
    const folder = await Folder.of({});
    await mkdir(folder.path('studies/one'), { recursive: true });
    for (const [path, text] of Object.entries(ERROR)) await folder.write({ [`studies/one/${path}`]: text });
    const expected =
      /^::error file=studies\/one\/a%2C b\/c%3Ad%25\.md,line=6,endLine=6,col=7,endColumn=12,title=code-unknown::.*focis.*\n$/;
    const outside = await run(['check', '--study', 'studies/one', '--format', 'github'], {
      cwd: folder.root,
    });
    assert.match(outside.stdout, expected);
    assert.equal(outside.code, 1);
    const inside = await run(['check', '--format', 'github'], {
      cwd: folder.path('studies/one'),
      env: { GITHUB_WORKSPACE: folder.root },
    });
    assert.match(inside.stdout, expected);
  });

  it('writes SARIF 2.1.0', async () => {
    const { root: cwd } = await Folder.of({ ...ERROR, 'w.md': '[one] {.focus}\n' });
    const { stdout } = await run(['check', '--format', 'sarif'], { cwd });
    const log = JSON.parse(stdout) as Log;
    assert.equal(log.version, '2.1.0');
    assert.match(log.$schema ?? '', /sarif-schema-2\.1\.0\.json$/);
    const [{ tool, results = [], columnKind } = assert.fail('a run')] = log.runs;
    assert.equal(columnKind, 'utf16CodeUnits');
    assert.match(tool.driver.semanticVersion ?? '', /^\d+\.\d+\.\d+/);
    assert.deepEqual(
      results.map(({ ruleId, level }) => [ruleId, level]),
      [
        ['code-unknown', 'error'],
        ['mark-space', 'warning'],
      ],
    );
    for (const { ruleId, ruleIndex = -1 } of results)
      assert.equal(tool.driver.rules?.[ruleIndex]?.id, ruleId);
    const { artifactLocation, region } = results[0]!.locations![0]!.physicalLocation!;
    assert.equal(artifactLocation?.uri, 'a%2C%20b/c%3Ad%25.md');
    assert.deepEqual(region, { startLine: 6, startColumn: 7, endLine: 6, endColumn: 12 });
  });
});
