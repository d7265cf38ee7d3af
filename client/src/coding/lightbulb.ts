import * as vscode from 'vscode';
import { requests } from '../../../server/src/protocol.js';
import { byId } from '../codes/tree.js';
import type { Parts } from '../parts.js';
import type { CodeMemory } from './memory.js';
import { paramsOf, toRange } from './place.js';

/** Coding among the editor's own refactorings (Ctrl+. or the lightbulb). */
export class CodingActions implements vscode.CodeActionProvider {
  static readonly kind = vscode.CodeActionKind.Refactor.append('qualdown');

  constructor(
    private readonly parts: Parts,
    private readonly memory: CodeMemory,
  ) {}

  async provideCodeActions(
    document: vscode.TextDocument,
    range: vscode.Range,
    context: vscode.CodeActionContext,
    token: vscode.CancellationToken,
  ): Promise<vscode.CodeAction[]> {
    const { studies, server } = this.parts;
    const study = studies.of(document.uri);
    const editor = vscode.window.visibleTextEditors.find((one) => one.document === document);
    // A lightbulb that follows the cursor through the whole text would say nothing: it shows where something is selected.
    const asked = context.triggerKind === vscode.CodeActionTriggerKind.Invoke;
    if (!study || !editor || (range.isEmpty && !asked)) return [];
    const passages = await server.request(
      requests.passagesAt,
      { ...paramsOf(editor, range), touching: !range.isEmpty },
      token,
    );
    const coded = passages.some(({ codes }) => codes.length > 0);
    const here = passages.some(({ ranges }) => ranges.some((one) => toRange(one).contains(range)));
    const last = await this.#lastCodes(study);
    return [
      action('applyCode', vscode.l10n.t('Code selection…')),
      ...(last === '' ? [] : [action('codeAgain', vscode.l10n.t('Code again with {0}', last))]),
      action('codeInVivo', vscode.l10n.t('Code in vivo…')),
      ...(here ? [action('removeCode', vscode.l10n.t('Remove code at cursor'))] : []),
      ...(here ? [action('replaceCode', vscode.l10n.t('Replace code…'))] : []),
      ...(coded && !range.isEmpty
        ? [
            action('removeFromSelection', vscode.l10n.t('Remove codes from the selection')),
            action('resizePassage', vscode.l10n.t('Extend or shrink the passage to the selection')),
          ]
        : []),
    ];
  }

  async #lastCodes(study: NonNullable<ReturnType<Parts['studies']['of']>>): Promise<string> {
    const { last } = this.memory.of(study.uri);
    if (last.length === 0) return '';
    const known = byId(await this.parts.studies.codes(study));
    return last.map((id) => `“${known.get(id)?.name ?? id}”`).join(', ');
  }
}

function action(command: string, title: string): vscode.CodeAction {
  const result = new vscode.CodeAction(title, CodingActions.kind);
  result.command = { command: `qualdown.${command}`, title };
  return result;
}
