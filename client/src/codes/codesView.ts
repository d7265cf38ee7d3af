import * as vscode from 'vscode';
import { type CodeNode, requests, type StudySummary } from '../../../server/src/protocol.js';
import type { Server } from '../server.js';
import { Source } from '../source.js';
import { setContext, type Studies } from '../studies.js';
import { swatch } from '../swatch.js';
import { documents, number, passages } from '../texts.js';
import { CodesDrag } from './drag.js';
import { matching } from './filter.js';

/** In a codebook up to this many codes the whole tree stands open. */
const small = 60;
const openKey = 'qualdown.codes.open';

/** A study's codes, and of the study what is shown of it. */
interface StudyCodes {
  readonly study: string;
  readonly name: string;
  readonly size: number;
  readonly codes: readonly CodeNode[];
}

export type CodeEntry =
  | ({ readonly kind: 'study' } & StudyCodes)
  | { readonly kind: 'code'; readonly study: string; readonly code: CodeNode; readonly shown: Shown };

/** How the tree is drawn: what stands open, and whether only some codes are shown. */
interface Shown {
  readonly filtered: boolean;
  isOpen(id: string): boolean;
}

/** The codebook as a tree, with a swatch and the counts of each code. A click lists the passages. */
export class CodesView implements vscode.TreeDataProvider<CodeEntry>, vscode.Disposable {
  readonly #server: Server;
  readonly #source: Source<StudyCodes[]>;
  readonly #view: vscode.TreeView<CodeEntry>;
  readonly onDidChangeTreeData: vscode.Event<void>;

  readonly #studies: Studies;
  readonly #memory: vscode.Memento;
  readonly #listeners: vscode.Disposable[];
  #filter = '';
  /** Counts of the active document alone. */
  #ofDocument = false;

  constructor(server: Server, studies: Studies, memory: vscode.Memento) {
    this.#server = server;
    this.#studies = studies;
    this.#memory = memory;
    this.#source = new Source(studies, () => Promise.all(studies.list.map((study) => this.#load(study))));
    this.onDidChangeTreeData = this.#source.onDidChange;
    this.#view = vscode.window.createTreeView('qualdown.codes', {
      treeDataProvider: this,
      showCollapseAll: true,
      canSelectMany: true,
      dragAndDropController: new CodesDrag(server),
    });
    this.#source.visible = () => this.#view.visible;
    this.#listeners = [
      this.#view.onDidExpandElement(({ element }) => this.#remember(element, true)),
      this.#view.onDidCollapseElement(({ element }) => this.#remember(element, false)),
      vscode.window.onDidChangeActiveTextEditor(() => {
        if (this.#ofDocument) this.#source.reset();
      }),
    ];
  }

  get selection(): readonly CodeEntry[] {
    return this.#view.selection;
  }

  get filter(): string {
    return this.#filter;
  }

  /** Shows only codes that have a text in their name, id, an alias or brief. */
  set filter(text: string) {
    if (text.trim() === this.#filter) return;
    this.#filter = text.trim();
    void setContext('codesFiltered', this.#filter !== '');
    this.#source.reset();
  }

  /** Counts of the active document alone, or of the study. */
  set ofDocument(on: boolean) {
    this.#ofDocument = on;
    void setContext('codesOfDocument', on);
    this.#source.reset();
  }

  async #load(study: StudySummary): Promise<StudyCodes> {
    const document = this.#ofDocument ? this.#activeIn(study) : undefined;
    const codes = document
      ? await this.#server.request(requests.codes, { study: study.uri, document: document.toString() })
      : await this.#studies.codes(study);
    return { study: study.uri, name: study.name, size: study.codes, codes };
  }

  #activeIn(study: StudySummary): vscode.Uri | undefined {
    const uri = vscode.window.activeTextEditor?.document.uri;
    return uri && this.#studies.of(uri)?.uri === study.uri ? uri : undefined;
  }

  /** What is left open or closed stays so, in the next session too. */
  #remember(entry: CodeEntry, open: boolean): void {
    if (entry.kind !== 'code' || entry.shown.filtered) return;
    const all = this.#memory.get<Record<string, boolean>>(openKey, {});
    void this.#memory.update(openKey, { ...all, [`${entry.study}#${entry.code.id}`]: open });
  }

  async getChildren(entry?: CodeEntry): Promise<CodeEntry[]> {
    if (entry?.kind === 'code') return entry.code.children.map((code) => ({ ...entry, code }));
    if (entry) return this.#codesOf(entry);
    const [only, ...more] = await this.#source.get();
    this.#explain();
    if (!only) return [];
    return more.length === 0
      ? this.#codesOf(only)
      : [only, ...more].map((study) => ({ kind: 'study', ...study }));
  }

  #codesOf({ study, size, codes }: StudyCodes): CodeEntry[] {
    const left = this.#memory.get<Record<string, boolean>>(openKey, {});
    const filtered = this.#filter !== '';
    const isOpen = (id: string): boolean => filtered || (left[`${study}#${id}`] ?? size <= small);
    const some = filtered ? matching(codes, this.#filter) : codes;
    return some.map((code) => ({ kind: 'code', study, code, shown: { filtered, isOpen } }));
  }

  /** Says what is shown where that is not everything. */
  #explain(): void {
    const uri = vscode.window.activeTextEditor?.document.uri;
    const name = uri && this.#studies.of(uri) ? uri.path.split('/').at(-1)! : undefined;
    const counts = !this.#ofDocument
      ? undefined
      : name === undefined
        ? vscode.l10n.t('no document is open: counts of the study')
        : vscode.l10n.t('counts of {0}', name);
    const filter = this.#filter === '' ? undefined : vscode.l10n.t('filter: {0}', this.#filter);
    this.#view.description = [counts, filter].filter((part) => part !== undefined).join(' · ');
  }

  getTreeItem(entry: CodeEntry): vscode.TreeItem {
    return entry.kind === 'study' ? studyItem(entry.study, entry.name) : codeItem(entry);
  }

  /** The meaning of a code, as everywhere: from the server's hover over the codebook. Asked when pointed at. */
  async resolveTreeItem(
    item: vscode.TreeItem,
    entry: CodeEntry,
    token: vscode.CancellationToken,
  ): Promise<vscode.TreeItem> {
    if (entry.kind === 'study') return item;
    item.tooltip = (await this.#meaning(entry.code, token)) ?? countsText(entry.code);
    return item;
  }

  async #meaning(
    { location }: CodeNode,
    token: vscode.CancellationToken,
  ): Promise<vscode.MarkdownString | undefined> {
    if (!location) return undefined;
    const { line, character } = location.range.start;
    const at = new vscode.Position(line, character);
    const hover = await this.#server.hover(vscode.Uri.parse(location.uri), at, token).catch(() => undefined);
    return hover?.contents[0] as vscode.MarkdownString | undefined;
  }

  dispose(): void {
    for (const listener of this.#listeners) listener.dispose();
    this.#view.dispose();
    this.#source.dispose();
  }
}

