import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { HitEntry } from '../../../client/src/autocode/preview.js';
import type { AutocodeParams } from '../../../server/src/protocol.js';
import { api, closeAll, eventually, file, onDisk, open, study } from './support.js';

const run = (command: string, ...args: unknown[]): Thenable<unknown> =>
  vscode.commands.executeCommand(`qualdown.${command}`, ...args);

const files = ['alder/ap1-wave1.md', 'alder/ab1-wave1.md'];

describe('autocode', () => {
  let texts: Record<string, string>;
  const search = (more: Partial<AutocodeParams> = {}): Thenable<unknown> =>
    run('autocode', {
      study: study().toString(),
      pattern: 'they',
      unit: 'sentence',
      code: 'isolation',
      uris: files.map((each) => file(each).toString()),
      ...more,
    } satisfies AutocodeParams);
  const roots = async (): Promise<HitEntry[]> => (await api()).autocode.getChildren();
  const item = async (entry: HitEntry): Promise<vscode.TreeItem> => (await api()).autocode.getTreeItem(entry);

  before(api);
  beforeEach(() => {
    texts = Object.fromEntries(files.map((each) => [each, onDisk(each)]));
  });
  afterEach(async () => {
    await run('autocodeClear');
    for (const [each, text] of Object.entries(texts)) {
      if (onDisk(each) !== text) await vscode.workspace.fs.writeFile(file(each), Buffer.from(text));
    }
    await closeAll();
  });

  it('shows all hits ticked, and says of how many those of a document are', async () => {
    const hits = Number(await search());
    assert(hits > 2, `${hits} hits`);
    const { autocode } = await api();
    const [first] = await roots();
    const children = autocode.getChildren(first);
    const all = children.length;
    assert.equal((await item(first!)).checkboxState, vscode.TreeItemCheckboxState.Checked);
    autocode.accept(children[0], false);
    const { checkboxState, description } = await item(first!);
    assert.deepEqual(
      [checkboxState, description],
      [vscode.TreeItemCheckboxState.Unchecked, `${all - 1} of ${all}`],
    );
    assert.equal((await item(children[0]!)).checkboxState, vscode.TreeItemCheckboxState.Unchecked);
  });

  it('codes what is ticked in all documents, as one step that undo takes back', async () => {
    await search();
    const { autocode } = await api();
    const [first] = await roots();
    const [left] = autocode.getChildren(first);
    autocode.accept(left, false);
    const wanted = autocode.accepted().reduce((sum, { starts }) => sum + starts.length, 0);
    const editor = await open(files[0]!);
    assert.equal(await run('autocodeApply'), true);
    /** Passages: pieces of one have the same `seg`. */
    const count = (text: string): number => {
      const marks = text.match(/\{[^}]*\.isolation[^}]*\}/g) ?? [];
      return new Set(marks.map((mark, index) => /seg=\w+/.exec(mark)?.[0] ?? index)).size;
    };
    const gained = await eventually(() => {
      const sum = files.reduce((all, each) => all + count(onDisk(each)) - count(texts[each]!), 0);
      assert.equal(sum, wanted);
      return sum;
    });
    assert(gained > 1);
    assert.deepEqual(await roots(), []);
    await vscode.window.showTextDocument(editor.document);
    await vscode.commands.executeCommand('undo');
    await eventually(() => {
      for (const each of files) assert.equal(onDisk(each), texts[each]);
    });
  });

  it('writes nothing when a document changed since it was searched', async () => {
    await search();
    const editor = await open(files[0]!);
    await editor.edit((edit) => edit.insert(new vscode.Position(editor.document.lineCount, 0), 'More.\n'));
    assert.equal(await run('autocodeApply'), false);
    assert.equal(onDisk(files[1]!), texts[files[1]!]);
    assert.notDeepEqual(await roots(), []);
  });

  it('asks for all it needs by keys: what, around what, where, with which code', async () => {
    await open(files[0]!);
    const search = run('autocode');
    /** Types into the question that is open, and takes what it offers first. */
    const answer = async (): Promise<void> => {
      await new Promise((resolve) => setTimeout(resolve, 700));
      await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
    };
    const editor = vscode.window.activeTextEditor!;
    editor.selection = new vscode.Selection(0, 0, 0, 0);
    const first = await Promise.race([search, new Promise((resolve) => setTimeout(resolve, 500, 'asking'))]);
    assert.equal(first, 'asking');
    await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
    assert.equal(await search, 0);
    const { end } = editor.document.lineAt(editor.document.lineCount - 1).range;
    const all = editor.document.getText();
    const at = editor.document.positionAt(all.indexOf('they'));
    editor.selection = new vscode.Selection(at, at.translate(0, 4));
    assert(at.isBefore(end));
    const found = run('autocode');
    for (let question = 0; question < 4; question++) await answer();
    // Where nobody has said who codes, that is asked too.
    const later = await Promise.race([found, new Promise((resolve) => setTimeout(resolve, 3000, 'asking'))]);
    if (later === 'asking') await answer();
    assert(Number(await found) > 2);
    const { search: params } = (await api()).autocode;
    assert.deepEqual([params?.pattern, params?.unit, params?.uris], ['they', 'sentence', undefined]);
    assert((await roots()).length > 2);
  });

  it('says so when nothing is found or the expression is wrong', async () => {
    assert.equal(await search({ pattern: 'zzzzz' }), 0);
    assert.equal(await search({ pattern: '(', regex: true }), 0);
    assert.deepEqual(await roots(), []);
  });
});
