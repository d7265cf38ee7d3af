import * as vscode from 'vscode';
import { requests } from '../../../server/src/protocol.js';
import { whoCodes } from './coder.js';
import { pickCodes } from './codePick.js';
import { applyOutcome } from '../edits.js';
import type { Server } from '../server.js';
import type { Studies } from '../studies.js';

/** Puts codes on the selected passage. Resolves to whether something was written. */
export async function applyCode(server: Server, studies: Studies, memory: vscode.Memento): Promise<boolean> {
  const editor = vscode.window.activeTextEditor;
  const study = editor && studies.of(editor.document.uri);
  if (!study) return tell(vscode.l10n.t('Open a document of a study and select a passage in it.'));
  const { document, selection } = editor;
  if (editor.selections.length > 1) return tell(vscode.l10n.t('Select one passage at a time.'));
  if (selection.isEmpty) return tell(vscode.l10n.t('Select the passage that the code is for.'));
  const { version } = document;

  const codes = await pickCodes(studies, study);
  if (!codes) return false;
  const coder = await whoCodes(memory);
  if (coder === undefined) return false;
  const { start, end } = selection;
  const outcome = await server.request(requests.applyCode, {
    uri: document.uri.toString(),
    version,
    range: { start, end },
    codes,
    ...(coder !== '' && { coder }),
  });
  if (!(await applyOutcome(outcome, document))) return false;
  // The selection has grown by the mark; left so, the next key would replace the passage.
  editor.selection = new vscode.Selection(editor.selection.end, editor.selection.end);
  return true;
}

function tell(message: string): false {
  void vscode.window.showInformationMessage(message);
  return false;
}
