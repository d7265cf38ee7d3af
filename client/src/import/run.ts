import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import { requests, type ImportResult } from '../../../server/src/protocol.js';
import type { Server } from '../server.js';
import type { Decided } from './panel.js';

/** Imports with its progress shown; stopping it keeps the documents that were written whole. */
export async function runImport(server: Server, decided: Decided): Promise<ImportResult> {
  const id = randomUUID();
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: vscode.l10n.t('Importing'),
    cancellable: true,
  };
  return vscode.window.withProgress(options, async (progress, token) => {
    let shown = 0;
    const following = server.onDidImport(({ id: of, done, of: all, file }) => {
      if (of !== id || all === 0) return;
      const percent = (100 * done) / all;
      progress.report({ increment: percent - shown, message: file });
      shown = percent;
    });
    const stopping = token.onCancellationRequested(() => server.stopImport(id));
    try {
      return await server.request(requests.importDocuments, { ...decided, id });
    } finally {
      following.dispose();
      stopping.dispose();
    }
  });
}
