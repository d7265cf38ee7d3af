import * as vscode from 'vscode';
import { type LostNotice, requests } from '../../../server/src/protocol.js';
import { madeHere } from '../edits/made.js';
import type { Server } from '../server.js';

/** So many steps back are tried to undo a deletion: letters deleted one by one are a few steps. */
const STEPS = 20;
/** Changes remembered of a document. */
const REMEMBERED = 200;

/**
 * Tells, once for a burst of typing, of codings that vanished with it. What undo, a command of ours or a file that was
 * read anew has done is no surprise: it is listed, and not told.
 */
export function watchLosses(server: Server): vscode.Disposable {
  /** Versions that nobody typed, by document. */
  const expected = new Map<string, number[]>();
  const changes = vscode.workspace.onDidChangeTextDocument(({ document, reason, contentChanges }) => {
    if (contentChanges.length === 0) return;
    const uri = document.uri.toString();
    // A document that is saved right after its change was read anew from the disk.
    if (reason === undefined && document.isDirty && !madeHere(uri)) return;
    expected.set(uri, [...(expected.get(uri) ?? []), document.version].slice(-REMEMBERED));
  });
  const lost = server.onDidLose((notice) => {
    const { from, to } = notice;
    const versions = new Set(expected.get(notice.uri));
    const typed = Array.from({ length: to - from }, (_, i) => from + 1 + i).some(
      (each) => !versions.has(each),
    );
    if (!typed) server.lostOnPurpose(notice);
    else if (vscode.workspace.getConfiguration('qualdown').get<boolean>('noticeLostCodings', true))
      void tell(server, notice);
  });
  return vscode.Disposable.from(changes, lost);
}

async function tell(server: Server, notice: LostNotice): Promise<void> {
  const undo = vscode.l10n.t('Undo');
  const show = vscode.l10n.t('Show');
  const picked = await vscode.window.showInformationMessage(messageOf(notice), undo, show);
  if (picked === show) await vscode.commands.executeCommand('qualdown.showLost');
  if (picked === undo) await undoUntilBack(server, notice);
}

/** “2 codings were lost with the text: Buffering, Focus (2).” */
export function messageOf({ codings }: LostNotice): string {
  const counts = new Map<string, number>();
  for (const { name } of codings) counts.set(name, (counts.get(name) ?? 0) + 1);
  const names = Array.from(counts, ([name, count]) => (count === 1 ? name : `${name} (${count})`));
  const shown = names.length > 4 ? [...names.slice(0, 3), '…'] : names;
  return codings.length === 1
    ? vscode.l10n.t('1 coding was lost with the text: {0}.', shown.join(', '))
    : vscode.l10n.t('{0} codings were lost with the text: {1}.', codings.length, shown.join(', '));
}

/** Goes back step by step until the codings are there again; where that does not help, all is as it was. */
async function undoUntilBack(server: Server, { uri, to }: LostNotice): Promise<void> {
  const { document } = await vscode.window.showTextDocument(vscode.Uri.parse(uri));
  const missing = (): Promise<number> => server.request(requests.stillLost, { uri, to });
  let steps = 0;
  for (; steps < STEPS && (await missing()) > 0; steps++) {
    const { version } = document;
    await vscode.commands.executeCommand('undo');
    if (document.version === version) break;
  }
  if ((await missing()) === 0) return;
  for (; steps > 0; steps--) await vscode.commands.executeCommand('redo');
  await vscode.commands.executeCommand('qualdown.showLost');
}