/** A study among several: the level above all else in a view. */
export function studyItem(study: string, name: string): vscode.TreeItem {
  const item = new vscode.TreeItem(name, vscode.TreeItemCollapsibleState.Expanded);
  item.id = study;
  item.iconPath = new vscode.ThemeIcon('library');
  item.contextValue = 'study';
  return item;
}

function codeItem({ study, code, shown }: CodeEntry & { kind: 'code' }): vscode.TreeItem {
  const item = new vscode.TreeItem(code.name, stateOf(code, shown.isOpen(code.id)));
  // Under a filter everything stands open, which is not to be remembered of the codes themselves.
  item.id = `${study}#${code.id}${shown.filtered ? '?' : ''}`;
  item.iconPath = swatch(code.color, { round: code.children.length > 0 });
  item.description = [number(code.total), ...standing(code)].join(' · ');
  item.contextValue = contextOf(code);
  item.accessibilityInformation = { label: [code.name, countsText(code), ...standing(code)].join(', ') };
  item.command = {
    command: 'qualdown.showPassages',
    title: vscode.l10n.t('Show passages'),
    arguments: [{ study, code: code.id }],
  };
  return item;
}

function stateOf(code: CodeNode, open: boolean): vscode.TreeItemCollapsibleState {
  if (code.children.length === 0) return vscode.TreeItemCollapsibleState.None;
  return open ? vscode.TreeItemCollapsibleState.Expanded : vscode.TreeItemCollapsibleState.Collapsed;
}

/** `code`, `code-retired`, with `-unused` where it has no passage, or `unknown-code`. */
function contextOf(code: CodeNode): string {
  if (!code.location) return 'unknown-code';
  return ['code', code.status === 'retired' && 'retired', code.total === 0 && 'unused']
    .filter(Boolean)
    .join('-');
}

function standing({ unknown, status, codable }: CodeNode): string[] {
  if (unknown) return [vscode.l10n.t('not in the codebook')];
  if (status === 'retired') return [vscode.l10n.t('retired')];
  return codable ? [] : [vscode.l10n.t('for grouping')];
}

const countsText = (code: CodeNode): string =>
  vscode.l10n.t('{0} in {1}', passages(code.total), documents(code.documents));
