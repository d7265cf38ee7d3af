import * as vscode from 'vscode';
import type { Coding } from '../../../server/src/protocol.js';
import type { Parts } from '../parts.js';
import { AttributeGrid } from './attributeGrid.js';
import { askCoding, setCoding } from './coding.js';
import { DocumentsView, type DocumentEntry } from './documentsView.js';

/** The documents, their attributes, and how far each is coded. */
export function registerDocuments({ context, server, studies, command }: Parts): {
  readonly documents: DocumentsView;
  readonly grid: AttributeGrid;
} {
  const view = new DocumentsView(server, studies);
  const grid = new AttributeGrid(context.extensionUri, server, studies);
  context.subscriptions.push(view, grid);
  command('editAttributes', () => grid.open());
  command('importAttributes', (file?: vscode.Uri) => grid.importTable(file));
  command('exportAttributes', (file?: vscode.Uri) => grid.exportTable(file));
  command('setCoding', () => askCoding(server));
  const codingCommand = (name: string, coding: Coding): void =>
    command(name, (entry?: DocumentEntry & { kind: 'document' }) => {
      // From the view the document that was clicked, from the palette the active one.
      const active = vscode.window.activeTextEditor?.document.uri;
      const uri = entry ? vscode.Uri.parse(entry.document.uri) : active;
      return uri ? setCoding(server, uri, coding) : false;
    });
  codingCommand('markNone', 'none');
  codingCommand('markPartial', 'partial');
  codingCommand('markDone', 'done');
  return { documents: view, grid };
}
