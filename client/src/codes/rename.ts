import * as vscode from 'vscode';
import type { Middleware } from 'vscode-languageclient/node';
import { requests, type StudyEdit } from '../../../server/src/protocol.js';
import { firstChanged, workspaceEdit } from '../edits.js';
import { tidyAfter } from '../edits/expected.js';
import type { Parts } from '../parts.js';

type Rename = NonNullable<Middleware['provideRenameEdits']>;

/**
 * F2 on a code. The editor applies the edit itself, so that its own preview (Shift+Enter) stays; that the files are
 * still those the edit was worked out for is looked at here, as the answer of the protocol says nothing of closed files.
 * The old id stays as an alias: “Rename code…” offers to forget it.
 */
export function renameOfCodes({ server, studies }: Pick<Parts, 'server' | 'studies'>): Rename {
  return async (document, position, newName, token) => {
    const study = studies.of(document.uri);
    const code = study && (await server.renamable(document.uri, position, token));
    if (code === undefined || token.isCancellationRequested) return null;
    const to = newName.trim().replace(/^\./, '');
    const operation = { kind: 'rename', code, to, keepAlias: true } as const;
    const outcome = await server.request(requests.refactor, { study: study!.uri, operation }, token);
    // The editor shows what is thrown beside the cursor.
    if ('refused' in outcome) throw new Error(outcome.refused);
    return proven(outcome.edit);
  };
}

async function proven({ files }: StudyEdit): Promise<vscode.WorkspaceEdit> {
  const changed = await firstChanged(files);
  if (changed !== undefined) {
    throw new Error(
      vscode.l10n.t('“{0}” changed in the meantime, so nothing was written. Please try again.', changed),
    );
  }
  tidyAfter(files);
  return workspaceEdit(files);
}
