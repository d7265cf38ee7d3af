import * as vscode from 'vscode';
import type { CodeNode } from '../../../server/src/protocol.js';
import type { Server } from '../server.js';
import { Source } from '../source.js';
import type { Studies } from '../studies.js';
import { swatch } from '../swatch.js';
import { documents, number, passages } from '../texts.js';

/** In a codebook up to this many codes the whole tree stands open. */
const small = 60;

/** A study's codes, and of the study what is shown of it. */
interface StudyCodes {
  readonly study: string;
  readonly name: string;
  readonly size: number;
  readonly codes: readonly CodeNode[];
}

export type CodeEntry =
  | ({ readonly kind: 'study' } & StudyCodes)
  | { readonly kind: 'code'; readonly study: string; readonly code: CodeNode; readonly open: boolean };

/** The codebook as a tree, with a swatch and the counts of each code. A click lists the passages. */
export class CodesView implements vscode.TreeDataProvider<CodeEntry>, vscode.Disposable {
  readonly #server: Server;
  readonly #source: Source<StudyCodes[]>;
  readonly #view: vscode.TreeView<CodeEntry>;
  readonly onDidChangeTreeData: vscode.Event<void>;

  constructor(server: Server, studies: Studies) {
    this.#server = server;
    this.#source = new Source(studies, () =>
      Promise.all(
        studies.list.map(async (study) => ({
          study: study.uri,
          name: study.name,
          size: study.codes,
          codes: await studies.codes(study),
        })),
      ),
    );
    this.onDidChangeTreeData = this.#source.onDidChange;
    this.#view = vscode.window.createTreeView('qualdown.codes', {
      treeDataProvider: this,
      showCollapseAll: true,
    });
    this.#source.visible = () => this.#view.visible;
  }

  async getChildren(entry?: CodeEntry): Promise<CodeEntry[]> {
    if (entry?.kind === 'code') return entry.code.children.map((code) => ({ ...entry, code }));
    if (entry) return codesOf(entry);
    const [only, ...more] = await this.#source.get();
    if (!only) return [];
    return more.length === 0 ? codesOf(only) : [only, ...more].map((study) => ({ kind: 'study', ...study }));
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
    this.#view.dispose();
    this.#source.dispose();
  }
}

function codesOf({ study, size, codes }: StudyCodes): CodeEntry[] {
  return codes.map((code) => ({ kind: 'code', study, code, open: size <= small }));
}

/** A study among several: the level above all else in a view. */
export function studyItem(study: string, name: string): vscode.TreeItem {
  const item = new vscode.TreeItem(name, vscode.TreeItemCollapsibleState.Expanded);
  item.id = study;
  item.iconPath = new vscode.ThemeIcon('library');
  item.contextValue = 'study';
  return item;
}

function codeItem({ study, code, open }: CodeEntry & { kind: 'code' }): vscode.TreeItem {
  const item = new vscode.TreeItem(code.name, stateOf(code, open));
  item.id = `${study}#${code.id}`;
  item.iconPath = swatch(code.color, { round: code.children.length > 0 });
  item.description = [number(code.total), ...standing(code)].join(' · ');
  item.contextValue = code.location ? 'code' : 'unknown-code';
  item.accessibilityInformation = { label: `${code.name}, ${countsText(code)}` };
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

function standing({ unknown, status, codable }: CodeNode): string[] {
  if (unknown) return [vscode.l10n.t('not in the codebook')];
  if (status === 'retired') return [vscode.l10n.t('retired')];
  return codable ? [] : [vscode.l10n.t('for grouping')];
}

const countsText = (code: CodeNode): string =>
  vscode.l10n.t('{0} in {1}', passages(code.total), documents(code.documents));
