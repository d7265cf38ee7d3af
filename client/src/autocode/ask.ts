import * as vscode from 'vscode';
import type { AutocodeParams, StudySummary } from '../../../server/src/protocol.js';
import { askCode } from '../codes/pick.js';
import { whoCodes } from '../coding/coder.js';
import type { Parts } from '../parts.js';
import { askWhere } from './where.js';

type Options = Pick<AutocodeParams, 'regex' | 'matchCase' | 'wholeWord' | 'interviewer'>;

/** Asks for all that a search needs; undefined when the person goes away. */
export async function askAutocode(
  { context, server, studies }: Parts,
  study: StudySummary,
): Promise<AutocodeParams | undefined> {
  const asked = await askPattern();
  if (!asked) return undefined;
  const unit = await askUnit();
  if (!unit) return undefined;
  const where = await askWhere(server, study);
  if (!where) return undefined;
  const code = await askCode(studies, study, {
    title: vscode.l10n.t('Autocode: with which code?'),
    among: ({ code: { codable, status } }) => codable && status !== 'retired',
  });
  if (code == null) return undefined;
  const coder = await whoCodes(context.globalState);
  if (coder === undefined) return undefined;
  return { study: study.uri, ...asked, unit, code, ...where, ...(coder !== '' && { coder }) };
}

const TOGGLES = [
  ['matchCase', 'case-sensitive', vscode.l10n.t('Match capitals')],
  ['wholeWord', 'whole-word', vscode.l10n.t('Whole words only')],
  ['regex', 'regex', vscode.l10n.t('Regular expression')],
  ['interviewer', 'comment-discussion', vscode.l10n.t('In the interviewer’s turns too')],
] as const;

/** What to search for, with switches; the words selected in the editor are what it begins with. */
function askPattern(): Promise<(Options & { pattern: string }) | undefined> {
  const input = vscode.window.createInputBox();
  const on = new Set<keyof Options>();
  const show = (): void => {
    input.buttons = TOGGLES.map(([key, icon, tooltip]) => ({
      iconPath: new vscode.ThemeIcon(
        icon,
        on.has(key) ? new vscode.ThemeColor('inputOption.activeForeground') : undefined,
      ),
      tooltip: on.has(key) ? vscode.l10n.t('{0}: on', tooltip) : vscode.l10n.t('{0}: off', tooltip),
    }));
    const names = TOGGLES.filter(([key]) => on.has(key)).map(([, , name]) => name);
    input.prompt =
      names.length > 0
        ? names.join(' · ')
        : vscode.l10n.t('Text, in capitals or not; the buttons above have more');
  };
  input.title = vscode.l10n.t('Autocode: search for');
  input.placeholder = vscode.l10n.t('Words, or a regular expression');
  const editor = vscode.window.activeTextEditor;
  const selected = editor ? editor.document.getText(editor.selection) : '';
  if (!selected.includes('\n')) input.value = selected;
  show();
  return new Promise((resolve) => {
    input.onDidTriggerButton((button) => {
      const key = TOGGLES[input.buttons.indexOf(button)]?.[0];
      if (!key) return;
      if (!on.delete(key)) on.add(key);
      show();
    });
    input.onDidAccept(() => {
      if (input.value.trim() === '') return;
      resolve({ pattern: input.value, ...Object.fromEntries([...on].map((key) => [key, true])) });
      input.hide();
    });
    input.onDidHide(() => {
      resolve(undefined);
      input.dispose();
    });
    input.show();
  });
}

async function askUnit(): Promise<AutocodeParams['unit'] | undefined> {
  const items = [
    { label: vscode.l10n.t('Sentences'), unit: 'sentence' as const },
    {
      label: vscode.l10n.t('Turns'),
      unit: 'turn' as const,
      detail: vscode.l10n.t('All that a speaker says until the next one speaks'),
    },
    { label: vscode.l10n.t('Paragraphs'), unit: 'paragraph' as const },
  ];
  const placeHolder = vscode.l10n.t('Code what, around each place that is found?');
  return (await vscode.window.showQuickPick(items, { title: vscode.l10n.t('Autocode'), placeHolder }))?.unit;
}
