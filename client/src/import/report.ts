import { posix } from 'node:path';
import * as vscode from 'vscode';
import type { ImportResult } from '../../../server/src/protocol.js';
import { documents } from '../texts.js';

const scheme = 'qualdown-import';

/** The report of the last import: a page to read, which is no file and asks for no saving. */
export class ImportReport implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly uri = vscode.Uri.from({ scheme, path: '/Import.md' });
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #registration = vscode.workspace.registerTextDocumentContentProvider(scheme, this);
  #text = '';
  readonly onDidChange = this.#changed.event;

  provideTextDocumentContent(): string {
    return this.#text;
  }

  async show(result: ImportResult): Promise<void> {
    this.#text = reportOf(result);
    this.#changed.fire(this.uri);
    const document = await vscode.workspace.openTextDocument(this.uri);
    await vscode.window.showTextDocument(document, {
      preview: false,
      preserveFocus: true,
      viewColumn: vscode.ViewColumn.Beside,
    });
  }

  dispose(): void {
    this.#registration.dispose();
    this.#changed.dispose();
  }
}

/** `2 documents imported, 1 not read`. */
export function sumOf({ imported, skipped, failed }: ImportResult): string {
  return [
    vscode.l10n.t('{0} imported', documents(imported)),
    ...(skipped > 0 ? [vscode.l10n.t('{0} left alone', skipped)] : []),
    ...(failed > 0 ? [vscode.l10n.t('{0} not read', failed)] : []),
  ].join(', ');
}

function unusedOf({ unused }: ImportResult): string[] {
  return unused.map((name) => `- ${vscode.l10n.t('“{0}” was named and is in none of these files.', name)}`);
}

function reportOf(result: ImportResult): string {
  const lines = result.documents.map(({ source, file, message, turns, words, notes }) => {
    const name = posix.basename(vscode.Uri.parse(source).path);
    const what =
      message === null
        ? vscode.l10n.t('{0}: {1}, {2} turns, {3} counted words', name, file ?? '', turns, words)
        : `${name} ${message}.`;
    return [`- ${what}`, ...notes.map((note) => `  - ${note}`)].join('\n');
  });
  return [
    `# ${vscode.l10n.t('Import')}`,
    '',
    `${sumOf(result)}.`,
    '',
    ...lines,
    ...unusedOf(result),
    '',
  ].join('\n');
}
