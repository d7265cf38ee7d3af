import * as vscode from 'vscode';
import {
  type Assigned,
  type AssignParams,
  requests,
  type StudySummary,
} from '../../../server/src/protocol.js';
import type { Parts } from '../parts.js';
import { warn } from './changes.js';

type Asked = Omit<AssignParams, 'study'>;

/** Draws documents for a second coder and writes their clean copies; asks for what it is not told. */
export async function assign({ server, studies }: Parts, told?: Asked): Promise<Assigned | undefined> {
  const study = await studies.choose();
  const asked = study && (told ?? (await ask(server, study)));
  if (!asked) return undefined;
  const outcome = await server.request(requests.assign, { ...asked, study: study.uri });
  if ('problem' in outcome) {
    warn(outcome.problem);
    return undefined;
  }
  for (const warning of outcome.warnings) warn(warning);
  const folder = vscode.Uri.parse(outcome.folder);
  const open = vscode.l10n.t('Open in New Window');
  const message = vscode.l10n.t(
    '{0} of {1} documents are in {2} without their codings; {3} files were there already and stay as they were. A second coder opens this folder alone.',
    ...[outcome.drawn, outcome.documents, vscode.workspace.asRelativePath(folder), outcome.kept.length],
  );
  void vscode.window.showInformationMessage(message, open).then((answer) => {
    if (answer === open)
      void vscode.commands.executeCommand('vscode.openFolder', folder, { forceNewWindow: true });
  });
  return outcome;
}

async function ask(server: Parts['server'], study: StudySummary): Promise<Asked | undefined> {
  const title = vscode.l10n.t('Assign documents for double coding');
  const { attributes } = await server.request(requests.analysisChoices, { study: study.uri });
  const strata = await vscode.window.showQuickPick(
    attributes.map(({ name, values }) => ({
      label: name,
      description: values
        .slice(0, 6)
        .map(({ value }) => value)
        .join(', '),
      picked: name === study.compareBy,
    })),
    {
      title,
      canPickMany: true,
      placeHolder: vscode.l10n.t('Draw from each value of these alike (none: from all)'),
    },
  );
  if (!strata) return undefined;
  const size = await vscode.window.showInputBox({
    title,
    prompt: vscode.l10n.t('How many documents, as a number (5) or a part (20%)?'),
    value: '20%',
    validateInput: (text) =>
      sizeOf(text) ? undefined : vscode.l10n.t('Write a number of documents (5) or a part of them (20%).'),
  });
  if (size === undefined) return undefined;
  const coder = await vscode.window.showInputBox({
    title,
    prompt: vscode.l10n.t('Who is to code them? May be left empty.'),
  });
  if (coder === undefined) return undefined;
  const seed = await vscode.window.showInputBox({
    title,
    prompt: vscode.l10n.t(
      'A number that the drawing begins with: the same number draws the same documents again.',
    ),
    value: '1',
    validateInput: (text) =>
      /^\d{1,9}$/.test(text.trim()) ? undefined : vscode.l10n.t('Write a whole number.'),
  });
  if (seed === undefined) return undefined;
  return { by: strata.map(({ label }) => label), ...sizeOf(size)!, coder: coder.trim(), seed: Number(seed) };
}

/** `5` or `20%`. */
function sizeOf(text: string): { count: number } | { share: number } | undefined {
  const [, number = '', percent = ''] = /^\s*(\d{1,6}(?:\.\d+)?)\s*(%?)\s*$/.exec(text) ?? [];
  const value = Number(number);
  if (number === '' || value <= 0) return undefined;
  if (percent !== '') return value <= 100 ? { share: value / 100 } : undefined;
  return Number.isInteger(value) ? { count: value } : undefined;
}
