import * as vscode from 'vscode';

/** What was selected lies in a heading: is its section meant? undefined: no answer. */
export async function wordsOrSection(): Promise<boolean | undefined> {
  const items = [
    {
      label: `$(list-tree) ${vscode.l10n.t('This section')}`,
      detail: vscode.l10n.t('From the heading to the next of its level or higher.'),
      section: true,
    },
    {
      label: `$(text-size) ${vscode.l10n.t('These words')}`,
      detail: vscode.l10n.t('Only what is selected in the heading.'),
      section: false,
    },
  ];
  const placeHolder = vscode.l10n.t('The selection is in a heading. What is the code for?');
  return (await vscode.window.showQuickPick(items, { placeHolder }))?.section;
}
