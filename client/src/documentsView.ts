import * as vscode from 'vscode';
import { requests, type DocumentSummary, type StudySummary } from '../../server/src/protocol.js';
import { studyItem } from './codesView.js';
import { groupBy } from './groups.js';
import type { Server } from './server.js';
import type { Studies } from './studies.js';
import {
  caseText,
  codingIcon,
  codingText,
  documents as documentsText,
  passages,
  shortWords,
  words,
} from './texts.js';

type Value = DocumentSummary['attributes'][string];

export type DocumentEntry =
  | { readonly kind: 'study'; readonly study: StudySummary }
  | {
      readonly kind: 'case';
      readonly study: StudySummary;
      readonly value: string;
      readonly documents: readonly DocumentSummary[];
    }
  | { readonly kind: 'document'; readonly document: DocumentSummary }
  | { readonly kind: 'attribute'; readonly name: string; readonly value: Value };

/** The documents by case: how far each is coded, its counted words, and its attributes below it. */
export class DocumentsView implements vscode.TreeDataProvider<DocumentEntry> {
  readonly #server: Server;
  readonly #studies: Studies;
  readonly onDidChangeTreeData: vscode.Event<void>;

  constructor(server: Server, studies: Studies) {
    this.#server = server;
    this.#studies = studies;
    this.onDidChangeTreeData = studies.onDidChange;
  }

  async getChildren(entry?: DocumentEntry): Promise<DocumentEntry[]> {
    switch (entry?.kind) {
      case undefined: {
        const [only, ...more] = this.#studies.list;
        if (only && more.length === 0) return this.#cases(only);
        return this.#studies.list.map((study) => ({ kind: 'study', study }));
      }
      case 'study':
        return this.#cases(entry.study);
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

  async #cases(study: StudySummary): Promise<DocumentEntry[]> {
    const all = await this.#server.request(requests.documents, { study: study.uri });
    const cases = [...groupBy(all, (document) => document.case)];
    // Documents without the attribute come last: they are what is still to be filled in.
    cases.sort(([a], [b]) => Number(a === null) - Number(b === null) || (a ?? '').localeCompare(b ?? ''));
    return cases.map(([value, documents]) => ({
      kind: 'case',
      study,
      value: caseText(value, study.compareBy),
      documents,
    }));
  }

  getTreeItem(entry: DocumentEntry): vscode.TreeItem {
    switch (entry.kind) {
      case 'study':
        return studyItem(entry.study);
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
}

function caseItem({ study, value, documents }: DocumentEntry & { kind: 'case' }): vscode.TreeItem {
  const item = new vscode.TreeItem(value, vscode.TreeItemCollapsibleState.Expanded);
  item.id = `${study.uri}#${value}`;
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
    label: [name, codingText(document.coding), words(document.words), passages(document.segments)].join(', '),
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
