import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { applyStudyEdit } from '../../../client/src/edits.js';
import type { StudyEdit } from '../../../server/src/protocol.js';
import { saveWhatIsUndone } from '../../../client/src/edits/undone.js';
import { api, closeAll, eventually } from './support.js';

const original = 'INT: How do you plan?\n\n**P1:** [We keep the board away.]{.buffering} It works.\n';
const renamed = original.replace('.buffering', '.shielding');
const column = original.split('\n')[2]!.indexOf('buffering');
const range = { start: { line: 2, character: column }, end: { line: 2, character: column + 9 } };

describe('an edit of many files', () => {
  let folder = '';
  const settings = (): vscode.WorkspaceConfiguration => vscode.workspace.getConfiguration('files');
  // In a browser VS Code saves by itself by default, which would hide what is left unsaved.
  before(() => settings().update('autoSave', 'off', vscode.ConfigurationTarget.Global));
  let following: vscode.Disposable;
  // These tests call what the extension is built of, a copy of its own.
  before(() => (following = saveWhatIsUndone()));
  after(() => {
    following.dispose();
  });
  after(() => settings().update('autoSave', undefined, vscode.ConfigurationTarget.Global));
  beforeEach(async () => {
    await api();
    folder = mkdtempSync(join(tmpdir(), 'qualdown-edit-'));
  });
  afterEach(async () => {
    await closeAll();
    rmSync(folder, { recursive: true, force: true });
  });

  const uri = (index: number): vscode.Uri => vscode.Uri.file(join(folder, `interview-${index}.md`));
  const onDisk = (index: number): string => readFileSync(uri(index).fsPath, 'utf8');
  /** Makes so many files, and the edit that renames the code in each. */
  const make = (count: number): StudyEdit => {
    const hash = createHash('sha256').update(original).digest('hex');
    const files = Array.from({ length: count }, (_, index) => {
      writeFileSync(uri(index).fsPath, original);
      return { uri: uri(index).toString(), version: null, hash, edits: [{ range, newText: 'shielding' }] };
    });
    return { files, label: 'Rename buffering to shielding' };
  };
  const tabs = (): string[] =>
    vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ label }) => label));
  const dirty = (): string[] =>
    vscode.workspace.textDocuments.filter(({ isDirty }) => isDirty).map(({ uri }) => uri.fsPath);
  /** VS Code opens a tab for a file that stays unsaved for a moment. */
  const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 2000));

  it('leaves 500 closed files written, none of them open or unsaved, and one undo takes all back', async function () {
    this.timeout(180_000);
    const edit = make(500);
    let most = 0;
    vscode.window.tabGroups.onDidChangeTabs(() => (most = Math.max(most, tabs().length)));
    let t = performance.now();
    assert.equal(await applyStudyEdit(edit), true);
    console.log('500 files', performance.now() - t, most);
    for (let index = 0; index < 500; index++) assert.equal(onDisk(index), renamed);
    assert.deepEqual(dirty(), []);
    await settled();
    assert.deepEqual(tabs(), []);
    await vscode.window.showTextDocument(uri(7));
    t = performance.now();
    await vscode.commands.executeCommand('undo');
    console.log('undo', performance.now() - t, dirty().length, tabs().length, most);
    await settled();
    console.log('undo', performance.now() - t, dirty().length, tabs().length, most);
    await eventually(() => {
      for (let index = 0; index < 500; index++) assert.equal(onDisk(index), original);
    });
  });

  it('keeps what is open open and what is unsaved unsaved', async () => {
    const edit = make(3);
    await vscode.window.showTextDocument(uri(0));
    const editor = await vscode.window.showTextDocument(uri(1), { preview: false });
    await editor.edit((builder) => builder.insert(new vscode.Position(0, 0), 'Hm. '));
    const { version } = editor.document;
    const files = edit.files.map((file, index) => (index === 1 ? { ...file, version, hash: null } : file));
    assert.equal(await applyStudyEdit({ ...edit, files }), true);
    await settled();
    assert.deepEqual(tabs(), ['interview-0.md', 'interview-1.md']);
    assert.deepEqual(dirty(), [uri(1).fsPath]);
    assert.deepEqual([onDisk(0), onDisk(1), onDisk(2)], [renamed, original, renamed]);
    assert.equal(editor.document.getText(), `Hm. ${renamed}`);
  });

  it('writes nothing at all when one file changed in the meantime, closed or open', async () => {
    const edit = make(12);
    writeFileSync(uri(5).fsPath, `${original}\n`);
    assert.equal(await applyStudyEdit(edit), false);
    assert.deepEqual([onDisk(0), onDisk(11)], [original, original]);
    writeFileSync(uri(5).fsPath, original);
    const editor = await vscode.window.showTextDocument(uri(3));
    await editor.edit((builder) => builder.insert(new vscode.Position(0, 0), 'Hm. '));
    assert.equal(await applyStudyEdit(edit), false);
    assert.deepEqual([onDisk(0), onDisk(11)], [original, original]);
  });

  it('makes files that are to be made, and does not overwrite one that is there', async () => {
    const edit = make(1);
    const made = {
      uri: vscode.Uri.file(join(folder, 'memos', 'new.md')).toString(),
      ...{ version: null, hash: null, create: true as const },
      edits: [
        { range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }, newText: 'A memo.\n' },
      ],
    };
    assert.equal(await applyStudyEdit({ ...edit, files: [...edit.files, made] }), true);
    assert.equal(readFileSync(vscode.Uri.parse(made.uri).fsPath, 'utf8'), 'A memo.\n');
    assert.equal(onDisk(0), renamed);
    assert.equal(await applyStudyEdit({ ...edit, files: [made] }), false);
    await eventually(() => assert.deepEqual(tabs(), []));
  });
});
