import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import {
  requests,
  type ImportParams,
  type ImportPreviewResult,
  type StudySummary,
} from '../../../server/src/protocol.js';
import type { Server } from '../server.js';
import { pageHtml, pagesOf } from '../webviewPage.js';
import type { FromImportPage, ImportChoices, ToImportPage } from '../webviews/import-messages.js';
import { pageOf } from './page.js';

/** What a person has decided about an import; its `id` is given later. */
export type Decided = Omit<ImportParams, 'id'>;

/** Asks who is who, with a preview of the first document. */
export class ImportPanel {
  readonly #panel: vscode.WebviewPanel;
  readonly #server: Server;
  readonly #study: StudySummary;
  readonly #sources: readonly string[];
  readonly #folder: string;
  #key: vscode.Uri | undefined;
  #decide: (decided: Decided | undefined) => void = () => undefined;
  #closed = false;
  readonly #stopped = new vscode.CancellationTokenSource();

  constructor(
    extension: vscode.Uri,
    server: Server,
    study: StudySummary,
    sources: readonly vscode.Uri[],
    folder: string,
  ) {
    this.#server = server;
    this.#study = study;
    this.#sources = sources.map(String);
    this.#folder = folder;
    const title = vscode.l10n.t('Import documents');
    const options = {
      enableScripts: true,
      retainContextWhenHidden: true,
      localResourceRoots: [pagesOf(extension)],
    };
    this.#panel = vscode.window.createWebviewPanel(
      'qualdown.import',
      title,
      vscode.ViewColumn.Active,
      options,
    );
    this.#panel.webview.onDidReceiveMessage((message: FromImportPage) => void this.receive(message));
    this.#panel.onDidDispose(() => {
      this.#closed = true;
      this.#stopped.cancel();
      this.#decide(undefined);
    });
    this.#panel.webview.html = pageHtml(this.#panel.webview, extension, 'import');
  }

  /** What the form says when it is sent next; undefined when it is closed. */
  decided(): Promise<Decided | undefined> {
    return this.#closed ? Promise.resolve(undefined) : new Promise((resolve) => (this.#decide = resolve));
  }

  close(): void {
    this.#panel.dispose();
  }

  /** Shows what went wrong, and lets the person go on. */
  async failed(error: unknown): Promise<void> {
    await this.#post({ type: 'failed', message: error instanceof Error ? error.message : String(error) });
  }

  /** What the page says. */
  async receive(message: FromImportPage): Promise<void> {
    try {
      switch (message.type) {
        case 'ready':
          await this.#show();
          break;
        case 'browseKey':
          await this.#chooseKey();
          break;
        case 'forgetKey':
          this.#key = undefined;
          await this.#post({ type: 'key', key: '', labels: {} });
          break;
        case 'import':
          this.#decide(this.#decidedBy(message.choices));
          break;
        case 'cancel':
          this.close();
      }
    } catch (error) {
      await this.failed(error);
    }
  }

  async #show(): Promise<void> {
    const found = await this.#reading();
    const folders = await this.#folders();
    await this.#post({ type: 'page', page: pageOf(this.#study.name, found, this.#folder, folders) });
  }

  /** Tells in the page itself how far the files are read; closing it stops the reading. */
  async #reading(): Promise<ImportPreviewResult> {
    const id = randomUUID();
    const tell = (message: string): Promise<void> => this.#post({ type: 'reading', message });
    const following = this.#server.onDidImport(({ id: of, done, of: all }) => {
      if (of === id) void tell(vscode.l10n.t('Reading file {0} of {1}…', Math.min(done + 1, all), all));
    });
    try {
      await tell(vscode.l10n.t('Reading files…'));
      return await this.#preview(undefined, id);
    } finally {
      following.dispose();
    }
  }

  #preview(key?: vscode.Uri, id?: string): Promise<ImportPreviewResult> {
    const params = {
      study: this.#study.uri,
      sources: [...this.#sources],
      ...(this.#folder !== '' && { into: this.#folder }),
      ...(key && { key: key.toString() }),
      ...(id !== undefined && { id }),
    };
    return this.#server.request(requests.importPreview, params, this.#stopped.token);
  }

  /** Folders that have documents already. */
  async #folders(): Promise<string[]> {
    const documents = await this.#server.request(requests.documents, { study: this.#study.uri });
    const folders = documents.map(({ file }) => file.split('/').slice(0, -1).join('/'));
    return [...new Set(folders)].filter((folder) => folder !== '').sort();
  }

  async #chooseKey(): Promise<void> {
    const study = vscode.Uri.parse(this.#study.uri);
    const key = await vscode.window.showSaveDialog({
      defaultUri: vscode.Uri.joinPath(study, '..', 'pseudonyms.csv'),
      filters: { CSV: ['csv'] },
      title: vscode.l10n.t('The key to the pseudonyms, outside the study'),
      saveLabel: vscode.l10n.t('Use this file'),
    });
    if (!key) return;
    const { voices } = await this.#preview(key);
    this.#key = key;
    const known = voices.filter(({ name, label }) => name !== label);
    const labels = Object.fromEntries(known.map(({ name, label }) => [name, label]));
    await this.#post({ type: 'key', key: key.fsPath, labels });
  }

  #decidedBy({ voices, inText, folder }: ImportChoices): Decided {
    return {
      study: this.#study.uri,
      sources: [...this.#sources],
      names: voices.map(({ name, label, role }) => [name, role === 'nobody' ? '' : label]),
      interviewers: voices.filter(({ role }) => role === 'interviewer').map(({ name }) => name),
      inText,
      ...(folder !== '' && { into: folder }),
      ...(this.#key && { key: this.#key.toString() }),
    };
  }

  async #post(message: ToImportPage): Promise<void> {
    // Who closes the form is told nothing more.
    if (!this.#closed) await this.#panel.webview.postMessage(message);
  }
}
