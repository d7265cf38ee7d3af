import * as vscode from 'vscode';
import { requests, type PassageHere } from '../../../server/src/protocol.js';
import { applyOutcome } from '../edits.js';
import type { Server } from '../server.js';

/** The coded passages at the cursor of an editor, innermost first. */
export async function passagesHere(server: Server, editor: vscode.TextEditor): Promise<PassageHere[]> {
  const { document, selection } = editor;
  const range = { start: selection.start, end: selection.end };
  const params = { uri: document.uri.toString(), version: document.version, range };
  return server.request(requests.passagesAt, params);
}

/** One passage of several that lie in each other: asks which. */
export async function choosePassage(passages: readonly PassageHere[]): Promise<PassageHere | undefined> {
  if (passages.length < 2) return passages[0];
  const items = passages.map((passage) => ({
    label: passage.codes.join(', '),
    description: passage.memo ?? '',
    detail: passage.text,
    passage,
  }));
  const placeHolder = vscode.l10n.t('Which passage?');
  return (await vscode.window.showQuickPick(items, { placeHolder }))?.passage;
}

/** Writes, changes or (emptied) takes off the comment on the passage at the cursor. */
export async function editPassageMemo(server: Server, text?: string): Promise<boolean> {
  const editor = vscode.window.activeTextEditor;
  if (!editor) return false;
  const { document } = editor;
  const here = await passagesHere(server, editor);
  if (here.length === 0) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('Place the cursor in a coded passage first, then write a memo on it.'),
    );
    return false;
  }
  const passage = await choosePassage(here);
  if (!passage) return false;
  const { version } = document;
  const memo = typeof text === 'string' ? text : await askMemo(passage);
  if (memo === undefined || memo.trim() === (passage.memo ?? '')) return false;
  const value = memo.trim() === '' ? null : memo.trim();
  const params = { uri: document.uri.toString(), version, at: passage.at, key: 'memo', value };
  return applyOutcome(await server.request(requests.setMark, params), document);
}

function askMemo({ codes, memo, text }: PassageHere): Thenable<string | undefined> {
  return vscode.window.showInputBox({
    title: vscode.l10n.t('Memo on the passage ({0})', codes.join(', ')),
    prompt: text.length > 120 ? `${text.slice(0, 119)}…` : text,
    placeHolder: vscode.l10n.t('One line; leave it empty to take the memo off'),
    value: memo ?? '',
  });
}
