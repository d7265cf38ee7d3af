import * as vscode from 'vscode';
import type { AutocodeDocument, AutocodeHit, AutocodeParams } from '../../../server/src/protocol.js';

export type HitEntry =
  | { readonly kind: 'document'; readonly document: AutocodeDocument }
  | { readonly kind: 'hit'; readonly document: AutocodeDocument; readonly hit: AutocodeHit };

type Hit = HitEntry & { kind: 'hit' };

const { Checked, Unchecked } = vscode.TreeItemCheckboxState;

/** What a search found, by document: each hit is accepted or not, and nothing is written until that is applied. */
export class AutocodePreviewView implements vscode.TreeDataProvider<HitEntry>, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #view: vscode.TreeView<HitEntry>;
  #roots: (HitEntry & { kind: 'document' })[] = [];
  #hits = new Map<AutocodeDocument, Hit[]>();
  #accepted = new Set<AutocodeHit>();
  #search: AutocodeParams | undefined;

  constructor() {
    this.#view = vscode.window.createTreeView('qualdown.autocode', {
      treeDataProvider: this,
      manageCheckboxStateManually: true,
      showCollapseAll: true,
    });
    this.#view.onDidChangeCheckboxState(({ items }) => {
      for (const [entry, state] of items) this.accept(entry, state === Checked);
    });
  }

  /** What was searched for; undefined while nothing is shown. */
  get search(): AutocodeParams | undefined {
    return this.#search;
  }

  /** Shows hits, all of them accepted but those that are coded already. */
  async show(search: AutocodeParams, documents: readonly AutocodeDocument[]): Promise<void> {
    this.#search = search;
    this.#roots = documents.map((document) => ({ kind: 'document', document }));
    this.#hits = new Map(
      documents.map((document) => [document, document.hits.map((hit) => ({ kind: 'hit', document, hit }))]),
    );
    this.#accepted = new Set(documents.flatMap(({ hits }) => hits.filter(({ coded }) => !coded)));
    this.#tell();
    await vscode.commands.executeCommand('setContext', 'qualdown.autocodeShown', true);
    await vscode.commands.executeCommand('qualdown.autocode.focus');
  }

  async clear(): Promise<void> {
    this.#search = undefined;
    this.#roots = [];
    this.#hits.clear();
    this.#accepted.clear();
    this.#tell();
    await vscode.commands.executeCommand('setContext', 'qualdown.autocodeShown', false);
  }

  /** Accepts or leaves a hit, all of a document, or (without an entry) all. */
  accept(entry: HitEntry | undefined, accepted: boolean): void {
    const hits =
      entry?.kind === 'hit'
        ? [entry.hit]
        : entry
          ? entry.document.hits
          : this.#roots.flatMap((root) => root.document.hits);
    for (const hit of hits) {
      if (accepted && !hit.coded) this.#accepted.add(hit);
      else this.#accepted.delete(hit);
    }
    this.#tell();
  }

  accepted(): { uri: string; hash: string; starts: AutocodeHit['range']['start'][] }[] {
    return this.#roots
      .map(({ document: { uri, hash, hits } }) => ({
        uri,
        hash,
        starts: hits.filter((hit) => this.#accepted.has(hit)).map(({ range }) => range.start),
      }))
      .filter(({ starts }) => starts.length > 0);
  }

  getChildren(entry?: HitEntry): HitEntry[] {
    if (!entry) return this.#roots;
    return entry.kind === 'document' ? (this.#hits.get(entry.document) ?? []) : [];
  }

  getParent(entry: HitEntry): HitEntry | undefined {
    return entry.kind === 'hit' ? this.#roots.find(({ document }) => document === entry.document) : undefined;
  }

  getTreeItem(entry: HitEntry): vscode.TreeItem {
    return entry.kind === 'document' ? this.#documentItem(entry.document) : this.#hitItem(entry);
  }

  #documentItem(document: AutocodeDocument): vscode.TreeItem {
    const { file, hits, uncounted } = document;
    const open = hits.filter(({ coded }) => !coded);
    const accepted = open.filter((hit) => this.#accepted.has(hit)).length;
    const item = new vscode.TreeItem(file, vscode.TreeItemCollapsibleState.Expanded);
    item.description = [
      vscode.l10n.t('{0} of {1}', accepted, open.length),
      ...(uncounted ? [vscode.l10n.t('says “coding: none”: counts in no table')] : []),
    ].join(' · ');
    item.contextValue = 'document';
    if (open.length > 0) item.checkboxState = accepted === open.length ? Checked : Unchecked;
    item.accessibilityInformation = {
      label: vscode.l10n.t('{0}, {1} of {2} accepted', file, accepted, open.length),
      role: 'checkbox',
    };
    return item;
  }

  #hitItem({ document, hit }: Hit): vscode.TreeItem {
    const { label, highlights } = labelOf(hit);
    const item = new vscode.TreeItem({ label, highlights });
    item.description = [hit.speaker, ...(hit.coded ? [vscode.l10n.t('coded already')] : [])]
      .filter(Boolean)
      .join(' · ');
    item.tooltip = new vscode.MarkdownString().appendText(hit.text);
    item.contextValue = hit.coded ? 'coded' : 'hit';
    const state = this.#accepted.has(hit) ? vscode.l10n.t('accepted') : vscode.l10n.t('not accepted');
    if (hit.coded) item.iconPath = new vscode.ThemeIcon('tag');
    else item.checkboxState = this.#accepted.has(hit) ? Checked : Unchecked;
    item.accessibilityInformation = {
      label: [label, hit.speaker, hit.coded ? vscode.l10n.t('coded already') : state]
        .filter(Boolean)
        .join(', '),
    };
    const { start, end } = hit.range;
    item.command = {
      command: 'vscode.open',
      title: vscode.l10n.t('Open in its place'),
      arguments: [
        vscode.Uri.parse(document.uri),
        {
          selection: new vscode.Range(start.line, start.character, end.line, end.character),
          preserveFocus: true,
          preview: true,
        },
      ],
    };
    return item;
  }

  #tell(): void {
    const all = this.#roots.flatMap(({ document }) => document.hits);
    this.#view.description = this.#search
      ? vscode.l10n.t('{0} of {1}', this.#accepted.size, all.filter(({ coded }) => !coded).length)
      : '';
    this.#view.message = this.#search
      ? vscode.l10n.t(
          '“{0}” → {1}. Tick what is to be coded, then Apply.',
          this.#search.pattern,
          this.#search.code,
        )
      : '';
    this.#changed.fire();
  }

  dispose(): void {
    this.#view.dispose();
    this.#changed.dispose();
  }
}

/** Characters shown before the first place. */
const BEFORE = 30;
const SHOWN = 200;

/** A hit on one line, from a little before its first place on, with its places in bold. */
function labelOf({ text, matches }: AutocodeHit): { label: string; highlights: [number, number][] } {
  const first = matches[0]!.start;
  const from = first > BEFORE * 2 ? Math.max(0, text.lastIndexOf(' ', first - BEFORE) + 1) : 0;
  const lead = from > 0 ? '… ' : '';
  const label = lead + text.slice(from, from + SHOWN).replace(/\s/g, ' ');
  const highlights = matches
    .map(({ start, end }): [number, number] => [
      start - from + lead.length,
      Math.min(end - from + lead.length, label.length),
    ])
    .filter(([start, end]) => start >= 0 && start < end);
  return { label, highlights };
}
