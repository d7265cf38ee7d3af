import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { MemoNode } from '../../../client/src/memos/memosView.js';
import { api, cli, closeAll, eventually, file, onDisk, open, rangeOf, remove } from './support.js';

const label = async (node: MemoNode): Promise<string> => {
  const { memos } = await api();
  const { label } = memos.getTreeItem(node);
  return typeof label === 'string' ? label : (label?.label ?? '');
};
const groups = async (): Promise<Record<string, string[]>> => {
  const { memos } = await api();
  const all = await memos.getChildren();
  const entries = all.map(async (node): Promise<[string, string[]]> => [
    await label(node),
    await Promise.all((await memos.getChildren(node)).map(label)),
  ]);
  return Object.fromEntries(await Promise.all(entries));
};

describe('memos', () => {
  before(api);
  afterEach(closeAll);

  it('are listed by kind, by what they are about, and on passages', async () => {
    const byKind = await eventually(async () => {
      const found = await groups();
      assert.deepEqual(found['concept'], ['Buffering looks like care']);
      return found;
    });
    const { passages } = cli('memos') as { passages: { memo: string }[] };
    assert.deepEqual(
      byKind['On passages'],
      passages.map(({ memo }) => memo),
    );
    await vscode.commands.executeCommand('qualdown.groupMemosByAbout');
    const byAbout = await groups();
    assert.deepEqual(byAbout['Buffering'], ['Buffering looks like care']);
    assert.deepEqual(byAbout['alder/ap1-wave1.md#open-doors'], ['Buffering looks like care']);
    await vscode.commands.executeCommand('qualdown.groupMemosByKind');
  });

  it('are written on the passage at the cursor, and taken off, each in one step of undo', async () => {
    const editor = await open('alder/ap1-wave1.md');
    const { document } = editor;
    const before = document.getText();
    const passage = rangeOf(document, 'the green hour gets eaten');
    editor.selection = new vscode.Selection(passage.start, passage.start);
    assert(
      await vscode.commands.executeCommand('qualdown.editPassageMemo', 'Time is the first thing to go.'),
    );
    assert.match(document.getText(), /\.purpose-is-practice[^}]* memo="Time is the first thing to go\."/);
    assert(await vscode.commands.executeCommand('qualdown.editPassageMemo', ''));
    assert.equal(document.getText(), before);
    await vscode.commands.executeCommand('undo');
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), before);
  });

  it('are made about a code, in a file that opens', async () => {
    const path = 'memos/a-memo-of-the-test.md';
    const made = await vscode.commands.executeCommand(
      'qualdown.newMemo',
      { code: { id: 'buffering' } },
      'A memo of the test',
    );
    try {
      assert(made);
      assert.equal(vscode.window.activeTextEditor?.document.uri.path, file(path).path);
      assert.match(
        onDisk(path),
        /^---\nabout: buffering\n(?:author: .*\n)?date: \d{4}-\d\d-\d\d\n---\n\n# A memo of the test\n/,
      );
      const titles = (): string[] =>
        (cli('memos') as { memos: { title: string }[] }).memos.map(({ title }) => title);
      assert(titles().includes('A memo of the test'));
    } finally {
      await closeAll();
      await remove(path);
    }
  });

  it('are exported as one Markdown document', async () => {
    await vscode.commands.executeCommand('qualdown.exportMemos');
    const { document } = vscode.window.activeTextEditor!;
    assert.equal(document.languageId, 'markdown');
    // Memos of other tests may not have been seen to go yet.
    assert.match(document.getText(), /^# Memos: .+\n\n## /);
    assert.match(document.getText(), /\n## Buffering looks like care\n/);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });
});
