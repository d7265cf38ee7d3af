import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import * as vscode from 'vscode';
import type { LostEntry } from '../../../client/src/lost/view.js';
import type { LostNotice } from '../../../server/src/protocol.js';
import { api, closeAll, eventually, file, open, rangeOf, study } from './support.js';

const path = 'alder/ap1-wave1.md';
const passage =
  '[parents want to see a face, and if they see a face at the curb they don’t come looking for one in the classroom]{.buffering}';
/** So long after the last key at most codings are compared, the way included. */
const REST = 2500;

const run = (command: string, ...args: unknown[]): Thenable<unknown> =>
  vscode.commands.executeCommand(command, ...args);
const rest = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, REST));

/** What the view lists: file, text, and what stands beside it. */
async function listed(): Promise<[string, string][]> {
  const entries = await codings();
  const { lost } = await api();
  return entries.map((entry) => {
    const item = lost.getTreeItem(entry);
    return [item.label as string, String(item.description)];
  });
}

async function codings(): Promise<LostEntry[]> {
  const { lost } = await api();
  lost.refresh();
  const documents = await lost.getChildren();
  return (await Promise.all(documents.map((document) => lost.getChildren(document)))).flat();
}

describe('codings lost', () => {
  let editor: vscode.TextEditor;
  let original: string;
  let notices: LostNotice[];
  let listening: vscode.Disposable;
  const text = (): string => editor.document.getText();
  const names = (): string[] => notices.flatMap(({ codings }) => codings.map(({ name }) => name));
  const select = (part: string): void => {
    const { start, end } = rangeOf(editor.document, part);
    editor.selection = new vscode.Selection(start, end);
  };
  /** Deletes the passage by keys. */
  const cut = async (): Promise<void> => {
    select(passage);
    await run('deleteRight');
    await eventually(() => assert.deepEqual(names(), ['Buffering']));
  };

  before(api);
  beforeEach(async () => {
    const { server } = await api();
    notices = [];
    listening = server.onDidLose((notice) => notices.push(notice));
    editor = await open(path);
    original = text();
    await eventually(async () => assert.deepEqual(await listed(), []));
  });
  afterEach(async () => {
    listening.dispose();
    // The editor in the browser saves by itself, so that reverting would not do.
    const { document } = await open(path);
    const edit = new vscode.WorkspaceEdit();
    edit.replace(document.uri, new vscode.Range(0, 0, document.lineCount, 0), original);
    if (document.getText() !== original) await vscode.workspace.applyEdit(edit);
    await document.save();
    await run('notifications.clearAll');
    await closeAll();
  });

  it('with deleted text are told of, shown, and put back where they stood', async () => {
    await cut();
    await run('qualdown.showLost');
    await eventually(async () =>
      assert.deepEqual(await listed(), [[passage.slice(1, -13), 'Buffering · deleted with its text']]),
    );
    const [coding] = await codings();
    const done = run('qualdown.restoreCoding', coding);
    await eventually(async () => {
      await run('workbench.action.acceptSelectedQuickOpenItem');
      assert.equal(text(), original);
    });
    await done;
    await eventually(async () => assert.deepEqual(await listed(), []));
  });

  it('with text that is pasted over are told of; undo brings them back', async () => {
    await vscode.env.clipboard.writeText('something else');
    select(passage);
    await run('editor.action.clipboardPasteAction');
    await eventually(() => assert.deepEqual(names(), ['Buffering']));
    await run('undo');
    assert.equal(text(), original);
    await eventually(async () => assert.deepEqual(await listed(), []));
  });

  it('are none when a passage is cut and pasted elsewhere', async () => {
    // The page may not put text on the clipboard; the editor's API may.
    await vscode.env.clipboard.writeText(passage);
    select(passage);
    await run('deleteRight');
    assert(!text().includes(passage));
    const end = editor.document.lineAt(editor.document.lineCount - 1).range.end;
    editor.selection = new vscode.Selection(end, end);
    await run('editor.action.clipboardPasteAction');
    await eventually(() => assert(text().trimEnd().endsWith(passage)));
    await rest();
    assert.deepEqual([names(), await listed()], [[], []]);
  });

  it('come back by the notice’s own “Undo”, however many keys it took', async () => {
    const { start, end } = rangeOf(editor.document, passage);
    editor.selection = new vscode.Selection(start, end);
    await run('deleteRight');
    for (const letter of 'So they say') await run('type', { text: letter });
    await eventually(() => assert.deepEqual(names(), ['Buffering']));
    await eventually(async () => {
      await run('notification.acceptPrimaryAction');
      assert.equal(text(), original);
    });
  });

  it('that a command took off are listed as meant, and not told of', async () => {
    const { start } = rangeOf(editor.document, 'parents want to see');
    editor.selection = new vscode.Selection(start, start);
    await run('qualdown.removeCode');
    await eventually(() => assert(!text().includes(passage)));
    await eventually(() => assert.deepEqual(names(), ['Buffering']));
    await eventually(async () =>
      assert.deepEqual(await listed(), [[passage.slice(1, -13), 'Buffering · code taken off by a command']]),
    );
    const [coding] = await codings();
    await run('qualdown.restoreCoding', coding);
    assert.equal(text(), original);
  });

  it('in a repository are those since the last commit', async () => {
    const git = (...args: string[]): unknown => {
      const who = ['-c', 'user.name=x', '-c', 'user.email=x@example.org', '-c', 'commit.gpgsign=false'];
      return execFileSync('git', [...who, ...args], { cwd: study().fsPath, stdio: 'pipe' });
    };
    git('init', '-q');
    try {
      git('add', '-A');
      git('commit', '-qm', 'x');
      select(passage);
      await run('deleteRight');
      await editor.document.save();
      await eventually(async () => assert.equal((await listed()).length, 1));
      git('commit', '-qam', 'y');
      await eventually(async () => assert.deepEqual(await listed(), []));
      git('checkout', '-q', 'HEAD~', '--', path);
      await eventually(() => assert.equal(text(), original));
    } finally {
      rmSync(vscode.Uri.joinPath(study(), '.git').fsPath, { recursive: true, force: true });
      await vscode.workspace.fs.writeFile(file(path), Buffer.from(original));
    }
  });
});
