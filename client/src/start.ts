import * as vscode from 'vscode';
import type { Server } from './server.js';
import { setContext } from './studies.js';

const settings = '**/{qualdown,codebook}.yaml';

/**
 * Starts the server as soon as there is a file that makes a folder a study: now, or when one appears. Until then the
 * extension costs nothing, even where one of its commands or views has woken it.
 */
export async function startWithStudy(server: Server): Promise<vscode.Disposable> {
  const [found] = await vscode.workspace.findFiles(settings, '**/node_modules/**', 1);
  if (found) {
    await server.start();
    return new vscode.Disposable(() => undefined);
  }
  await setContext('state', 'none');
  const watcher = vscode.workspace.createFileSystemWatcher(settings, false, true, true);
  watcher.onDidCreate(() => {
    watcher.dispose();
    void server.start();
  });
  return watcher;
}
