import * as vscode from 'vscode';
import type { StudyEdit } from '../../../server/src/protocol.js';
import { Before } from './leave.js';
import { openDocument } from './prove.js';
import { follow } from './undone.js';

/** The editor's edit of many files comes as an event for each; all have come when there were none for so long (ms). */
const pause = 300;

let expecting: vscode.Disposable | undefined;

/**
 * For an edit that the editor itself applies, now or after its preview, or not at all: when it comes, its files are left
 * saved and closed as they were, and so again when it is undone. Only the last one asked for is waited for.
 */
export function tidyAfter(files: StudyEdit['files']): void {
  expecting?.dispose();
  const texts = new Map(files.map(({ uri, edits }) => [uri, edits.map(({ newText }) => newText)]));
  const uris = files.map(({ uri }) => vscode.Uri.parse(uri));
  const before = new Before(uris.filter((uri) => openDocument(uri)?.isDirty));
  let timer: NodeJS.Timeout | undefined;
  const restore = async (): Promise<void> => {
    listener.dispose();
    const unsaved = new Set((await before.restore(uris)).map(String));
    follow(uris.filter((uri) => !before.isDirty(uri) && !unsaved.has(uri.toString())));
  };
  const listener = vscode.workspace.onDidChangeTextDocument(({ document, contentChanges, reason }) => {
    const expected = texts.get(document.uri.toString());
    // Somebody who has left the preview may type in one of the files: that is not the edit.
    const isIts =
      contentChanges.length === expected?.length &&
      contentChanges.every(({ text }) => expected.includes(text));
    if (!isIts || reason !== undefined) return;
    clearTimeout(timer);
    timer = setTimeout(() => void restore(), pause);
  });
  expecting = listener;
}
