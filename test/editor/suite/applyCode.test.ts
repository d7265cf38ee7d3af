import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { api, closeAll, eventually, open, rangeOf } from './support.js';

const path = 'tilden/tt1-wave1.md';

/** Runs the command on a text and accepts what its list puts first, until the command has ended. */
async function applyFirstCode(editor: vscode.TextEditor, text: string): Promise<boolean> {
  const { start, end } = rangeOf(editor.document, text);
  editor.selection = new vscode.Selection(start, end);
  const applied = vscode.commands.executeCommand<boolean>('qualdown.applyCode');
  const accepting = setInterval(
    () => void vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem'),
    300,
  );
  try {
    return await applied;
  } finally {
    clearInterval(accepting);
  }
}

describe('applying a code', () => {
  const settings = (): vscode.WorkspaceConfiguration => vscode.workspace.getConfiguration('qualdown');
  before(async () => {
    await api();
    await settings().update('coder', 'eva', vscode.ConfigurationTarget.Global);
  });
  after(() => settings().update('coder', undefined, vscode.ConfigurationTarget.Global));
  afterEach(closeAll);

  it('writes a signed mark around the selection, which one undo takes back', async () => {
    const editor = await open(path);
    const before = editor.document.getText();
    const words = uncoded(editor.document);
    assert.equal(await applyFirstCode(editor, words), true);
    const after = editor.document.getText();
    assert.match(
      after.slice(after.indexOf(words) - 1),
      new RegExp(`^\\[${escape(words)}\\]\\{\\.[\\w-]+ coder=eva\\}`),
    );
    await vscode.commands.executeCommand('undo');
    assert.equal(editor.document.getText(), before);
  });

  it('is in the counts at once', async () => {
    const { codes } = await api();
    const total = async (): Promise<number> => {
      const [entry] = (await codes.getChildren(undefined))!;
      assert(entry?.kind === 'code');
      return entry.code.total;
    };
    const editor = await open(path);
    const before = await total();
    await applyFirstCode(editor, uncoded(editor.document));
    await eventually(async () => assert.equal(await total(), before + 1));
  });

  it('refuses a selection that is no passage, and says so', async () => {
    const editor = await open(path);
    const before = editor.document.getText();
    assert.equal(await applyFirstCode(editor, 'coding: done'), false);
    assert.equal(editor.document.getText(), before);
  });
});

/** Some words of a turn in which nothing is marked. */
function uncoded(document: vscode.TextDocument): string {
  const line = document
    .getText()
    .split('\n')
    .find((text) => text.startsWith('**TT1:**') && !/[[\]{}]/.test(text) && text.length > 60);
  assert(line, 'every turn is coded');
  return line.slice(9, 40).trim();
}

const escape = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
