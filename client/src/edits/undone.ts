import * as vscode from 'vscode';
import { Before } from './leave.js';

/** Undo of an edit of many files comes as an event for each; they belong together when no more came for so long (ms). */
const pause = 200;

/** Files that an edit of many left saved, until somebody types in them. */
const followed = new Set<string>();
let batch: { readonly before: Before; readonly uris: vscode.Uri[]; timer?: NodeJS.Timeout } | undefined;

/**
 * Undo and redo of an edit of many files leave each of them unsaved, and VS Code opens a tab for each. Those that the
 * edit itself had left saved are saved and closed again, so that files and what the person sees stay one.
 */
export function saveWhatIsUndone(): vscode.Disposable {
  return vscode.workspace.onDidChangeTextDocument(({ document, contentChanges, reason }) => {
    const key = document.uri.toString();
    if (contentChanges.length === 0 || !followed.has(key)) return;
    if (reason === undefined) followed.delete(key);
    else later(document.uri);
  });
}

/** From now on undo and redo of these files are saved. */
export function follow(uris: readonly vscode.Uri[]): void {
  for (const uri of uris) followed.add(uri.toString());
}

function later(uri: vscode.Uri): void {
  batch ??= { before: new Before([]), uris: [] };
  const { before, uris } = batch;
  uris.push(uri);
  clearTimeout(batch.timer);
  batch.timer = setTimeout(() => {
    batch = undefined;
    void before.restore(uris);
  }, pause);
}
