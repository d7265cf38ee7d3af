import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import * as vscode from 'vscode';
import { api, cli, closeAll, eventually, file, onDisk, open, rangeOf, remove } from './support.js';

const interview = 'alder/ap1-wave1.md';
const uses = (code: string): unknown[] => cli('segments', '--code', code) as unknown[];

/** What F2 at a place gives the editor to apply. */
const rename = (document: vscode.TextDocument, at: vscode.Position, to: string) =>
  vscode.commands.executeCommand<vscode.WorkspaceEdit>(
    'vscode.executeDocumentRenameProvider',
    document.uri,
    at,
    to,
  );

describe('rename (F2)', () => {
  const before = new Map<string, string>();
  beforeEach(() => api());
  afterEach(async () => {
    await closeAll();
    for (const [path, text] of before) writeFileSync(file(path).fsPath, text);
    before.clear();
  });

  it('of a code changes the whole study, keeps the old id as an alias, and leaves no file open or unsaved', async () => {
    const count = uses('buffering').length;
    const { document } = await open(interview);
    const at = rangeOf(document, '{.buffering').end;
    const edit = await rename(document, at, 'shielding');
    for (const [uri] of edit.entries())
      before.set(vscode.workspace.asRelativePath(uri), readFileSync(uri.fsPath, 'utf8'));
    assert(before.size > 3);
    // As the editor applies it.
    assert(await vscode.workspace.applyEdit(edit, { isRefactoring: true }));
    await eventually(() => assert.equal(uses('shielding').length, count));
    assert.match(onDisk('codebook.yaml'), /shielding:[^]*aliases: \[ ?buffering ?\]|- buffering/);
    await eventually(() => {
      assert.deepEqual(
        vscode.workspace.textDocuments.filter(({ isDirty }) => isDirty),
        [],
      );
      const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs.map(({ label }) => label));
      assert.deepEqual(tabs, ['ap1-wave1.md']);
    });
    await vscode.commands.executeCommand('undo');
    await eventually(() => {
      for (const [path, text] of before) assert.equal(onDisk(path), text, path);
    });
  });

  it('says why it cannot, and asks for no confirmation where it can', async () => {
    const { document } = await open(interview);
    const at = rangeOf(document, '{.buffering').end;
    await assert.rejects(
      async () => rename(document, at, 'isolation'),
      /There is a code “isolation” already/,
    );
    await assert.rejects(async () => rename(document, at, 'two words'), /a letter first/);
  });

  it('of a heading stays with the Markdown extension', async () => {
    const path = 'alder/heading.md';
    writeFileSync(file(path).fsPath, '---\ncoding: none\n---\n\n# The walk {.buffering}\n');
    try {
      const { document } = await open(path);
      // What it takes for the heading's text has the mark in it, and shows it to who renames.
      const at = rangeOf(document, 'walk {').start;
      const edit = await eventually(async () => rename(document, at, 'The way {.buffering}'));
      assert.deepEqual(
        edit.entries().map(([uri]) => vscode.workspace.asRelativePath(uri)),
        [path],
      );
      assert.deepEqual(
        edit.get(document.uri).map(({ range, newText }) => [range.start.line, newText]),
        [[4, 'The way {.buffering}']],
      );
    } finally {
      await closeAll();
      await remove(path);
    }
  });
});
