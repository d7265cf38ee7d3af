import * as vscode from 'vscode';
import { requests, type PassageQueryParams } from '../../../server/src/protocol.js';
import type { Server } from '../server.js';
import { passages } from '../texts.js';

type Format = 'markdown' | 'csv';

/**
 * Writes the passages that are shown to a file. The place offered first is a folder that holds no documents: exported
 * Markdown among the documents would be counted as one.
 */
export async function exportPassages(
  server: Server,
  params: PassageQueryParams,
  told: { readonly format?: Format; readonly to?: vscode.Uri } = {},
): Promise<boolean> {
  const format = told.format ?? (await askFormat());
  if (!format) return false;
  const written = await server.request(requests.exportPassages, { ...params, format });
  if ('problem' in written) {
    void vscode.window.showWarningMessage(written.problem.message);
    return false;
  }
  const name = (params.query ?? params.code ?? 'passages').replace(/[^\p{L}\p{N}_-]+/gu, '-');
  const file = `${name}.${format === 'csv' ? 'csv' : 'md'}`;
  const to =
    told.to ??
    (await vscode.window.showSaveDialog({
      title: vscode.l10n.t('Export passages'),
      defaultUri: vscode.Uri.joinPath(vscode.Uri.parse(params.study), 'comparisons', file),
      filters: format === 'csv' ? { CSV: ['csv'] } : { Markdown: ['md'] },
    }));
  if (!to) return false;
  await vscode.workspace.fs.writeFile(to, Buffer.from(written.text));
  const open = vscode.l10n.t('Open');
  const message = vscode.l10n.t(
    '{0} written to {1}.',
    passages(written.count),
    vscode.workspace.asRelativePath(to),
  );
  void vscode.window.showInformationMessage(message, open).then((answer) => {
    if (answer === open) void vscode.commands.executeCommand('vscode.open', to);
  });
  return true;
}

async function askFormat(): Promise<Format | undefined> {
  const items: (vscode.QuickPickItem & { format: Format })[] = [
    {
      label: 'Markdown',
      detail: vscode.l10n.t('Quotations with their sources, to read and to quote'),
      format: 'markdown',
    },
    { label: 'CSV', detail: vscode.l10n.t('A row for each passage, for a spreadsheet'), format: 'csv' },
  ];
  return (await vscode.window.showQuickPick(items, { title: vscode.l10n.t('Export passages') }))?.format;
}
