import * as vscode from 'vscode';
import type { Parts } from '../parts.js';
import type { Studies } from '../studies.js';
import { CodesView, type CodeEntry } from './codesView.js';

/** The codebook as a tree, and the commands that change it. */
export function registerCodes({ context, server, studies, command }: Parts): CodesView {
  const view = new CodesView(server, studies);
  context.subscriptions.push(view);
  command('goToCode', goToCode);
  command('openCodebook', () => openCodebook(studies));
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
