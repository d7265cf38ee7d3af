import * as vscode from 'vscode';
import { type LostDocument, type LostItem, type LostList, requests } from '../../../server/src/protocol.js';
import type { Server } from '../server.js';
import { Source } from '../source.js';
import type { Studies } from '../studies.js';
import { swatch } from '../swatch.js';

export type LostEntry =
  | { readonly kind: 'document'; readonly study: string; readonly document: LostDocument }
  | {
      readonly kind: 'coding';
      readonly study: string;
      readonly document: LostDocument;
      readonly coding: LostItem;
    };

/** Codings that documents had and have no more, each with its text and a way back. */
export class LostView implements vscode.TreeDataProvider<LostEntry>, vscode.Disposable {
  readonly #source: Source<{ study: string; list: LostList }[]>;
  readonly #view: vscode.TreeView<LostEntry>;
  readonly onDidChangeTreeData: vscode.Event<void>;

  constructor(server: Server, studies: Studies) {
    this.#source = new Source(studies, () =>
      Promise.all(
        studies.list.map(async ({ uri }) => ({
          study: uri,
          list: await server.request(requests.lost, { study: uri }),
        })),
      ),
    );
    this.onDidChangeTreeData = this.#source.onDidChange;
    this.#view = vscode.window.createTreeView('qualdown.lost', {
      treeDataProvider: this,
      showCollapseAll: true,
    });
    this.#source.visible = () => this.#view.visible;
  }

  async show(): Promise<void> {
    await vscode.commands.executeCommand('setContext', 'qualdown.lostShown', true);
    this.#source.reset();
    await vscode.commands.executeCommand('qualdown.lost.focus');
  }

  refresh(): void {
    this.#source.reset();
  }

  async getChildren(entry?: LostEntry): Promise<LostEntry[]> {
    if (entry?.kind === 'coding') return [];
    if (entry) {
      const { study, document } = entry;
      return document.codings.map((coding) => ({ kind: 'coding', study, document, coding }));
    }
    const lists = await this.#source.get();
    const entries = lists.flatMap(({ study, list }) =>
      list.documents.map((document): LostEntry => ({ kind: 'document', study, document })),
    );
    const since = lists.every(({ list }) => list.since === 'commit')
      ? vscode.l10n.t('since the last commit')
      : vscode.l10n.t('since the documents were opened');
    this.#view.description = since;
    this.#view.message = entries.length === 0 ? vscode.l10n.t('No coding was lost {0}.', since) : '';
    return entries;
  }

  getTreeItem(entry: LostEntry): vscode.TreeItem {
    return entry.kind === 'document'
      ? documentItem(entry.document)
      : codingItem(entry.document, entry.coding);
  }

  dispose(): void {
    this.#view.dispose();
    this.#source.dispose();
  }
}

function documentItem({ file, codings, deleted }: LostDocument): vscode.TreeItem {
  const item = new vscode.TreeItem(file, vscode.TreeItemCollapsibleState.Expanded);
  item.description = deleted
    ? vscode.l10n.t('{0}; the document was deleted', codings.length)
    : String(codings.length);
  item.iconPath = new vscode.ThemeIcon(deleted ? 'trash' : 'file');
  item.contextValue = deleted ? 'deleted' : 'document';
  return item;
}

function codingItem({ uri }: LostDocument, coding: LostItem): vscode.TreeItem {
  const item = new vscode.TreeItem(coding.text.replace(/\s+/g, ' '));
  const why = reasonOf(coding);
  item.description = [coding.name, why, coding.coder].filter(Boolean).join(' · ');
  item.iconPath = swatch(coding.color);
  item.tooltip = new vscode.MarkdownString().appendText(
    `${coding.name} (${coding.code})\n\n${coding.text}\n\n${why}`,
  );
  item.contextValue = 'coding';
  item.accessibilityInformation = { label: [coding.name, why, coding.text].join(', ') };
  if (coding.range) {
    const { start, end } = coding.range;
    const selection = new vscode.Range(start.line, start.character, end.line, end.character);
    item.command = {
      command: 'vscode.open',
      title: vscode.l10n.t('Open where it stood'),
      arguments: [vscode.Uri.parse(uri), { selection, preview: true }],
    };
  }
  return item;
}

function reasonOf({ how, by, onPurpose }: LostItem): string {
  if (how === 'deleted') return vscode.l10n.t('deleted with its text');
  if (how === 'recoded') return vscode.l10n.t('coded “{0}” instead', by ?? '');
  return onPurpose
    ? vscode.l10n.t('code taken off by a command')
    : vscode.l10n.t('code gone, text still there');
}
