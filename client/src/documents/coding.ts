import * as vscode from 'vscode';
import { requests, type Coding } from '../../../server/src/protocol.js';
import { applyOutcome } from '../edits.js';
import type { Server } from '../server.js';
import { codingIcon, codingText } from '../texts.js';

/**
 * Writes into a document's front matter how far it is coded. A document without unsaved changes is saved again, so
 * that a click in the list leaves no unsaved file behind.
 */
export async function setCoding(server: Server, uri: vscode.Uri, coding: Coding): Promise<boolean> {
  // An open document has a version, so that the edit cannot meet another text than it was worked out for.
  const document = await vscode.workspace.openTextDocument(uri);
  const unsaved = document.isDirty;
  const outcome = await server.request(requests.setCoding, { uri: uri.toString(), coding });
  const applied = await applyOutcome(outcome, document);
  return applied && !unsaved ? document.save() : applied;
}

/** Asks how far the active document is coded. */
export async function askCoding(server: Server): Promise<boolean> {
  const uri = vscode.window.activeTextEditor?.document.uri;
  if (!uri) return false;
  const items = (['none', 'partial', 'done'] as const).map((coding) => ({
    coding,
    label: `$(${codingIcon[coding]}) ${codingText(coding)}`,
    detail: meaning(coding),
  }));
  const placeHolder = vscode.l10n.t('How far is this document coded?');
  const picked = await vscode.window.showQuickPick(items, { placeHolder });
  return picked ? setCoding(server, uri, picked.coding) : false;
}

function meaning(coding: Coding): string {
  switch (coding) {
    case 'none':
      return vscode.l10n.t('It stays out of every table.');
    case 'partial':
      return vscode.l10n.t('It is counted, and tables warn that it is not finished.');
    case 'done':
      return vscode.l10n.t('It is counted; a code it lacks is a true zero.');
  }
}
