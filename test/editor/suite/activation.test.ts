import assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { api, eventually, extension, file, open } from './support.js';

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

  it('shows a nested study beside the one around it, and lets it go again', async () => {
    const { codes } = await api();
    const roots = async (): Promise<string[]> =>
      ((await codes.getChildren(undefined)) ?? []).map((entry) =>
        entry.kind === 'study' ? entry.name : entry.code.id,
      );
    const alone = await eventually(async () => {
      const found = await roots();
      assert.equal(found[0], 'loose-coupling');
      return found;
    });
    const nested = file('tilden/pilot');
    mkdirSync(nested.fsPath);
    writeFileSync(join(nested.fsPath, 'codebook.yaml'), 'codes: { first: {} }\n');
    writeFileSync(join(nested.fsPath, 'qualdown.yaml'), 'name: The pilot\n');
    await eventually(async () =>
      assert.deepEqual(await roots(), ['Three districts and District Two', 'The pilot']),
    );
    rmSync(nested.fsPath, { recursive: true });
    await eventually(async () => assert.deepEqual(await roots(), alone));
  });

  it('comes back after the language server is restarted', async () => {
    const { codes } = await api();
    await vscode.commands.executeCommand('qualdown.restartServer');
    await eventually(async () => assert.equal((await codes.getChildren(undefined))![0]?.kind, 'code'));
  });
});
