import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, cp, rm, writeFile } from 'node:fs/promises';
import { readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run, SAMPLE } from './run.js';

const PAGE = new URL('../../docs/comparing.md', import.meta.url);
const page = readFileSync(PAGE, 'utf8').replaceAll('\r\n', '\n');
const BLOCK = /```console\n\$ qualdown (.*)\n([^]*?)```/g;

const WHO = ['-c', 'user.name=T', '-c', 'user.email=t@example.org', '-c', 'commit.gpgsign=false'];
const DAY = {
  ...process.env,
  GIT_AUTHOR_DATE: '2024-12-01T12:00:00Z',
  GIT_COMMITTER_DATE: '2024-12-01T12:00:00Z',
};

/** The words of a command as a shell reads them; no command of the page needs more than double quotes. */
const wordsOf = (command: string): string[] =>
  Array.from(command.matchAll(/"([^"]*)"|\S+/g), ([word, quoted]) => quoted ?? word);

async function outputOf(command: string, cwd: string): Promise<string> {
  const { stdout, stderr, code } = await run(wordsOf(command), { cwd });
  assert.deepEqual([code, stderr], [0, ''], command);
  return stdout.replaceAll('\r\n', '\n').replace(/[ \t]+$/gm, '');
}

describe('docs/comparing.md', () => {
  it('shows what its commands print on the sample', async () => {
    const commands = Array.from(page.matchAll(BLOCK), ([, command = '']) => command);
    assert.ok(commands.length >= 8);
    const outputs = new Map<string, string>();
    // Outside this repository: what its own history says of the sample changes with every commit.
    await withCopy(async (folder) => {
      for (const command of new Set(commands)) outputs.set(command, await outputOf(command, folder));
    });
    const printed = page.replace(
      BLOCK,
      (_, command: string) => `\`\`\`console\n$ qualdown ${command}\n${outputs.get(command)!}\`\`\``,
    );
    if (process.env['UPDATE'] === '1') writeFileSync(PAGE, printed);
    else assert.equal(page, printed, 'Run the tests once with UPDATE=1 to print the outputs anew.');
  });

  it('has no figure in its text that stands in no output of the same section', () => {
    for (const section of page.split(/^## /m).slice(1)) {
      const outputs = Array.from(section.matchAll(BLOCK), ([, , output = '']) => output).join('\n');
      if (outputs === '') continue;
      const prose = section.replaceAll(/```[^]*?```/g, '').replaceAll('2000', '');
      // “5 of 6” is what a table writes as 5/6.
      const figures = prose.replaceAll(/(\d+) of (\d+)/g, '$1/$2').match(/\d[\d,]*(?:[./]\d+)?%?/g) ?? [];
      for (const figure of figures) {
        if (figure === '42%') continue; // of the section on spread; checked below
        assert.ok(outputs.includes(figure), `“${figure}” in “${section.split('\n')[0]!}”`);
      }
    }
    assert.match(page, /most in\n.*AS1 \(42%\)/);
  });

  it('has a file to save that works as it stands', async () => {
    const yaml = /```yaml\n([^]*?)```/.exec(page)![1]!;
    await withCopy(async (folder) => {
      await mkdir(join(folder, 'comparisons'), { recursive: true });
      await writeFile(join(folder, 'comparisons', 'a.yaml'), yaml);
      const { stdout, code } = await run(['compare', '--saved', 'Buffering in interviews'], { cwd: folder });
      assert.equal(code, 0);
      assert.match(stdout, /^Buffering in interviews: Codes by district\n/);
      assert.match(stdout, /only kind=interview/);
      const check = await run(['check', '--strict'], { cwd: folder });
      assert.equal(check.code, 0, check.stdout);
    });
  });
});

async function withCopy(use: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'qualdown-'));
  try {
    await cp(SAMPLE, folder, { recursive: true });
    // As a study should be: what git cannot be asked is told with every table.
    execFileSync('git', ['init', '-q'], { cwd: folder });
    execFileSync('git', ['add', '.'], { cwd: folder });
    execFileSync('git', [...WHO, 'commit', '-qm', 'The sample'], { cwd: folder, env: DAY });
    await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
