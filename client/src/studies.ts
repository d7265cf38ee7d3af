import * as vscode from 'vscode';
import { requests, type CodeNode, type StudySummary } from '../../server/src/protocol.js';
import type { Server } from './server.js';

/** The studies of the workspace as the server last told of them, and which of them is meant. */
export class Studies implements vscode.Disposable {
  readonly #server: Server;
  #list: readonly StudySummary[] = [];
  #refreshing: Promise<void> | undefined;
  #again = false;
  #codes = new Map<string, Promise<CodeNode[]>>();
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #subscriptions: vscode.Disposable[];

  /** The list of studies or the figures of one changed. */
  readonly onDidChange = this.#changed.event;

  constructor(server: Server) {
    this.#server = server;
    this.#subscriptions = [
      server.onDidChange(() => void this.refresh()),
      server.onDidStart(() => void this.refresh()),
      vscode.window.onDidChangeActiveTextEditor(() => this.#setContext()),
    ];
  }

  get list(): readonly StudySummary[] {
    return this.#list;
  }

  /** Asks the server anew; calls while it answers are joined into one more. */
  refresh(): Promise<void> {
    this.#again = true;
    this.#refreshing ??= this.#refresh().finally(() => (this.#refreshing = undefined));
    return this.#refreshing;
  }

  async #refresh(): Promise<void> {
    while (this.#again) {
      this.#again = false;
      this.#list = await this.#server.request(requests.studies, undefined);
      this.#codes.clear();
      this.#setContext();
      this.#changed.fire();
    }
  }

  /** The codebook's tree with its counts, asked for once until something changes. */
  codes(study: StudySummary): Promise<CodeNode[]> {
    let codes = this.#codes.get(study.uri);
    if (!codes) {
      codes = this.#server.request(requests.codes, { study: study.uri });
      codes.catch(() => this.#codes.delete(study.uri));
      this.#codes.set(study.uri, codes);
    }
    return codes;
  }

  /** The innermost study that a file lies in. */
  of(uri: vscode.Uri): StudySummary | undefined {
    const around = this.#list.filter((study) => isWithin(uri, vscode.Uri.parse(study.uri)));
    return around.reduce<StudySummary | undefined>(
      (inner, study) => (inner && inner.uri.length >= study.uri.length ? inner : study),
      undefined,
    );
  }

  /** The study of the active document, else the first. */
  get current(): StudySummary | undefined {
    const uri = vscode.window.activeTextEditor?.document.uri;
    return (uri && this.of(uri)) ?? this.#list[0];
  }

  /** The study a command is about; says so where there is none, and asks where it is not clear. */
  async choose(): Promise<StudySummary | undefined> {
    // Right after the start they are still being asked for; "there is none" would be wrong.
    if (this.#list.length === 0) await this.#refreshing?.catch(() => undefined);
    const uri = vscode.window.activeTextEditor?.document.uri;
    const active = uri && this.of(uri);
    if (active ?? this.#list.length === 1) return active ?? this.#list[0];
    if (this.#list.length === 0) {
      void vscode.window.showInformationMessage(
        vscode.l10n.t('There is no study in this folder. “Qualdown: Create a codebook” makes it one.'),
      );
      return undefined;
    }
    const items = this.#list.map((study) => ({ label: study.name, study }));
    const picked = await vscode.window.showQuickPick(items, { placeHolder: vscode.l10n.t('Which study?') });
    return picked?.study;
  }

  #setContext(): void {
    void setContext('state', this.#list.length > 0 ? 'study' : 'none');
    void setContext('compareBy', this.current?.compareBy);
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#changed.dispose();
  }
}

/** A context key of ours, for `when` clauses in package.json. */
export function setContext(key: string, value: unknown): Thenable<unknown> {
  return vscode.commands.executeCommand('setContext', `qualdown.${key}`, value);
}

function isWithin(uri: vscode.Uri, folder: vscode.Uri): boolean {
  return uri.scheme === folder.scheme && uri.path.startsWith(folder.path.replace(/\/?$/, '/'));
}
