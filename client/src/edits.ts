import * as vscode from 'vscode';
import type { EditOutcome, StudyEdit, StudyEditOutcome, TextEdits } from '../../server/src/protocol.js';
import { Before } from './edits/leave.js';
import { making } from './edits/made.js';
import { forEachOf, isUnchanged } from './edits/prove.js';
import { follow } from './edits/undone.js';

/** From so many files on, progress is shown. */
const many = 10;

/**
 * Applies edits that the server worked out for a document, as one step that undo takes back. They are refused, with
 * a word to the person, when the document is no longer the one they were worked out for.
 */
export async function applyOutcome(outcome: EditOutcome, document: vscode.TextDocument): Promise<boolean> {
  if ('refused' in outcome) return refuse(outcome.refused);
  const { version } = outcome.edit;
  if (version !== document.version) {
    return refuse(
      vscode.l10n.t('The document changed in the meantime, so nothing was written. Please try again.'),
    );
  }
  const edit = new vscode.WorkspaceEdit();
  addEdits(edit, outcome.edit);
  return making([outcome.edit.uri], () => vscode.workspace.applyEdit(edit));
}

/** `applyStudyEdit` of what the server answered, or a word on why it refused. */
export async function applyStudyOutcome(outcome: StudyEditOutcome): Promise<boolean> {
  return 'refused' in outcome ? refuse(outcome.refused) : applyStudyEdit(outcome.edit);
}

/**
 * Applies one change of many files, whole or not at all, as one step that undo takes back. Files that were closed or
 * saved are so again afterwards; those with unsaved changes keep them. Resolves to whether it was written.
 */
export async function applyStudyEdit(edit: StudyEdit): Promise<boolean> {
  if (edit.files.length < many) return write(edit, () => undefined);
  const location = vscode.ProgressLocation.Notification;
  return vscode.window.withProgress({ location, title: edit.label, cancellable: true }, (progress, token) => {
    // Looking at each file, and saving it.
    const increment = 100 / (2 * edit.files.length);
    return write(edit, (message) => progress.report({ increment, message }), token);
  });
}

async function write(
  { files }: StudyEdit,
  step: (message: string) => void,
  token?: vscode.CancellationToken,
): Promise<boolean> {
  const name = await firstChanged(
    files,
    () => step(vscode.l10n.t('looking whether files have changed')),
    token,
  );
  if (token?.isCancellationRequested) return false;
  if (name !== undefined) {
    return refuse(
      vscode.l10n.t('“{0}” changed in the meantime, so nothing was written. Please try again.', name),
    );
  }
  const uris = files.map(({ uri }) => vscode.Uri.parse(uri));
  const dirty = vscode.workspace.textDocuments.filter(({ isDirty }) => isDirty).map(({ uri }) => uri);
  const before = new Before(dirty);
  // As a refactoring VS Code saves the files itself, quickly, but then also those that are to stay unsaved.
  const isRefactoring = !uris.some((uri) => before.isDirty(uri));
  const apply = () => vscode.workspace.applyEdit(workspaceEdit(files), { isRefactoring });
  if (
    !(await making(
      files.map(({ uri }) => uri),
      apply,
    ))
  ) {
    return refuse(vscode.l10n.t('The editor refused the change, so nothing was written. Please try again.'));
  }
  const unsaved = await before.restore(uris, () => step(vscode.l10n.t('saving')));
  if (unsaved.length > 0) tellUnsaved(unsaved);
  follow(uris.filter((uri) => !before.isDirty(uri) && !unsaved.includes(uri)));
  return true;
}

/** A file that is no longer what its edits were worked out for, by its name; undefined where all are. */
export async function firstChanged(
  files: StudyEdit['files'],
  looked: () => void = () => undefined,
  token?: vscode.CancellationToken,
): Promise<string | undefined> {
  const changed: string[] = [];
  await forEachOf(
    files,
    async (file) => {
      if (!(await isUnchanged(file))) changed.push(file.uri);
      looked();
    },
    () => changed.length === 0 && !token?.isCancellationRequested,
  );
  const [first] = changed;
  return first === undefined ? undefined : vscode.workspace.asRelativePath(vscode.Uri.parse(first));
}

/** As the editor's own edit: one step of undo. */
export function workspaceEdit(files: StudyEdit['files']): vscode.WorkspaceEdit {
  const edit = new vscode.WorkspaceEdit();
  // Files that are made come first, so that the edits of text stay together: they are one step of undo only so.
  for (const { uri, edits } of files.filter(({ create }) => create)) {
    const contents = Buffer.from(edits.map(({ newText }) => newText).join(''));
    edit.createFile(vscode.Uri.parse(uri), { contents });
  }
  for (const file of files) if (!file.create) addEdits(edit, file);
  return edit;
}

function addEdits(edit: vscode.WorkspaceEdit, { uri, edits }: TextEdits): void {
  const at = vscode.Uri.parse(uri);
  for (const { range, newText } of edits) {
    const { start, end } = range;
    edit.replace(at, new vscode.Range(start.line, start.character, end.line, end.character), newText);
  }
}

function tellUnsaved(uris: readonly vscode.Uri[]): void {
  const names = uris.slice(0, 5).map((uri) => vscode.workspace.asRelativePath(uri));
  const list = (uris.length > 5 ? [...names, '…'] : names).join(', ');
  void vscode.window.showWarningMessage(
    vscode.l10n.t('Changed, but not saved, since the editor could not save them: {0}', list),
  );
}

function refuse(reason: string): false {
  void vscode.window.showWarningMessage(reason);
  return false;
}
