import * as vscode from 'vscode';
import type { StudySummary } from '../../../server/src/protocol.js';
import type { Studies } from '../studies.js';
import { itemsOf } from './codeItems.js';
import { CodePicker } from './picker.js';

/** Lets one code be picked, to look at: retired ones and families too. */
export async function pickCode(studies: Studies, study: StudySummary): Promise<string | undefined> {
  const picker = new CodePicker({
    title: vscode.l10n.t('Show passages'),
    placeholder: vscode.l10n.t('Passages of which code?'),
  });
  picker.offer({ items: itemsOf(await studies.codes(study)), recent: [] });
  const picked = await picker.picked;
  return picked && 'codes' in picked ? picked.codes[0] : undefined;
}
