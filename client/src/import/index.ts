import * as vscode from 'vscode';
import type { ImportResult, StudySummary } from '../../../server/src/protocol.js';
import type { Parts } from '../parts.js';
import { ImportPanel } from './panel.js';
import { ImportReport, sumOf } from './report.js';
import { runImport } from './run.js';

const kinds = ['docx', 'odt', 'rtf', 'pdf', 'txt', 'vtt', 'srt', 'csv', 'tsv', 'xlsx', 'yaml', 'yml'];

/** “Import documents…”: from the Command Palette, the Documents view, or files and folders in the Explorer. */
export interface Import {
  /** The form that is open. */
  readonly panel: ImportPanel | undefined;
  readonly report: ImportReport;
}

export function registerImport(parts: Parts): Import {
  const { context, server } = parts;
  const report = new ImportReport();
  context.subscriptions.push(report);
  const state: { panel: ImportPanel | undefined; report: ImportReport } = { panel: undefined, report };

  const importDocuments = async (
    picked?: vscode.Uri,
    all?: vscode.Uri[],
  ): Promise<ImportResult | undefined> => {
    const study = await studyFor(parts, picked);
    if (!study) return undefined;
    const given = (all ?? (picked ? [picked] : [])).filter((uri) => uri.scheme === 'file');
    const folder = await folderOf(given, study);
    const sources = folder === undefined && given.length > 0 ? given : await chooseFiles();
    if (!sources) return undefined;
    state.panel?.close();
    const panel = new ImportPanel(context.extensionUri, server, study, sources, folder ?? '');
    state.panel = panel;
    try {
      return await untilImported(panel);
    } finally {
      panel.close();
      if (state.panel === panel) state.panel = undefined;
    }
  };

  /** What cannot be done as decided is told in the form, which stays open. */
  const untilImported = async (panel: ImportPanel): Promise<ImportResult | undefined> => {
    for (;;) {
      const decided = await panel.decided();
      if (!decided) return undefined;
      try {
        const result = await runImport(server, decided);
        panel.close();
        await tell(result, report);
        return result;
      } catch (error) {
        await panel.failed(error);
      }
    }
  };
  parts.command('importDocuments', importDocuments);
  return state;
}

/** The study that is meant; where there is none, the offer to make one. */
async function studyFor({ server, studies }: Parts, picked?: vscode.Uri): Promise<StudySummary | undefined> {
  if (studies.list.length === 0) {
    await server.start();
    await studies.refresh();
  }
  if (studies.list.length === 0) {
    const make = vscode.l10n.t('Create a study here');
    const message = vscode.l10n.t('There is no study in this folder yet. Documents are imported into one.');
    if ((await vscode.window.showInformationMessage(message, { modal: true }, make)) !== make)
      return undefined;
    if ((await vscode.commands.executeCommand('qualdown.newStudy')) !== true) return undefined;
    await untilThere(() => studies.refresh().then(() => studies.list.length > 0));
  }
  return (picked && studies.of(picked)) ?? studies.choose();
}

/** A file that was just made is seen by the server a moment later. */
async function untilThere(isThere: () => Promise<boolean>): Promise<void> {
  for (let attempt = 0; attempt < 50 && !(await isThere()); attempt++)
    await new Promise((resolve) => setTimeout(resolve, 100));
}

/** A folder of the study that was pointed at is where documents go; files anywhere are what is imported. */
async function folderOf(given: readonly vscode.Uri[], study: StudySummary): Promise<string | undefined> {
  const [only, ...more] = given;
  if (!only || more.length > 0) return undefined;
  const root = vscode.Uri.parse(study.uri).path.replace(/\/?$/, '/');
  const { type } = await vscode.workspace.fs.stat(only);
  if (!(type & vscode.FileType.Directory) || !`${only.path}/`.startsWith(root)) return undefined;
  return only.path.slice(root.length);
}

async function chooseFiles(): Promise<vscode.Uri[] | undefined> {
  return vscode.window.showOpenDialog({
    canSelectMany: true,
    title: vscode.l10n.t('Transcripts, tables and codebooks to import'),
    openLabel: vscode.l10n.t('Import'),
    filters: { [vscode.l10n.t('Transcripts, tables, codebooks')]: kinds },
  });
}

/** The first document opens; the report does where there is more to say than how many. */
async function tell(result: ImportResult, report: ImportReport): Promise<void> {
  const first = result.documents.find(({ status, uri }) => status === 'imported' && uri !== null);
  if (first) await vscode.window.showTextDocument(vscode.Uri.parse(first.uri!), { preview: false });
  const isMore = result.documents.some(({ message, notes }) => message !== null || notes.length > 0);
  if (isMore) await report.show(result);
  const show = vscode.l10n.t('Show report');
  void vscode.window.showInformationMessage(`${sumOf(result)}.`, show).then((chosen) => {
    if (chosen === show) void report.show(result);
  });
}
