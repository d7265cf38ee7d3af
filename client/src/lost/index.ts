import * as vscode from 'vscode';
import { requests } from '../../../server/src/protocol.js';
import { applyStudyEdit } from '../edits.js';
import type { Parts } from '../parts.js';
import { watchLosses } from './notice.js';
import { type LostEntry, LostView } from './view.js';

/** Codings that vanished: a quiet notice, a list, and the way back. */
export function registerLost(parts: Parts): LostView {
  const { context, server, studies, command } = parts;
  const view = new LostView(server, studies);
  context.subscriptions.push(view, watchLosses(server));
  context.subscriptions.push(
    vscode.workspace.onDidGrantWorkspaceTrust(() => {
      server.trust();
      view.refresh();
    }),
  );
  command('showLost', () => view.show());
  command('refreshLost', () => view.refresh());
  command('restoreCoding', async (entry: LostEntry) => {
    if (await restore(parts, entry)) view.refresh();
  });
  command('copyLost', ({ coding }: LostEntry & { kind: 'coding' }) =>
    vscode.env.clipboard.writeText(coding.text),
  );
  return view;
}

/** Resolves to whether something was written. */
async function restore({ server }: Parts, entry: LostEntry): Promise<boolean> {
  const coding = entry.kind === 'coding' ? entry.coding : entry.document.codings[0];
  if (!coding) return false;
  const outcome = await server.request(requests.restore, { study: entry.study, id: coding.id });
  if ('refused' in outcome) {
    void vscode.window.showWarningMessage(outcome.refused);
    return false;
  }
  if ('edit' in outcome) return applyStudyEdit(outcome.edit);
  return putSomewhere(entry.document.uri, coding.range?.start, outcome.insert, outcome.block);
}

/** The text is gone: the person says where it comes back. */
async function putSomewhere(
  uri: string,
  stood: { line: number; character: number } | undefined,
  text: string,
  block: boolean,
): Promise<boolean> {
  const editor = vscode.window.activeTextEditor;
  const isHere = editor?.document.uri.toString() === uri;
  const items = [
    ...(stood ? [{ label: vscode.l10n.t('Insert where it stood'), to: 'place' as const }] : []),
    ...(isHere ? [{ label: vscode.l10n.t('Insert at the cursor'), to: 'cursor' as const }] : []),
    { label: vscode.l10n.t('Copy, with its mark'), to: 'clipboard' as const },
  ];
  const placeHolder = vscode.l10n.t('The text of this passage was deleted. Where shall it come back?');
  const picked = await vscode.window.showQuickPick(items, { placeHolder });
  if (!picked) return false;
  if (picked.to === 'clipboard') {
    await vscode.env.clipboard.writeText(text);
    return false;
  }
  const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(uri));
  const at =
    picked.to === 'cursor' ? editor!.selection.active : new vscode.Position(stood!.line, stood!.character);
  const edit = new vscode.WorkspaceEdit();
  const line = document.lineAt(at.line);
  if (block) edit.insert(document.uri, line.range.end, `\n\n${text}\n`);
  else edit.insert(document.uri, at, spaced(line.text, at.character, text));
  return vscode.workspace.applyEdit(edit);
}

/** With a blank where it would touch a word. */
function spaced(line: string, at: number, text: string): string {
  const before = /\S/.test(line[at - 1] ?? ' ') ? ' ' : '';
  const after = /[\p{L}\p{N}]/u.test(line[at] ?? ' ') ? ' ' : '';
  return `${before}${text}${after}`;
}
