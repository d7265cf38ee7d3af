import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import * as vscode from 'vscode';
import type { Server } from './server.js';

/** Begins a study in a folder of documents: `qualdown init`, which never overwrites a file, then opens the codebook. */
export async function newStudy(context: vscode.ExtensionContext, server: Server): Promise<boolean> {
  const folder = await chooseFolder();
  if (!folder) return false;
  try {
    await init(context.asAbsolutePath('dist/cli.cjs'), folder.fsPath);
  } catch (error) {
    void vscode.window.showWarningMessage(reasonOf(error));
    return false;
  }
  const codebook = vscode.Uri.joinPath(folder, 'codebook.yaml');
  await vscode.window.showTextDocument(codebook);
  await server.start();
  server.wrote(codebook);
  return true;
}

async function chooseFolder(): Promise<vscode.Uri | undefined> {
  const [only, ...more] = vscode.workspace.workspaceFolders ?? [];
  if (only && more.length === 0) return only.uri;
  if (only) return (await vscode.window.showWorkspaceFolderPick())?.uri;
  const [picked] =
    (await vscode.window.showOpenDialog({
      canSelectFiles: false,
      canSelectFolders: true,
      title: vscode.l10n.t('The folder of the documents'),
    })) ?? [];
  return picked;
}

/** In the editor's own Node, so that none has to be installed. */
function init(cli: string, folder: string): Promise<unknown> {
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' };
  return promisify(execFile)(process.execPath, [cli, 'init', folder], { env });
}

/** The one line in which the command line says what was wrong. */
function reasonOf(error: unknown): string {
  const { stderr } = error as { stderr?: string };
  return (stderr ?? String(error)).trim().replace(/^qualdown: /, '');
}
