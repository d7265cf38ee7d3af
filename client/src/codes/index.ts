import * as vscode from 'vscode';
import type { Parts } from '../parts.js';
import type { Studies } from '../studies.js';
import { CodesView, type CodeEntry } from './codesView.js';
import { registerCodeCommands } from './commands.js';
import { filterBox } from './filter.js';
import { renameOfCodes } from './rename.js';

/** The codebook as a tree, and the commands that change it. */
export function registerCodes(parts: Parts): CodesView {
  const { context, server, studies, command } = parts;
  const view = new CodesView(server, studies, context.workspaceState);
  context.subscriptions.push(view);
  command('goToCode', goToCode);
  command('openCodebook', () => openCodebook(studies));
  server.middleware.provideRenameEdits = renameOfCodes(parts);
  registerCodeCommands(parts, () => view.selection);
  command('filterCodes', (text?: string) => {
    if (typeof text === 'string') view.filter = text;
    else return filterBox(vscode.l10n.t('Filter codes'), view.filter, (typed) => (view.filter = typed));
    return undefined;
  });
  command('clearCodesFilter', () => (view.filter = ''));
  command('countInDocument', () => (view.ofDocument = true));
  command('countInStudy', () => (view.ofDocument = false));
  return view;
}

async function goToCode({ code }: CodeEntry & { kind: 'code' }): Promise<void> {
  if (!code.location) return;
  const { line, character } = code.location.range.start;
  const selection = new vscode.Range(line, character, line, character);
  await vscode.window.showTextDocument(vscode.Uri.parse(code.location.uri), { selection });
}

async function openCodebook(studies: Studies): Promise<void> {
  const study = await studies.choose();
  if (study) await vscode.window.showTextDocument(vscode.Uri.parse(study.codebookUri));
}
