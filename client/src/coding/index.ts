import * as vscode from 'vscode';
import type { Parts } from '../parts.js';
import { Applying } from './applyCode.js';
import { Changing } from './change.js';
import { CodingActions } from './lightbulb.js';

/** Coding in the text: codes on passages, taken off and changed. */
export function registerCoding(parts: Parts): void {
  const { context, command } = parts;
  const applying = new Applying(parts);
  const changing = new Changing(parts);
  command('applyCode', () => applying.codeSelection());
  command('codeAgain', () => applying.codeAgain());
  command('codeInVivo', () => applying.codeInVivo());
  command('growSelection', () => applying.grow());
  command('pickSeveral', () => applying.tickSeveral());
  command('removeCode', () => changing.removeAtCursor());
  command('removeFromSelection', () => changing.removeFromSelection());
  command('replaceCode', () => changing.replace());
  command('resizePassage', () => changing.resize());
  context.subscriptions.push(
    vscode.languages.registerCodeActionsProvider(
      { scheme: 'file', language: 'markdown' },
      new CodingActions(parts, applying.memory),
      { providedCodeActionKinds: [CodingActions.kind] },
    ),
  );
}
