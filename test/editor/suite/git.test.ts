import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import * as vscode from 'vscode';
import { api, closeAll, eventually, file, open, study } from './support.js';

/** Runs git without Node or Qualdown on the PATH: only the editor is there to run the driver. */
function git(...args: string[]): string {
  const who = ['-c', 'user.name=x', '-c', 'user.email=x@example.org', '-c', 'commit.gpgsign=false'];
  const PATH = '/usr/bin:/bin';
  return execFileSync('git', [...who, ...args], {
    cwd: study().fsPath,
    env: { PATH, HOME: study().fsPath, GIT_CONFIG_NOSYSTEM: '1' },
    encoding: 'utf8',
    stdio: 'pipe',
  });
}

describe('git set up for a study', () => {
  const path = 'alder/ap1-wave1.md';
  let original: string;

  before(async () => {
    await api();
    original = readFileSync(file(path).fsPath, 'utf8');
  });

  after(async () => {
    rmSync(vscode.Uri.joinPath(study(), '.git').fsPath, { recursive: true, force: true });
    rmSync(file('.gitattributes').fsPath, { force: true });
    await vscode.workspace.fs.writeFile(file(path), Buffer.from(original));
    await closeAll();
  });

  it('merges what two coders tagged on the same line, run by the editor itself, and is undone', async () => {
    await open(path);
    git('init', '-q', '-b', 'main');
    assert.equal(await vscode.commands.executeCommand('qualdown.setUpGit'), true);
    assert.ok(existsSync(file('.gitattributes').fsPath));
    git('add', '-A');
    git('commit', '-qm', 'x');
    const line = original.split('\n').find((each) => /^\*\*\w+:\*\* /.test(each) && !each.includes(']{'))!;
    const [first, last] = [/ (\w+)/.exec(line.slice(8))![1]!, /(\w+)\W*$/.exec(line)![1]!];
    const code = async (word: string, at: number): Promise<void> => {
      const coded = `${line.slice(0, at)}[${word}]{.focus}${line.slice(at + word.length)}`;
      await vscode.workspace.fs.writeFile(file(path), Buffer.from(original.replace(line, coded)));
    };
    git('checkout', '-qb', 'other');
    await code(last, line.lastIndexOf(last));
    git('commit', '-qam', 'theirs');
    git('checkout', '-q', 'main');
    await code(first, line.indexOf(first, 8));
    git('commit', '-qam', 'ours');
    git('merge', '-qm', 'm', 'other');
    const merged = readFileSync(file(path).fsPath, 'utf8');
    for (const word of [first, last]) assert.ok(merged.includes(`[${word}]{.focus}`), merged);
    assert.equal(await vscode.commands.executeCommand('qualdown.undoGitSetup'), true);
    await eventually(() => assert.ok(!existsSync(file('.gitattributes').fsPath)));
    assert.throws(() => git('config', 'merge.qualdown.driver'));
  });
});
