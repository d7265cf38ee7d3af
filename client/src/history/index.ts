import * as vscode from 'vscode';
import type { CodeEntry } from '../codes/codesView.js';
import { askCode } from '../codes/pick.js';
import { targetsOf, type Told } from '../codes/targets.js';
import type { Parts } from '../parts.js';
import { assign } from './assign.js';
import { showChanges, showCodeHistory } from './changes.js';
import { exportCodebook, type ToldExport } from './exportCodebook.js';
import { HistoryTexts } from './texts.js';

/** The codebook's history and the codebook as a file; documents for a second coder. */
export function registerHistory(parts: Parts): void {
  const { context, studies, command } = parts;
  const texts = new HistoryTexts();
  context.subscriptions.push(texts);
  command('codebookChanges', (range?: string) =>
    showChanges(parts, texts, typeof range === 'string' ? range : undefined),
  );
  command('codeHistory', async (told: Told, selected?: readonly CodeEntry[]) => {
    const targets = await targetsOf(studies, told, selected);
    if (!targets) return undefined;
    const code =
      targets.codes[0] ??
      (await askCode(studies, targets.study, { title: vscode.l10n.t('History of a code') }));
    return code === undefined || code === null
      ? undefined
      : showCodeHistory(parts, texts, targets.study, code);
  });
  command('exportCodebook', (told?: ToldExport) =>
    exportCodebook(parts, told && 'format' in told ? told : {}),
  );
  command('assignDocuments', (told?: Parameters<typeof assign>[1]) =>
    assign(parts, told && 'by' in told ? told : undefined),
  );
}
