import * as vscode from 'vscode';
import { requests } from '../../../server/src/protocol.js';
import type { Parts } from '../parts.js';
import { setContext } from '../studies.js';
import { type Grouping, MemosView } from './memosView.js';
import { newMemo, type Subject } from './newMemo.js';
import { editPassageMemo } from './passage.js';

/** Memos: the list of them, new ones, comments on passages, and all as one document. */
export function registerMemos(parts: Parts): MemosView {
  const { context, server, studies, command } = parts;
  const view = new MemosView(server, studies);
  context.subscriptions.push(view);
  const group = (by: Grouping): void => {
    view.group(by);
    void setContext('memosBy', by);
  };
  void setContext('memosBy', 'kind');
  command('groupMemosByKind', () => group('kind'));
  command('groupMemosByAbout', () => group('about'));
  command('newMemo', (subject?: Subject, title?: string) =>
    newMemo(parts, subject, typeof title === 'string' ? title : undefined),
  );
  command('editPassageMemo', (text?: string) => editPassageMemo(server, text));
  command('exportMemos', () => exportMemos(parts));
  return view;
}

/** Opens all memos as one untitled Markdown document, to read or to save where one likes. */
async function exportMemos({ server, studies }: Parts): Promise<boolean> {
  const study = await studies.choose();
  if (!study) return false;
  const content = await server.request(requests.exportMemos, { study: study.uri });
  await vscode.window.showTextDocument(
    await vscode.workspace.openTextDocument({ language: 'markdown', content }),
  );
  return true;
}
