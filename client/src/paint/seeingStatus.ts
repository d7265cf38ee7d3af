import * as vscode from 'vscode';
import type { Studies } from '../studies.js';
import type { Filter } from './filter.js';
import type { Reading } from './reading.js';

/** The status bar: whether marks are hidden, and what is filtered away, so that nobody misses passages unawares. */
export class SeeingStatus implements vscode.Disposable {
  readonly #studies: Studies;
  readonly #filter: Filter;
  readonly #reading: Reading;
  readonly #readingItem = item('qualdown.reading', vscode.l10n.t('Qualdown: reading mode'), 89);
  readonly #filterItem = item('qualdown.filter', vscode.l10n.t('Qualdown: filter of passages'), 88);
  readonly #subscriptions: vscode.Disposable[];

  constructor(studies: Studies, filter: Filter, reading: Reading) {
    this.#studies = studies;
    this.#filter = filter;
    this.#reading = reading;
    this.#readingItem.command = 'qualdown.toggleReading';
    this.#filterItem.command = 'qualdown.filterShown';
    this.#filterItem.backgroundColor = new vscode.ThemeColor('statusBarItem.warningBackground');
    const show = (): void => this.#show();
    this.#subscriptions = [
      studies.onDidChange(show),
      filter.onDidChange(show),
      reading.onDidChange(show),
      vscode.window.onDidChangeActiveTextEditor(show),
    ];
  }

  #show(): void {
    const editor = vscode.window.activeTextEditor;
    const inStudy = editor?.document.languageId === 'markdown' && this.#studies.of(editor.document.uri);
    if (editor && inStudy) this.#showReading(this.#reading.isOn(editor));
    else this.#readingItem.hide();
    if (this.#filter.isOn) this.#showFilter();
    else this.#filterItem.hide();
  }

  #showReading(on: boolean): void {
    const bar = this.#readingItem;
    bar.text = on ? `$(book) ${vscode.l10n.t('Reading')}` : '$(book)';
    bar.tooltip = on
      ? vscode.l10n.t('Marks are hidden but in the cursor’s line. Click to show them.')
      : vscode.l10n.t('Reading mode: hide the marks, show names.');
    bar.accessibilityInformation = {
      label: on ? vscode.l10n.t('Reading mode is on') : vscode.l10n.t('Reading mode is off'),
      role: 'button',
    };
    bar.show();
  }

  #showFilter(): void {
    const { codes, families, coders } = this.#filter.shown;
    const names = [
      ...families,
      ...codes,
      ...Array.from(coders, (coder) => coder ?? vscode.l10n.t('not signed')),
    ];
    const bar = this.#filterItem;
    const few = names.length > 2 ? `${names.slice(0, 2).join(', ')} +${names.length - 2}` : names.join(', ');
    bar.text = `$(filter-filled) ${few}`;
    const clear = `[${vscode.l10n.t('Show all passages')}](command:qualdown.clearFilter)`;
    const tooltip = new vscode.MarkdownString(
      `${vscode.l10n.t('Only passages of these are shown:')} ${names.map((name) => `\`${name}\``).join(', ')}\n\n${clear}`,
    );
    tooltip.isTrusted = { enabledCommands: ['qualdown.clearFilter'] };
    bar.tooltip = tooltip;
    bar.accessibilityInformation = {
      label: vscode.l10n.t('Only passages of {0} are shown', names.join(', ')),
      role: 'button',
    };
    bar.show();
  }

  dispose(): void {
    for (const one of [this.#readingItem, this.#filterItem, ...this.#subscriptions]) one.dispose();
  }
}

function item(id: string, name: string, priority: number): vscode.StatusBarItem {
  const made = vscode.window.createStatusBarItem(id, vscode.StatusBarAlignment.Right, priority);
  made.name = name;
  return made;
}
