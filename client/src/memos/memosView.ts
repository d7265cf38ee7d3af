import * as vscode from 'vscode';
import { requests, type MemoSummary, type PassageMemo } from '../../../server/src/protocol.js';
import { studyItem } from '../codes/codesView.js';
import type { Server } from '../server.js';
import { Source } from '../source.js';
import type { Studies } from '../studies.js';
import { memos as memosText } from '../texts.js';

/** How memos are put together: by their kind, or by what they are about. */
export type Grouping = 'kind' | 'about';

interface StudyMemos {
  readonly study: string;
  readonly name: string;
  readonly memos: readonly MemoSummary[];
  readonly passages: readonly PassageMemo[];
}
export type MemoNode =
  | ({ readonly kind: 'study' } & StudyMemos)
  | {
      readonly kind: 'group';
      readonly id: string;
      readonly label: string;
      readonly nodes: readonly MemoNode[];
    }
  | { readonly kind: 'memo'; readonly memo: MemoSummary }
  | { readonly kind: 'comment'; readonly comment: PassageMemo };

/** Memos of their own and comments on passages. */
export class MemosView implements vscode.TreeDataProvider<MemoNode>, vscode.Disposable {
  readonly #source: Source<StudyMemos[]>;
  readonly #view: vscode.TreeView<MemoNode>;
  #grouping: Grouping = 'kind';
  readonly onDidChangeTreeData: vscode.Event<void>;

  constructor(server: Server, studies: Studies) {
    this.#source = new Source(studies, () =>
      Promise.all(
        studies.list.map(async ({ uri: study, name }) => {
          const [memos, passages] = await Promise.all([
            server.request(requests.memos, { study }),
            server.request(requests.passageMemos, { study }),
          ]);
          return { study, name, memos, passages };
        }),
      ),
    );
    this.onDidChangeTreeData = this.#source.onDidChange;
    this.#view = vscode.window.createTreeView('qualdown.memos', {
      treeDataProvider: this,
      showCollapseAll: true,
    });
    this.#source.visible = () => this.#view.visible;
  }

  group(by: Grouping): void {
    this.#grouping = by;
    this.#source.reset();
  }

  async getChildren(node?: MemoNode): Promise<MemoNode[]> {
    if (!node) {
      const all = (await this.#source.get()).filter(
        ({ memos, passages }) => memos.length + passages.length > 0,
      );
      const [only, ...more] = all;
      if (!only) return [];
      return more.length === 0 ? this.#groups(only) : all.map((study) => ({ kind: 'study', ...study }));
    }
    if (node.kind === 'study') return this.#groups(node);
    return node.kind === 'group' ? [...node.nodes] : [];
  }

  #groups({ study, memos, passages }: StudyMemos): MemoNode[] {
    const groups = new Map<string, MemoNode[]>();
    for (const memo of memos) {
      for (const label of this.#labelsOf(memo)) {
        groups.set(label, [...(groups.get(label) ?? []), { kind: 'memo', memo }]);
      }
    }
    const sorted = [...groups].sort(([a], [b]) => a.localeCompare(b));
    const nodes = sorted.map(([label, all]): MemoNode => ({
      kind: 'group',
      id: `${study}#${label}`,
      label,
      nodes: all,
    }));
    if (passages.length === 0) return nodes;
    const comments = passages.map((comment): MemoNode => ({ kind: 'comment', comment }));
    const label = vscode.l10n.t('On passages');
    return [...nodes, { kind: 'group', id: `${study}# passages`, label, nodes: comments }];
  }

  #labelsOf({ kind, about }: MemoSummary): string[] {
    if (this.#grouping === 'kind') return [kind ?? vscode.l10n.t('Memos without a kind')];
    const names = about.map(({ name }) => name);
    return names.length > 0 ? [...new Set(names)] : [vscode.l10n.t('About the study')];
  }

  getTreeItem(node: MemoNode): vscode.TreeItem {
    switch (node.kind) {
      case 'study':
        return studyItem(node.study, node.name);
      case 'group': {
        const item = new vscode.TreeItem(node.label, vscode.TreeItemCollapsibleState.Expanded);
        item.id = node.id;
        item.description = String(node.nodes.length);
        item.accessibilityInformation = { label: `${node.label}, ${memosText(node.nodes.length)}` };
        return item;
      }
      case 'memo':
        return memoItem(node.memo);
      case 'comment':
        return commentItem(node.comment);
    }
  }

  dispose(): void {
    this.#view.dispose();
    this.#source.dispose();
  }
}

function memoItem(memo: MemoSummary): vscode.TreeItem {
  const { title, about, author, date, excerpt } = memo;
  const item = new vscode.TreeItem(title);
  const names = about.map(({ name }) => name).join(', ');
  item.iconPath = new vscode.ThemeIcon(about.some(({ kind }) => kind === 'missing') ? 'warning' : 'note');
  item.description = names;
  item.contextValue = 'memo';
  item.tooltip = plainTooltip([
    title,
    names,
    [author, date].filter((fact) => fact !== null).join(', '),
    excerpt,
  ]);
  const missing = about.filter(({ kind }) => kind === 'missing').map(({ name }) => name);
  item.accessibilityInformation = {
    label: [
      names === '' ? title : vscode.l10n.t('{0}, about {1}', title, names),
      ...(missing.length > 0 ? [vscode.l10n.t('not found: {0}', missing.join(', '))] : []),
    ].join(', '),
  };
  item.command = {
    command: 'vscode.open',
    title: vscode.l10n.t('Open'),
    arguments: [vscode.Uri.parse(memo.uri)],
  };
  return item;
}

function commentItem({ memo, file, range, text, codes, coder, uri }: PassageMemo): vscode.TreeItem {
  const item = new vscode.TreeItem(memo);
  item.iconPath = new vscode.ThemeIcon('comment');
  item.description = `${file.split('/').at(-1)!}:${range.start.line + 1}`;
  item.contextValue = 'comment';
  const who = [codes.join(', '), ...(coder === null ? [] : [coder])].join(' · ');
  item.tooltip = plainTooltip([memo, who, text, `${file}:${range.start.line + 1}`]);
  item.accessibilityInformation = { label: vscode.l10n.t('{0}, on a passage in {1}', memo, file) };
  const { start, end } = range;
  const selection = new vscode.Range(start.line, start.character, end.line, end.character);
  item.command = {
    command: 'vscode.open',
    title: vscode.l10n.t('Open'),
    arguments: [vscode.Uri.parse(uri), { selection } satisfies vscode.TextDocumentShowOptions],
  };
  return item;
}

function plainTooltip(lines: readonly string[]): vscode.MarkdownString {
  const tooltip = new vscode.MarkdownString();
  for (const line of lines) if (line !== '') tooltip.appendText(line).appendMarkdown('\n\n');
  return tooltip;
}
