import * as vscode from 'vscode';
import type { CodeNode, Passage, PassageCounts } from '../../../server/src/protocol.js';
import { swatch } from '../swatch.js';
import { caseText, documents as documentsText, number, passages as passagesText } from '../texts.js';
import type { Group } from './listing.js';

type DocumentWithout = PassageCounts['without']['documents'][number];

export type PassageEntry =
  | Group
  | { readonly kind: 'passage'; readonly passage: Passage }
  | { readonly kind: 'more'; readonly group: Group; readonly left: number }
  | { readonly kind: 'without-documents'; readonly documents: readonly DocumentWithout[] }
  | { readonly kind: 'without-participants'; readonly participants: readonly string[] }
  | { readonly kind: 'document'; readonly document: DocumentWithout }
  | { readonly kind: 'participant'; readonly participant: string };

/** Groups of more passages than this stand closed at first. */
const large = 100;
const { Collapsed, Expanded } = vscode.TreeItemCollapsibleState;

export function itemOf(
  entry: PassageEntry,
  codes: ReadonlyMap<string, CodeNode>,
  compareBy: string,
): vscode.TreeItem {
  switch (entry.kind) {
    case 'group':
      return groupItem(entry, codes, compareBy);
    case 'passage':
      return passageItem(entry.passage, codes);
    case 'more': {
      const item = new vscode.TreeItem(vscode.l10n.t('Show more'));
      item.description = vscode.l10n.t('{0} more', number(entry.left));
      item.command = { command: 'qualdown.morePassages', title: '', arguments: [entry.group] };
      return item;
    }
    case 'without-documents': {
      const item = new vscode.TreeItem(vscode.l10n.t('Documents without'), Collapsed);
      item.description = String(entry.documents.length);
      item.accessibilityInformation = {
        label: vscode.l10n.t('{0} without such a passage', documentsText(entry.documents.length)),
      };
      return item;
    }
    case 'without-participants': {
      const item = new vscode.TreeItem(vscode.l10n.t('Participants without'), Collapsed);
      item.description = String(entry.participants.length);
      return item;
    }
    case 'document': {
      const uri = vscode.Uri.parse(entry.document.uri);
      const item = new vscode.TreeItem(entry.document.file);
      item.description = caseText(entry.document.case, compareBy);
      item.command = { command: 'vscode.open', title: vscode.l10n.t('Open'), arguments: [uri] };
      return item;
    }
    case 'participant':
      return new vscode.TreeItem(entry.participant);
  }
}

function groupItem(
  { by, value, count }: Group,
  codes: ReadonlyMap<string, CodeNode>,
  compareBy: string,
): vscode.TreeItem {
  const code = by === 'code' ? codes.get(value!) : undefined;
  const label = by === 'case' ? caseText(value, compareBy) : (code?.name ?? value!);
  const item = new vscode.TreeItem(label, count > large ? Collapsed : Expanded);
  item.id = `${by} ${value}`;
  item.description = number(count);
  if (code) item.iconPath = swatch(code.color);
  item.accessibilityInformation = { label: `${label}, ${passagesText(count)}` };
  return item;
}

function passageItem(passage: Passage, codes: ReadonlyMap<string, CodeNode>): vscode.TreeItem {
  const text = passage.text.replace(/\s+/g, ' ').trim();
  const item = new vscode.TreeItem(text);
  item.description = [passage.speaker, passage.file.split('/').at(-1)].filter(Boolean).join(' · ');
  item.contextValue = 'passage';
  const known = passage.codes.flatMap((id) => codes.get(id) ?? []);
  const [first] = known;
  if (first) item.iconPath = swatch(first.color);
  // What the swatch says to those who see it comes last: a list is gone through by its texts.
  const names = known.map(({ name }) => name).join(', ');
  item.accessibilityInformation = {
    label: [text, passage.speaker, passage.file, names].filter(Boolean).join(', '),
  };
  item.command = {
    command: 'qualdown.openPassage',
    title: vscode.l10n.t('Open the passage'),
    arguments: [passage],
  };
  return item;
}
