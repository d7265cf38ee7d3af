import * as vscode from 'vscode';

const asked = 'askedWhoCodes';

/**
 * Who signs codings: the setting `qualdown.coder`, asked for once. '' = nobody, undefined = the question was left
 * unanswered, so that nothing should be done.
 */
export async function whoCodes(memory: vscode.Memento): Promise<string | undefined> {
  const settings = vscode.workspace.getConfiguration('qualdown');
  const known = settings.get('coder', '').trim();
  if (known !== '' || memory.get<boolean>(asked, false)) return known;
  const answer = await ask();
  if (answer === undefined) return undefined;
  await memory.update(asked, true);
  if (answer !== '') await settings.update('coder', answer, vscode.ConfigurationTarget.Global);
  return answer;
}

function ask(): Promise<string | undefined> {
  const unsigned = { label: vscode.l10n.t('Don’t sign'), name: '', alwaysShow: true };
  const pick = vscode.window.createQuickPick<typeof unsigned>();
  pick.title = vscode.l10n.t('Sign codings as…?');
  pick.placeholder = vscode.l10n.t('Your name or initials, as other coders will see them');
  pick.items = [unsigned];
  pick.ignoreFocusOut = true;
  pick.onDidChangeValue((value) => {
    const name = value.trim();
    const signed = { label: vscode.l10n.t('Sign as “{0}”', name), name, alwaysShow: true };
    pick.items = name === '' ? [unsigned] : [signed, unsigned];
  });
  return new Promise((resolve) => {
    pick.onDidAccept(() => {
      resolve(pick.activeItems[0]?.name);
      pick.hide();
    });
    pick.onDidHide(() => {
      resolve(undefined);
      pick.dispose();
    });
    pick.show();
  });
}
