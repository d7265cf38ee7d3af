import * as vscode from 'vscode';
import { requests } from '../../../server/src/protocol.js';
import type { Parts } from '../parts.js';

/** Git merges a study by Qualdown's driver: set up, taken back, and kept running over updates of the editor. */
export function registerGit({ context, server, studies, command }: Parts): void {
  const run = async (action: 'setup' | 'undo'): Promise<boolean> => {
    const study = await studies.choose();
    if (!study) return false;
    const outcome = await server.request(requests.gitSetup, { study: study.uri, action });
    if ('refused' in outcome) void vscode.window.showWarningMessage(outcome.refused);
    else void vscode.window.showInformationMessage(outcome.done.join(' '));
    return 'done' in outcome;
  };
  command('setUpGit', () => run('setup'));
  command('undoGitSetup', () => run('undo'));

  /** Studies whose launcher points to this extension as it is now. */
  const fresh = new Set<string>();
  const refresh = (): void => {
    if (!vscode.workspace.isTrusted) return;
    for (const { uri } of studies.list) {
      if (fresh.has(uri)) continue;
      fresh.add(uri);
      void server
        .request(requests.gitSetup, { study: uri, action: 'refresh' })
        .catch(() => fresh.delete(uri));
    }
  };
  context.subscriptions.push(
    studies.onDidChange(refresh),
    vscode.workspace.onDidGrantWorkspaceTrust(refresh),
  );
}
