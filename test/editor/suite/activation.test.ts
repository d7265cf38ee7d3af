import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { api, eventually, extension, open } from './support.js';

describe('activation', () => {
  it('happens by itself where there is a study', async () => {
    await eventually(() => assert(extension().isActive));
  });

  it('brings every command that it announces', async () => {
    const { contributes } = extension().packageJSON as { contributes: { commands: { command: string }[] } };
    const known = new Set(await vscode.commands.getCommands(true));
    const missing = contributes.commands
      .map(({ command }) => command)
      .filter((command) => !known.has(command));
    assert.deepEqual(missing, []);
  });

  it('has the language server answer for a document of the study', async () => {
    const { document } = await open('alder/ap1-wave1.md');
    const at = document.positionAt(document.getText().indexOf('{.buffering') + 4);
    const [hover] = await eventually(async () => {
      const found = await vscode.commands.executeCommand<vscode.Hover[]>(
        'vscode.executeHoverProvider',
        document.uri,
        at,
      );
      assert(found.length > 0, 'no hover');
      return found;
    });
    assert.match((hover!.contents[0] as vscode.MarkdownString).value, /Buffering/);
  });

  it('comes back after the language server is restarted', async () => {
    const { codes } = await api();
    await vscode.commands.executeCommand('qualdown.restartServer');
    await eventually(async () => assert.equal((await codes.getChildren(undefined))![0]?.kind, 'code'));
  });
});
