import * as vscode from 'vscode';
import { requests } from '../../../server/src/protocol.js';
import type { Parts } from '../parts.js';

type Format = 'md' | 'html' | 'csv' | 'docx';

/** Told by a caller instead of being asked for. */
export interface ToldExport {
  readonly format?: Format;
  readonly quotations?: boolean;
  readonly to?: vscode.Uri;
}

/** Writes the codebook with its counts to a file. Resolves to where, undefined where nothing was written. */
export async function exportCodebook(
  { server, studies }: Parts,
  told: ToldExport = {},
): Promise<vscode.Uri | undefined> {
  const study = await studies.choose();
  const format = study && (told.format ?? (await askFormat()));
  if (!format) return undefined;
  const quotations = told.quotations ?? (await askQuotations());
  if (quotations === undefined) return undefined;
  const file = await server.request(requests.exportCodebook, { study: study.uri, format, quotations });
  const to =
    told.to ??
    (await vscode.window.showSaveDialog({
      title: vscode.l10n.t('Export codebook'),
      // A folder that holds no documents: Markdown among these would be counted as one.
      defaultUri: vscode.Uri.joinPath(vscode.Uri.parse(study.uri), 'comparisons', file.name),
    }));
  if (!to) return undefined;
  await vscode.workspace.fs.writeFile(to, Buffer.from(file.base64, 'base64'));
  const open = vscode.l10n.t('Open');
  const message = vscode.l10n.t('The codebook is written to {0}.', vscode.workspace.asRelativePath(to));
  void vscode.window.showInformationMessage(message, open).then((answer) => {
    if (answer === open) void vscode.commands.executeCommand('vscode.open', to);
  });
  return to;
}

async function askFormat(): Promise<Format | undefined> {
  const items: (vscode.QuickPickItem & { format: Format })[] = [
    { label: 'Word', detail: vscode.l10n.t('A heading for each code, to print and to edit'), format: 'docx' },
    { label: 'HTML', detail: vscode.l10n.t('One page for a browser, to print or to share'), format: 'html' },
    { label: 'Markdown', detail: vscode.l10n.t('For an appendix'), format: 'md' },
    { label: 'CSV', detail: vscode.l10n.t('A row for each code, for a spreadsheet'), format: 'csv' },
  ];
  return (await vscode.window.showQuickPick(items, { title: vscode.l10n.t('Export codebook') }))?.format;
}

async function askQuotations(): Promise<boolean | undefined> {
  const items = [
    { label: vscode.l10n.t('With an example passage for each code'), quotations: true },
    { label: vscode.l10n.t('Without what was said'), quotations: false },
  ];
  return (await vscode.window.showQuickPick(items, { title: vscode.l10n.t('Export codebook') }))?.quotations;
}
