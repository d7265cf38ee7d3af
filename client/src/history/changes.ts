import * as vscode from 'vscode';
import { type GitRef, requests, type StudySummary } from '../../../server/src/protocol.js';
import type { Parts } from '../parts.js';
import type { HistoryTexts } from './texts.js';

/** What became of the codebook, as a page; asks between which states unless told. Resolves to the page. */
export async function showChanges(
  { server, studies }: Parts,
  texts: HistoryTexts,
  told?: string,
): Promise<vscode.Uri | undefined> {
  const study = await studies.choose();
  if (!study) return undefined;
  const range = told ?? (await askRange(server, study));
  if (range === undefined) return undefined;
  const answer = await server.request(requests.codebookChanges, { study: study.uri, range });
  if ('problem' in answer) {
    warn(answer.problem);
    return undefined;
  }
  return texts.show(vscode.l10n.t('Changes of the codebook {0}', range), answer.markdown);
}

/** Who changed a code, and what was coded before its meaning changed, as a page. */
export async function showCodeHistory(
  { server }: Parts,
  texts: HistoryTexts,
  study: StudySummary,
  code: string,
): Promise<vscode.Uri | undefined> {
  const answer = await server.request(requests.codeHistory, { study: study.uri, code });
  if ('problem' in answer) {
    warn(answer.problem);
    return undefined;
  }
  return texts.show(vscode.l10n.t('History of {0}', code), answer.markdown);
}

export function warn(problem: string): void {
  void vscode.window.showWarningMessage(problem);
}

/** First since when, then until when. */
async function askRange(server: Parts['server'], study: StudySummary): Promise<string | undefined> {
  const answer = await server.request(requests.gitRefs, { study: study.uri });
  if ('problem' in answer) {
    warn(answer.problem);
    return undefined;
  }
  const since = await vscode.window.showQuickPick(
    [
      { label: vscode.l10n.t('The last commit'), description: 'HEAD', ref: 'HEAD' },
      ...answer.refs.map(itemOf),
    ],
    { title: vscode.l10n.t('Changes of the codebook: since when?'), matchOnDescription: true },
  );
  if (!since) return undefined;
  const until = await vscode.window.showQuickPick(
    [
      { label: vscode.l10n.t('Now, as the files stand'), description: '', ref: '' },
      ...answer.refs.filter(({ name }) => name !== since.ref).map(itemOf),
    ],
    { title: vscode.l10n.t('Changes of the codebook: until when?'), matchOnDescription: true },
  );
  if (!until) return undefined;
  return until.ref === '' ? since.ref : `${since.ref}..${until.ref}`;
}

const ICONS = { tag: 'tag', branch: 'git-branch', commit: 'git-commit' } as const;

function itemOf({ name, kind, date, subject }: GitRef): vscode.QuickPickItem & { ref: string } {
  return { label: `$(${ICONS[kind]}) ${name}`, description: `${date} ${subject}`, ref: name };
}
