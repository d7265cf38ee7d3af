import * as vscode from 'vscode';
import type { EditOutcome } from '../../server/src/protocol.js';

/**
 * Applies edits that the server worked out for a document, as one step that undo takes back. They are refused, with
 * a word to the person, when the document is no longer the one they were worked out for.
 */
export async function applyOutcome(outcome: EditOutcome, document: vscode.TextDocument): Promise<boolean> {
  if ('refused' in outcome) return refuse(outcome.refused);
  const { version, edits } = outcome.edit;
  if (version !== document.version) {
    return refuse(
      vscode.l10n.t('The document changed in the meantime, so nothing was written. Please try again.'),
    );
  }
  const edit = new vscode.WorkspaceEdit();
  for (const { range, newText } of edits) {
    const { start, end } = range;
    edit.replace(
      document.uri,
      new vscode.Range(start.line, start.character, end.line, end.character),
      newText,
    );
  }
  return vscode.workspace.applyEdit(edit);
}

function refuse(reason: string): false {
  void vscode.window.showWarningMessage(reason);
  return false;
}
