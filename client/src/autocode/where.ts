import * as vscode from 'vscode';
import { type DocumentSummary, requests, type StudySummary } from '../../../server/src/protocol.js';
import { groupByCase } from '../groups.js';
import type { Server } from '../server.js';
import { caseText, documents as documentsText } from '../texts.js';

/** Documents to search; without `uris` all of them. */
export interface Where {
  readonly uris?: string[];
}
type Item = vscode.QuickPickItem & { readonly where?: Where | 'some' };

const title = vscode.l10n.t('Autocode');

/** Asks which documents: all, the open one, those of a case, or some that are ticked. */
export async function askWhere(server: Server, study: StudySummary): Promise<Where | undefined> {
  const documents = await server.request(requests.documents, { study: study.uri });
  const placeHolder = vscode.l10n.t('Search where?');
  const picked = await vscode.window.showQuickPick(choices(study, documents), {
    title,
    placeHolder,
    matchOnDescription: true,
  });
  return picked?.where === 'some' ? askSome(study, documents) : picked?.where;
}

function choices({ compareBy }: StudySummary, documents: readonly DocumentSummary[]): Item[] {
  const active = vscode.window.activeTextEditor?.document.uri.toString();
  const open = documents.find(({ uri }) => uri === active);
  const cases = groupByCase(documents).map(([value, those]): Item => {
    const name = value === null ? caseText(null, compareBy) : `${compareBy}: ${value}`;
    return { label: name, description: documentsText(those.length), where: urisOf(those) };
  });
  return [
    {
      label: vscode.l10n.t('All documents'),
      description: documentsText(documents.length),
      where: {},
    },
    ...(open
      ? [{ label: vscode.l10n.t('Only the open document'), description: open.file, where: urisOf([open]) }]
      : []),
    { label: vscode.l10n.t('Choose documents…'), where: 'some' },
    { label: compareBy, kind: vscode.QuickPickItemKind.Separator },
    ...cases,
  ];
}

async function askSome(
  { compareBy }: StudySummary,
  documents: readonly DocumentSummary[],
): Promise<Where | undefined> {
  const items = groupByCase(documents).flatMap(([value, those]) => [
    { label: caseText(value, compareBy), kind: vscode.QuickPickItemKind.Separator, uri: '' },
    ...those.map(({ file, title: name, uri }) => ({ label: file, description: name ?? '', uri })),
  ]);
  const picked = await vscode.window.showQuickPick(items, {
    title,
    placeHolder: vscode.l10n.t('Tick the documents to search'),
    canPickMany: true,
    matchOnDescription: true,
  });
  return picked && picked.length > 0 ? { uris: picked.map(({ uri }) => uri) } : undefined;
}

const urisOf = (documents: readonly DocumentSummary[]): Where => ({ uris: documents.map(({ uri }) => uri) });
