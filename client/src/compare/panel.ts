import * as vscode from 'vscode';
import { requests, type CompareResult, type StudySummary } from '../../../server/src/protocol.js';
import type { PassageQuery } from '../passages/passagesView.js';
import type { Server } from '../server.js';
import type { Studies } from '../studies.js';
import { pageHtml, pagesOf } from '../webviewPage.js';
import type { FromPage, ToPage } from '../webviews/messages.js';
import { caseOf, pageOf, titleOf } from './page.js';

/** The comparison of a study's cases beside the text: read-only, always up to date, each figure a way to its passages. */
export class Comparison implements vscode.Disposable {
  readonly #extension: vscode.Uri;
  readonly #server: Server;
  readonly #studies: Studies;
  readonly #subscription: vscode.Disposable;
  #panel: vscode.WebviewPanel | undefined;
  #study = '';
  #rollup = false;
  /** Counts the questions to the server, so that a late answer cannot overwrite a newer one. */
  #asked = 0;
  #shown: CompareResult | undefined;

  constructor(extension: vscode.Uri, server: Server, studies: Studies) {
    this.#extension = extension;
    this.#server = server;
    this.#studies = studies;
    this.#subscription = studies.onDidChange(() => void this.#update());
  }

  async open(): Promise<void> {
    const study = await this.#studies.choose();
    if (!study) return;
    this.#study = study.uri;
    if (this.#panel) this.#panel.reveal();
    else this.#panel = this.#create(study);
    await this.#update();
  }

  /** Puts the table that is shown on the clipboard. */
  async copy(): Promise<void> {
    if (!this.#shown) return;
    await vscode.env.clipboard.writeText(this.#shown.markdown);
    vscode.window.setStatusBarMessage(vscode.l10n.t('The comparison is on the clipboard.'), 3000);
  }

  #create(study: StudySummary): vscode.WebviewPanel {
    const column = vscode.window.activeTextEditor ? vscode.ViewColumn.Beside : vscode.ViewColumn.Active;
    const panel = vscode.window.createWebviewPanel('qualdown.compare', titleOf(study.compareBy), column, {
      enableScripts: true,
      localResourceRoots: [pagesOf(this.#extension)],
    });
    panel.webview.onDidReceiveMessage((message: FromPage) => void this.#receive(message));
    panel.onDidDispose(() => (this.#panel = undefined));
    panel.webview.html = pageHtml(panel.webview, this.#extension, 'compare');
    return panel;
  }

  async #receive(message: FromPage): Promise<void> {
    switch (message.type) {
      case 'ready':
        return this.#update();
      case 'rollup':
        this.#rollup = message.rollup;
        return this.#update();
      case 'open': {
        const query = this.#queryOf(message.code, message.column);
        await vscode.commands.executeCommand('qualdown.showPassages', query);
      }
    }
  }

  #queryOf(code: string, index: number | null): PassageQuery {
    const query = { study: this.#study, code, alone: !this.#rollup };
    const column = index === null ? undefined : this.#shown?.table.columns[index];
    const row = this.#shown?.table.rows.find((one) => one.code === code);
    if (index === null || !column || !row) return query;
    return { ...query, case: { value: caseOf(column) }, counted: row.cells[index]!.segments };
  }

  async #update(): Promise<void> {
    if (!this.#panel) return;
    const asked = ++this.#asked;
    const message = await this.#message().catch((error: unknown): ToPage => ({
      type: 'failed',
      message: String(error),
    }));
    if (asked === this.#asked) await this.#panel.webview.postMessage(message);
  }

  async #message(): Promise<ToPage> {
    const study = this.#studies.list.find(({ uri }) => uri === this.#study);
    if (!study) return { type: 'failed', message: vscode.l10n.t('There is no such study any more.') };
    const params = { study: study.uri, rollup: this.#rollup };
    const [result, codes] = await Promise.all([
      this.#server.request(requests.compare, params),
      this.#studies.codes(study),
    ]);
    this.#shown = result;
    return { type: 'page', page: pageOf(study, result.table, codes, this.#rollup) };
  }

  dispose(): void {
    this.#panel?.dispose();
    this.#subscription.dispose();
  }
}
