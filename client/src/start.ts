import * as vscode from 'vscode';
import { exists } from './files.js';
import type { Server } from './server.js';
import { setContext } from './studies.js';

const settings = ['qualdown.yaml', 'codebook.yaml'];
const anywhere = `**/{${settings.join(',')}}`;

/**
 * Starts the server as soon as there is a file that makes a folder a study: now, or when one appears. Until then the
 * extension costs nothing, even where one of its commands or views has woken it.
 */
export async function startWithStudy(server: Server): Promise<vscode.Disposable> {
  if (await studyIsNear()) {
    await server.start();
    return new vscode.Disposable(() => undefined);
  }
  await setContext('state', 'none');
  const watcher = vscode.workspace.createFileSystemWatcher(anywhere, false, true, true);
  watcher.onDidCreate(() => {
    watcher.dispose();
    void server.start();
  });
  return watcher;
}

/** In the folders that are open, or around them: somebody may have opened one district's folder of a study. */
async function studyIsNear(): Promise<boolean> {
  const [found] = await vscode.workspace.findFiles(anywhere, '**/node_modules/**', 1);
  if (found) return true;
  const file = vscode.window.activeTextEditor?.document.uri;
  const folders = vscode.workspace.workspaceFolders?.map(({ uri }) => uri) ?? [];
  const starts = file?.scheme === 'file' ? [...folders, vscode.Uri.joinPath(file, '..')] : folders;
  for (const start of starts) {
    for (let at = start; ; at = vscode.Uri.joinPath(at, '..')) {
      const here = await Promise.all(settings.map((name) => exists(vscode.Uri.joinPath(at, name))));
      if (here.includes(true)) return true;
      if (at.path === '/' || at.path === vscode.Uri.joinPath(at, '..').path) break;
    }
  }
  return false;
}
