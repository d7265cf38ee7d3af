import * as vscode from 'vscode';
import {
  type CodebookOperation,
  type RefactorOutcome,
  requests,
  type StudyEdit,
} from '../../../server/src/protocol.js';
import { applyStudyEdit } from '../edits.js';
import type { Server } from '../server.js';
import { documents as documentsText, number, passages as passagesText } from '../texts.js';

/**
 * Changes codes of a study, as one step. What changes more than the codebook is shown first and has to be confirmed.
 * Resolves to the id of the code that was made or is left; undefined: nothing was written.
 */
export async function refactor(
  server: Server,
  study: string,
  operation: CodebookOperation,
  { confirmed = false }: { readonly confirmed?: boolean } = {},
): Promise<string | undefined> {
  const outcome = await vscode.window.withProgress({ location: { viewId: 'qualdown.codes' } }, () =>
    server.request(requests.refactor, { study, operation }),
  );
  if ('refused' in outcome) {
    void vscode.window.showWarningMessage(outcome.refused);
    return undefined;
  }
  const { edit, code } = outcome;
  if (edit.files.length > 1 && !confirmed && !(await confirm(outcome))) return undefined;
  if (!(await applyStudyEdit(edit))) return undefined;
  void tellDone(edit);
  return code;
}

type Worked = Exclude<RefactorOutcome, { refused: string }>;
interface PreviewItem extends vscode.QuickPickItem {
  readonly file?: StudyEdit['files'][number];
}

/** Says how many passages and documents would change, and lists the files; Enter on the first entry writes, on a file shows it. */
function confirm({ edit: { label, files }, ...counts }: Worked): Promise<boolean> {
  const pick = vscode.window.createQuickPick<PreviewItem>();
  pick.title = label;
  pick.placeholder = vscode.l10n.t(
    'Enter writes the change, Escape writes nothing. Undo takes it back in one step.',
  );
  pick.ignoreFocusOut = true;
  pick.items = [
    {
      label: `$(check) ${vscode.l10n.t('Write the change')}`,
      alwaysShow: true,
      description: countsText(counts, files),
    },
    { label: vscode.l10n.t('files that change'), kind: vscode.QuickPickItemKind.Separator },
    ...files.map((file) => ({ ...fileItem(file), file })),
  ];
  return new Promise((resolve) => {
    pick.onDidAccept(() => {
      const [chosen] = pick.activeItems;
      if (chosen?.file) void show(chosen.file);
      else {
        resolve(true);
        pick.hide();
      }
    });
    pick.onDidHide(() => {
      resolve(false);
      pick.dispose();
    });
    pick.show();
  });
}

function countsText({ passages, documents }: Omit<Worked, 'edit'>, files: StudyEdit['files']): string {
  const inFiles =
    files.length === 1 ? vscode.l10n.t('1 file') : vscode.l10n.t('{0} files', number(files.length));
  if (passages === 0) return inFiles;
  return `${vscode.l10n.t('{0} in {1}', passagesText(passages), documentsText(documents))} · ${inFiles}`;
}

function fileItem({ uri, edits, create }: StudyEdit['files'][number]): vscode.QuickPickItem {
  const path = vscode.workspace.asRelativePath(vscode.Uri.parse(uri));
  const places =
    edits.length === 1 ? vscode.l10n.t('1 place') : vscode.l10n.t('{0} places', number(edits.length));
  return { label: path, description: create ? vscode.l10n.t('new') : places };
}

async function show({ uri, edits }: StudyEdit['files'][number]): Promise<void> {
  const { line, character } = edits[0]?.range.start ?? { line: 0, character: 0 };
  const selection = new vscode.Range(line, character, line, character);
  await vscode.window.showTextDocument(vscode.Uri.parse(uri), {
    preview: true,
    preserveFocus: true,
    selection,
  });
}

/** Undo is in each editor; without one open there has to be another way to it. */
async function tellDone({ label, files }: StudyEdit): Promise<void> {
  if (files.length === 1 && vscode.window.activeTextEditor?.document.uri.toString() === files[0]!.uri) {
    vscode.window.setStatusBarMessage(label, 5000);
    return;
  }
  const undo = vscode.l10n.t('Undo');
  if ((await vscode.window.showInformationMessage(label, undo)) !== undo) return;
  await vscode.window.showTextDocument(vscode.Uri.parse(files[0]!.uri));
  await vscode.commands.executeCommand('undo');
}
