import * as vscode from 'vscode';
import {
  DidChangeWatchedFilesNotification,
  FileChangeType,
  type FileEvent,
  type Hover,
  LanguageClient,
  type Middleware,
  State,
  TransportKind,
} from 'vscode-languageclient/node';
import {
  clientNotifications,
  type LostNotice,
  notifications,
  type ImportProgress,
  type PaintParams,
  type RequestTypes,
} from '../../server/src/protocol.js';

/**
 * The language server. Nothing runs until `start` is called; from then on it is started once and, should it fall,
 * again by the language client.
 */
export class Server implements vscode.Disposable {
  readonly #module: string;
  #client: LanguageClient | undefined;
  #started: Promise<void> | undefined;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #painted = new vscode.EventEmitter<PaintParams>();
  readonly #lost = new vscode.EventEmitter<LostNotice>();
  readonly #ready = new vscode.EventEmitter<void>();
  readonly #imported = new vscode.EventEmitter<ImportProgress>();

  /** Figures changed. */
  readonly onDidChange = this.#changed.event;
  /** The server runs, for the first time or again. */
  readonly onDidStart = this.#ready.event;
  readonly onDidPaint = this.#painted.event;
  readonly onDidImport = this.#imported.event;
  /** Codings vanished from an open document. */
  readonly onDidLose = this.#lost.event;

  /** What is done otherwise than the language client does it; asked at each use. */
  readonly middleware: Middleware = {};

  constructor(context: vscode.ExtensionContext) {
    this.#module = context.asAbsolutePath('dist/server.cjs');
  }

  start(): Promise<void> {
    this.#started ??= this.#start();
    return this.#started;
  }

  async #start(): Promise<void> {
    const client = new LanguageClient(
      'qualdown',
      'Qualdown',
      { module: this.#module, transport: TransportKind.ipc },
      {
        middleware: this.middleware,
        // In a folder that is not trusted the server runs no other program.
        initializationOptions: () => ({ trusted: vscode.workspace.isTrusted }),
        // The server stays silent about files that belong to no study.
        documentSelector: [
          { scheme: 'file', language: 'markdown' },
          { scheme: 'file', pattern: '**/*.{yaml,yml}' },
        ],
      },
    );
    this.#client = client;
    // Tells the server that this editor has the command that mends a whole study.
    client.registerFeature({
      fillClientCapabilities: (capabilities) => (capabilities.experimental = { fixStudy: true }),
      initialize: () => undefined,
      getState: () => ({ kind: 'static' }),
      clear: () => undefined,
    });
    client.onNotification(notifications.studiesChanged, () => this.#changed.fire());
    client.onNotification(notifications.painted, (params: PaintParams) => this.#painted.fire(params));
    client.onNotification(notifications.importProgress, (params: ImportProgress) =>
      this.#imported.fire(params),
    );
    client.onNotification(notifications.codingsLost, (notice: LostNotice) => this.#lost.fire(notice));
    client.onDidChangeState(({ newState }) => {
      if (newState === State.Running) this.#ready.fire();
    });
    await client.start();
  }

  async restart(): Promise<void> {
    await this.#client?.restart();
  }

  async request<M extends keyof RequestTypes>(
    method: M,
    params: RequestTypes[M]['params'],
    token?: vscode.CancellationToken,
  ): Promise<RequestTypes[M]['result']> {
    await this.start();
    return this.#client!.sendRequest(method, params, token);
  }

  /** The code that a rename at a position would rename. */
  async renamable(
    uri: vscode.Uri,
    { line, character }: vscode.Position,
    token: vscode.CancellationToken,
  ): Promise<string | undefined> {
    await this.start();
    const params = { textDocument: { uri: uri.toString() }, position: { line, character } };
    const method = 'textDocument/prepareRename';
    const found = await this.#client!.sendRequest<{ placeholder: string } | null>(method, params, token);
    return found?.placeholder;
  }

  /** What the server says of a position, as its hover does. */
  async hover(
    uri: vscode.Uri,
    position: vscode.Position,
    token: vscode.CancellationToken,
  ): Promise<vscode.Hover | undefined> {
    await this.start();
    const client = this.#client!;
    const params = { textDocument: { uri: uri.toString() }, position };
    const hover = await client.sendRequest<Hover | null>('textDocument/hover', params, token);
    return client.protocol2CodeConverter.asHover(hover);
  }

  /** Tells which documents are on screen: only those are painted. */
  showing(uris: readonly string[]): void {
    if (this.#client?.isRunning()) void this.#client.sendNotification(clientNotifications.visible, { uris });
  }

  /** Tells of a file that was just written: the editor's own watcher may take a minute, or see nothing on a network drive. */
  wrote(uri: vscode.Uri): void {
    const changes: FileEvent[] = [{ uri: uri.toString(), type: FileChangeType.Changed }];
    if (this.#client?.isRunning())
      void this.#client.sendNotification(DidChangeWatchedFilesNotification.type, { changes });
  }

  /** Ends an import with the file that it is at. */
  stopImport(id: string): void {
    void this.#client?.sendNotification(clientNotifications.stopImport, { id });
  }

  /** Codings that vanished were taken off on purpose. */
  lostOnPurpose({ uri, to }: LostNotice): void {
    if (this.#client?.isRunning())
      void this.#client.sendNotification(clientNotifications.lostOnPurpose, { uri, to });
  }

  trust(): void {
    if (this.#client?.isRunning()) void this.#client.sendNotification(clientNotifications.trusted, {});
  }

  dispose(): void {
    this.#imported.dispose();
    void this.#client?.dispose().catch(() => undefined);
    this.#changed.dispose();
    this.#painted.dispose();
    this.#lost.dispose();
    this.#ready.dispose();
  }
}
