import * as vscode from 'vscode';
import type { AnalysisSpec, StudySummary } from '../../../server/src/protocol.js';
import { openPassage } from '../passages/passagesView.js';
import type { Server } from '../server.js';
import type { Studies } from '../studies.js';
import { pageHtml, pagesOf } from '../webviewPage.js';
import type { FromPage, PageCommand, ToPage } from '../webviews/compareMessages.js';
import { runErrand } from './errands.js';

/** Which page a view shows, and what its tab is called before the page has a better name. */
export interface View {
  readonly type: string;
  readonly page: string;
  readonly title: string;
}

/** The Compare view, or another of its kind: a page that asks and words everything itself, and what it needs of the editor. */
export class Comparison implements vscode.Disposable, vscode.WebviewPanelSerializer {
  readonly #extension: vscode.Uri;
  readonly #server: Server;
  readonly #studies: Studies;
  readonly #view: View;
  readonly #subscriptions: vscode.Disposable[];
  #panel: vscode.WebviewPanel | undefined;
  #study = '';
  #isReady = false;
  #isTold = false;
  /** What the page is to show first, and what it is to do once it is there. */
  #first: { readonly spec?: AnalysisSpec; readonly name?: string } = {};
  #waiting: PageCommand[] = [];

  constructor(extension: vscode.Uri, server: Server, studies: Studies, view: View) {
    this.#extension = extension;
    this.#server = server;
    this.#studies = studies;
    this.#view = view;
    this.#subscriptions = [
      studies.onDidChange(() => this.#changed()),
      vscode.window.registerWebviewPanelSerializer(view.type, this),
    ];
  }

  /** Opens the view, with a comparison to show if one is given. */
  async open(spec?: AnalysisSpec, name?: string): Promise<boolean> {
    const study = await this.#studies.choose();
    if (!study) return false;
    const isNew = !this.#panel || this.#study !== study.uri;
    this.#study = study.uri;
    this.#first = { ...(spec && { spec }), ...(name !== undefined && { name }) };
    if (this.#panel) this.#panel.reveal();
    else this.#show(this.#create());
    if (this.#isReady && (isNew || spec)) this.#tellStudy();
    return true;
  }

  /** Has the page do what a command asks for, opening it first where it is not. */
  async command(command: PageCommand): Promise<void> {
    if (!this.#panel && !(await this.open())) return;
    if (this.#isReady) this.#post({ type: 'command', command });
    else this.#waiting.push(command);
  }

  /** VS Code opens again what was open when it was closed; the page knows what it showed. */
  deserializeWebviewPanel(panel: vscode.WebviewPanel): Promise<void> {
    this.#panel?.dispose();
    panel.webview.options = this.#options();
    this.#show(panel);
    return Promise.resolve();
  }

  #options(): vscode.WebviewOptions {
    return { enableScripts: true, localResourceRoots: [pagesOf(this.#extension)] };
  }

  #create(): vscode.WebviewPanel {
    const column = vscode.window.activeTextEditor ? vscode.ViewColumn.Beside : vscode.ViewColumn.Active;
    return vscode.window.createWebviewPanel(this.#view.type, this.#view.title, column, this.#options());
  }

  #show(panel: vscode.WebviewPanel): void {
    this.#panel = panel;
    this.#isReady = false;
    panel.webview.onDidReceiveMessage((message: FromPage) => void this.receive(message));
    panel.onDidDispose(() => {
      if (this.#panel === panel) this.#panel = undefined;
    });
    panel.webview.html = pageHtml(panel.webview, this.#extension, this.#view.page, 'data:');
  }

  /** What the page says. */
  async receive(message: FromPage): Promise<void> {
    switch (message.type) {
      case 'ready': {
        this.#ready(message.study);
        return;
      }
      case 'title':
        if (this.#panel) this.#panel.title = message.title;
        return;
      case 'open':
        return this.#open(message);
      case 'list': {
        const { code, alone, documents, counted } = message;
        const query = { study: this.#study, code, alone, documents, counted };
        await vscode.commands.executeCommand('qualdown.showPassages', query);
        return;
      }
      case 'command':
        // Only ours: what a page says is not to run any command there is.
        if (message.command.startsWith('qualdown.')) await vscode.commands.executeCommand(message.command);
        return;
      case 'errand':
        try {
          const result = await runErrand(message, this.#study, this.#server);
          this.#post({ type: 'answer', id: message.id, result });
        } catch (error) {
          const text = error instanceof Error ? error.message : String(error);
          this.#post({ type: 'answer', id: message.id, error: text });
        }
    }
  }

  #ready(restored: string | null): void {
    this.#isReady = true;
    if (this.#study === '') this.#study = restored ?? '';
    this.#tellStudy();
    for (const command of this.#waiting.splice(0)) this.#post({ type: 'command', command });
  }

  /** Beside the page, so that what a figure rests on is read next to it. */
  async #open({ uri, range }: FromPage & { type: 'open' }): Promise<void> {
    const beside = vscode.window.tabGroups.all.find(
      ({ viewColumn }) => viewColumn !== this.#panel?.viewColumn,
    );
    const viewColumn = beside?.viewColumn ?? vscode.ViewColumn.Beside;
    if (range) await openPassage({ uri, range }, viewColumn);
    else await vscode.window.showTextDocument(vscode.Uri.parse(uri), { viewColumn, preview: true });
  }

  get #summary(): StudySummary | undefined {
    return this.#studies.list.find(({ uri }) => uri === this.#study);
  }

  #tellStudy(): void {
    const { language } = vscode.env;
    const bundle = vscode.l10n.bundle ?? {};
    const study = this.#summary ?? null;
    this.#isTold = study !== null;
    this.#post({ type: 'study', study, language, bundle, ...this.#first });
    this.#first = {};
  }

  #changed(): void {
    if (!this.#panel || !this.#isReady) return;
    const study = this.#summary;
    // A page that VS Code restores is there before the studies are.
    if (study && this.#isTold) this.#post({ type: 'changed', documents: study.documents, none: study.none });
    else this.#tellStudy();
  }

  #post(message: ToPage): void {
    void this.#panel?.webview.postMessage(message);
  }

  dispose(): void {
    this.#panel?.dispose();
    for (const subscription of this.#subscriptions) subscription.dispose();
  }
}
