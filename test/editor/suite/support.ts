import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import * as vscode from 'vscode';
import type { Api } from '../../../client/src/extension.js';

/** The study the editor was opened on: a copy of the sample. */
export const study = (): vscode.Uri => vscode.workspace.workspaceFolders![0]!.uri;
export const file = (path: string): vscode.Uri => vscode.Uri.joinPath(study(), ...path.split('/'));
export const onDisk = (path: string): string => readFileSync(file(path).fsPath, 'utf8');

export function extension(): vscode.Extension<Api> {
  const found = vscode.extensions.getExtension<Api>('qualdown.qualdown');
  assert(found, 'the extension is not installed');
  return found;
}

/** The extension's own views, once it runs. */
export const api = (): Thenable<Api> => extension().activate();

export async function open(path: string): Promise<vscode.TextEditor> {
  return vscode.window.showTextDocument(file(path));
}

/** Undoes everything in an open document and closes all editors. */
export async function closeAll(): Promise<void> {
  while (vscode.window.activeTextEditor?.document.isDirty) {
    await vscode.commands.executeCommand('workbench.action.files.revert');
  }
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}

/** Deletes a file or folder as a person does, so that what watches the disk late does not list it in the next test. */
export async function remove(path: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  edit.deleteFile(file(path), { ignoreIfNotExists: true, recursive: true });
  await vscode.workspace.applyEdit(edit);
}

/** Asks again and again until an answer satisfies; what was wrong with the last one is the failure. */
export async function eventually<T>(ask: () => T | Promise<T>, patience = 30_000): Promise<T> {
  const end = Date.now() + patience;
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (Date.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

/** What the command line says about the same study: the figures that the editor has to agree with. */
export function cli(...args: string[]): unknown {
  const program = vscode.Uri.joinPath(extension().extensionUri, 'dist', 'cli.cjs').fsPath;
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' };
  const output = execFileSync(process.execPath, [program, ...args, '--json', '--study', study().fsPath], {
    env,
    encoding: 'utf8',
    maxBuffer: 1e8,
  });
  return JSON.parse(output);
}

/** The range of a text that occurs once in a document. */
export function rangeOf(document: vscode.TextDocument, text: string): vscode.Range {
  const start = document.getText().indexOf(text);
  assert(start >= 0, `“${text}” does not occur`);
  return new vscode.Range(document.positionAt(start), document.positionAt(start + text.length));
}
