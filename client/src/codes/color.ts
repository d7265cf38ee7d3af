import * as vscode from 'vscode';
import type { CodeNode } from '../../../server/src/protocol.js';
import { swatch } from '../swatch.js';

/** Hues that the colour-blind tell apart (Okabe and Ito, 2008; yellow darkened, for it is text's background). */
const hues = (): [string, string][] => [
  [vscode.l10n.t('Orange'), '#e69f00'],
  [vscode.l10n.t('Sky blue'), '#56b4e9'],
  [vscode.l10n.t('Green'), '#009e73'],
  [vscode.l10n.t('Yellow'), '#d6c500'],
  [vscode.l10n.t('Blue'), '#0072b2'],
  [vscode.l10n.t('Vermilion'), '#d55e00'],
  [vscode.l10n.t('Purple'), '#cc79a7'],
  [vscode.l10n.t('Grey'), '#7f7f7f'],
];

/** Asks for a colour; null is the family's own, undefined that the person went away. */
export async function askColor(code: CodeNode): Promise<string | null | undefined> {
  const title = vscode.l10n.t('Colour of “{0}”', code.name);
  const other = Symbol('other');
  const items: (vscode.QuickPickItem & { color: string | null | typeof other })[] = [
    { label: vscode.l10n.t('Colour of its family'), color: null },
    ...hues().map(([label, color]) => ({ label, description: color, iconPath: swatch(color), color })),
    { label: vscode.l10n.t('Another…'), color: other },
  ];
  const picked = await vscode.window.showQuickPick(items, { title });
  if (!picked) return undefined;
  if (picked.color !== other) return picked.color;
  return vscode.window.showInputBox({
    title,
    value: code.color,
    prompt: vscode.l10n.t('Red, green and blue as in #b5651d'),
    validateInput: (text) =>
      /^#([\da-f]{3}|[\da-f]{6})$/i.test(text)
        ? undefined
        : vscode.l10n.t('Write “#” and six digits from 0 to f.'),
  });
}
