import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import * as vscode from 'vscode';
import { requests } from '../../../server/src/protocol.js';
import { api, closeAll, eventually, file, open, remove, study } from './support.js';

const who = ['-c', 'user.name=Ana', '-c', 'user.email=ana@example.org', '-c', 'commit.gpgsign=false'];
const git = (...args: string[]) =>
  execFileSync('git', [...who, ...args], { cwd: study().fsPath, stdio: 'pipe', encoding: 'utf8' });

describe('the codebook’s history', () => {
  before(async () => {
    await api();
    assert.ok(!existsSync(file('.git').fsPath), 'another test left its repository');
    git('init', '-q');
    git('add', '-A');
    git('commit', '-q', '-m', 'All');
    git('tag', 'v1');
  });

  after(async () => {
    await closeAll();
    rmSync(file('.git').fsPath, { recursive: true, force: true });
  });

  it('is shown as a page: what changed, and one code', async () => {
    await open('codebook.yaml');
    const shown = await vscode.commands.executeCommand<vscode.Uri>('qualdown.codebookChanges', 'v1..HEAD');
    assert.match((await vscode.workspace.openTextDocument(shown)).getText(), /\nNothing changed\.\n/);
    await eventually(() => {
      const tab = vscode.window.tabGroups.activeTabGroup.activeTab;
      assert.match(tab?.label ?? '', /Changes of the codebook v1\.\.HEAD/);
    });
    const told = { study: study().toString(), code: 'buffering' };
    const { server } = await api();
    // Suites before this one made and deleted files; the list of studies follows them a moment later.
    const history = await eventually(async () => {
      const answer = await server.request(requests.codeHistory, told);
      assert.ok(!('problem' in answer), JSON.stringify(answer));
      const uri = await vscode.commands.executeCommand<vscode.Uri | undefined>('qualdown.codeHistory', told);
      assert.ok(uri, JSON.stringify(await server.request(requests.studies, undefined)));
      return uri;
    });
    assert.match(
      (await vscode.workspace.openTextDocument(history)).getText(),
      /^# History of the code `buffering`\n\n## .*Ana.*\n\n\*All\*\n\nAdded\./,
    );
  });

  it('ends in a file: the codebook with its figures', async () => {
    await open('codebook.yaml');
    const to = file('comparisons/codebook.html');
    const told = { format: 'html', quotations: false, to };
    await vscode.commands.executeCommand('qualdown.exportCodebook', told);
    assert.match(readFileSync(to.fsPath, 'utf8'), /<h1>.*: codebook<\/h1>/);
    await remove('comparisons/codebook.html');
  });
});

describe('documents for a second coder', () => {
  after(closeAll);

  it('are drawn and copied without a coding', async () => {
    await open('alder/ap1-wave1.md');
    const folder = file('for-ben').toString();
    const told = { by: ['district'], share: 0.2, coder: 'ben', folder };
    const assigned = await vscode.commands.executeCommand<{ drawn: number; written: string[] }>(
      'qualdown.assignDocuments',
      told,
    );
    assert.equal(assigned.drawn, 5);
    const copy = readFileSync(file(`for-ben/${assigned.written.at(-1)!}`).fsPath, 'utf8');
    assert.match(copy, /\ncoding: none\ncoder: ben\n/);
    await remove('for-ben');
    // It was a study of its own; commands ask which is meant while there are two.
    const { server } = await api();
    await eventually(async () => {
      const studies = await server.request(requests.studies, undefined);
      assert.equal(studies.length, 1);
    });
  });
});
