import * as vscode from 'vscode';
import { requests } from '../../../server/src/protocol.js';
import type { Server } from '../server.js';
import { askNow, changedMeanwhile, paramsOf, snapsToWords, toRange } from './place.js';
import { Tracked } from './tracked.js';

/**
 * What is about to be coded, shown as the editor's selections: what the person has selected, else the sentence at the
 * cursor. It follows changes of the document.
 */
export class Selecting implements vscode.Disposable {
  readonly #tracked: Tracked;
  readonly #before: readonly vscode.Selection[];
  #places: readonly (() => vscode.Range | undefined)[];
  #shown: readonly vscode.Range[] = [];
  /** The only selection lies in a heading, so that its section can be meant. */
  section = false;
  /** The clean text of the only selection. */
  text = '';

  constructor(
    private readonly server: Server,
    readonly editor: vscode.TextEditor,
  ) {
    this.#tracked = new Tracked(editor.document);
    this.#before = editor.selections;
    this.#places = this.#before.map((selection) => this.#tracked.add(selection));
  }

  /** Takes the sentence where nothing is selected. Resolves to why nothing here can be coded, else to nothing. */
  async begin(): Promise<string | undefined> {
    const found = await this.#ask((range) =>
      range.isEmpty ? this.#unitAround(range) : Promise.resolve(range),
    );
    const ranges = found.filter((range) => range !== undefined);
    if (ranges.length === 0) return vscode.l10n.t('There is no text at the cursor that could be coded.');
    this.#show(apart(ranges));
    return this.#look();
  }

  /** Takes the next larger sentence, paragraph or turn around each selection. */
  async grow(): Promise<void> {
    const larger = await this.#ask(async (range) => (await this.#unitAround(range)) ?? range);
    this.#show(apart(larger));
    await this.#look();
  }

  /** Where the selections are now; those whose own text was changed are missing. */
  get ranges(): readonly vscode.Range[] {
    return this.#places.flatMap((place) => place() ?? []);
  }

  /** Each selection, asked for when it is its turn. */
  get places(): readonly (() => vscode.Range | { refused: string })[] {
    return this.#places.map((place) => () => place() ?? { refused: changedMeanwhile() });
  }

  /** Takes back what was selected for the person, where they have not selected something else since. */
  restore(): void {
    const { selections } = this.editor;
    const untouched = selections.every((selection, i) => this.#shown[i]?.isEqual(selection));
    if (untouched && selections.length === this.#shown.length) this.editor.selections = this.#before;
  }

  #ask<T>(about: (range: vscode.Range) => Promise<T>): Promise<T[]> {
    return askNow(this.editor.document, () => Promise.all(this.ranges.map(about)));
  }

  #show(ranges: readonly vscode.Range[]): void {
    const { editor } = this;
    this.#places = ranges.map((range) => this.#tracked.add(range));
    this.#shown = ranges;
    const isSelected = ranges.every((range, i) => editor.selections[i]?.isEqual(range));
    if (isSelected && editor.selections.length === ranges.length) return;
    editor.selections = ranges.map(({ start, end }) => new vscode.Selection(start, end));
  }

  /** Learns what the selections mean; why, when not one of them can be coded. */
  async #look(): Promise<string | undefined> {
    const snap = snapsToWords();
    const targets = await this.#ask((range) =>
      this.server.request(requests.codingTarget, { ...paramsOf(this.editor, range), snap }),
    );
    const usable = targets.flatMap((target) => ('refused' in target ? [] : [target]));
    const only = targets.length === 1 ? usable[0] : undefined;
    this.section = only ? only.section !== null : false;
    this.text = only ? only.text.replace(/\s+/g, ' ').trim() : '';
    return usable.length > 0 ? undefined : targets.find((target) => 'refused' in target)?.refused;
  }

  /** The smallest sentence, paragraph or turn around a place that is larger than it. */
  async #unitAround(range: vscode.Range): Promise<vscode.Range | undefined> {
    // Between paragraphs there is only the whole section, and nobody means that by standing there.
    const { document } = this.editor;
    if (range.isEmpty && document.lineAt(range.start).isEmptyOrWhitespace) return undefined;
    const units = await this.server.request(requests.units, paramsOf(this.editor, range));
    const found = units.map(toRange);
    // A cursor in a speaker's label has no sentence around it, but one that is meant.
    return range.isEmpty ? found[0] : found.find((unit) => unit.contains(range) && !unit.isEqual(range));
  }

  dispose(): void {
    this.#tracked.dispose();
  }
}

/** In the document's order, without those that lie in another: two cursors may stand in one sentence. */
function apart(ranges: readonly vscode.Range[]): vscode.Range[] {
  const sorted = [...ranges].sort((a, b) => a.start.compareTo(b.start) || b.end.compareTo(a.end));
  return sorted.filter((range, i) => !sorted.slice(0, i).some((earlier) => earlier.contains(range)));
}
