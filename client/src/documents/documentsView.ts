import * as vscode from 'vscode';
import { requests, type DocumentSummary } from '../../../server/src/protocol.js';
import { studyItem } from '../codes/codesView.js';
import { groupByCase } from '../groups.js';
import type { Server } from '../server.js';
import { Source } from '../source.js';
import type { Studies } from '../studies.js';
import {
  caseText,
  codingIcon,
  codingText,
  documents as documentsText,
  passages,
  shortWords,
  words,
} from '../texts.js';

type Value = DocumentSummary['attributes'][string];

/** A study's documents, and of the study what is shown of it. */
interface StudyDocuments {
  readonly study: string;
  readonly name: string;
  readonly compareBy: string;
  readonly documents: readonly DocumentSummary[];
}

export type DocumentEntry =
  | ({ readonly kind: 'study' } & StudyDocuments)
  | {
      readonly kind: 'case';
      readonly study: string;
      readonly value: string;
      readonly documents: readonly DocumentSummary[];
    }
  | { readonly kind: 'document'; readonly document: DocumentSummary }
  | { readonly kind: 'attribute'; readonly name: string; readonly value: Value };

/** The documents by case: how far each is coded, its counted words, and its attributes below it. */
export class DocumentsView implements vscode.TreeDataProvider<DocumentEntry>, vscode.Disposable {
  readonly #source: Source<StudyDocuments[]>;
  readonly #view: vscode.TreeView<DocumentEntry>;
  readonly onDidChangeTreeData: vscode.Event<void>;

  constructor(server: Server, studies: Studies) {
    this.#source = new Source(studies, () =>
      Promise.all(
        studies.list.map(async ({ uri, name, compareBy }) => ({
          study: uri,
          name,
          compareBy,
          documents: await server.request(requests.documents, { study: uri }),
        })),
      ),
    );
    this.onDidChangeTreeData = this.#source.onDidChange;
    this.#view = vscode.window.createTreeView('qualdown.documents', {
      treeDataProvider: this,
      showCollapseAll: true,
    });
    this.#source.visible = () => this.#view.visible;
  }

  async getChildren(entry?: DocumentEntry): Promise<DocumentEntry[]> {
    switch (entry?.kind) {
      case undefined: {
        const [only, ...more] = await this.#source.get();
        if (!only) return [];
        return more.length === 0
          ? casesOf(only)
          : [only, ...more].map((study) => ({ kind: 'study', ...study }));
      }
      case 'study':
        return casesOf(entry);
      case 'case':
        return entry.documents.map((document) => ({ kind: 'document', document }));
      case 'document':
        return Object.entries(entry.document.attributes).map(([name, value]) => ({
          kind: 'attribute',
          name,
          value,
        }));
      case 'attribute':
        return [];
    }
  }

  getTreeItem(entry: DocumentEntry): vscode.TreeItem {
    switch (entry.kind) {
      case 'study':
        return studyItem(entry.study, entry.name);
      case 'case':
        return caseItem(entry);
      case 'document':
        return documentItem(entry.document);
      case 'attribute': {
        const item = new vscode.TreeItem(entry.name);
        item.description = valueText(entry.value);
        return item;
      }
    }
  }

  dispose(): void {
    this.#view.dispose();
    this.#source.dispose();
  }
}

function casesOf({ study, compareBy, documents }: StudyDocuments): DocumentEntry[] {
  return groupByCase(documents).map(([value, inCase]) => ({
    kind: 'case',
    study,
    value: caseText(value, compareBy),
    documents: inCase,
  }));
}

function caseItem({ study, value, documents }: DocumentEntry & { kind: 'case' }): vscode.TreeItem {
  const item = new vscode.TreeItem(value, vscode.TreeItemCollapsibleState.Expanded);
  item.id = `${study}#${value}`;
  const open = documents.filter(({ coding }) => coding !== 'done').length;
  item.description =
    open === 0
      ? documentsText(documents.length)
      : vscode.l10n.t('{0}, {1} not done', documentsText(documents.length), open);
  return item;
}

function documentItem(document: DocumentSummary): vscode.TreeItem {
  const name = document.file.split('/').at(-1)!.replace(/\.md$/i, '');
  const item = new vscode.TreeItem(name, vscode.TreeItemCollapsibleState.Collapsed);
  item.id = document.uri;
  item.iconPath = new vscode.ThemeIcon(codingIcon[document.coding]);
  item.description = [shortWords(document.words), ...(document.title === null ? [] : [document.title])].join(
    ' · ',
  );
  item.contextValue = `document-${document.coding}`;
  item.tooltip = tooltip(document);
  item.accessibilityInformation = {
    label: [
      name,
      codingText(document.coding),
      words(document.words),
      passages(document.segments),
      ...(document.title === null ? [] : [document.title]),
    ].join(', '),
  };
  item.command = {
    command: 'vscode.open',
    title: vscode.l10n.t('Open'),
    arguments: [vscode.Uri.parse(document.uri)],
  };
  return item;
}

function tooltip(document: DocumentSummary): vscode.MarkdownString {
  const coding = document.codingStated
    ? codingText(document.coding)
    : vscode.l10n.t('{0} (not stated in the document)', codingText(document.coding));
  const people = document.participants.length > 0 ? [document.participants.join(', ')] : [];
  const figures = [coding, words(document.words), passages(document.segments), ...people];
  const lines = [...(document.title === null ? [] : [document.title]), document.file, figures.join(' · ')];
  const text = new vscode.MarkdownString();
  for (const line of lines) text.appendText(line).appendMarkdown('\n\n');
  return text;
}

function valueText(value: Value): string {
  if (Array.isArray(value)) return value.map(String).join(', ');
  return value === null ? '' : String(value);
}
