import * as vscode from 'vscode';
import type { PlaceParams, StudySummary, TextRange } from '../../../server/src/protocol.js';
import type { Studies } from '../studies.js';

/** The document that coding commands are about: the active one, where it belongs to a study. */
export interface Place {
  readonly editor: vscode.TextEditor;
  readonly study: StudySummary;
}

/** Says so where there is no document of a study. */
export function placeOf(studies: Studies): Place | undefined {
  const editor = vscode.window.activeTextEditor;
  const study = editor && studies.of(editor.document.uri);
  if (study) return { editor, study };
  tell(vscode.l10n.t('Open a document of a study first.'));
  return undefined;
}

/** As requests name a place. */
export function paramsOf({ document }: vscode.TextEditor, range: vscode.Range): PlaceParams {
  const { start, end } = range;
  return { uri: document.uri.toString(), version: document.version, range: { start, end } };
}

export const toRange = ({ start, end }: TextRange): vscode.Range =>
  new vscode.Range(start.line, start.character, end.line, end.character);

/** Whether part of a word means the whole word. */
export const snapsToWords = (): boolean =>
  vscode.workspace.getConfiguration('qualdown').get('snapToWords', true);

/** Asks about a document until the answer is about the text as it is. */
export async function askNow<T>(document: vscode.TextDocument, ask: () => Promise<T>): Promise<T> {
  for (;;) {
    const { version } = document;
    const answer = await ask();
    if (document.version === version) return answer;
  }
}

export const changedMeanwhile = (): string =>
  vscode.l10n.t('The selected text changed in the meantime, so nothing was written. Please select it again.');

/** A word to the person; nothing was done. */
export function tell(message: string): false {
  void vscode.window.showInformationMessage(message);
  return false;
}
