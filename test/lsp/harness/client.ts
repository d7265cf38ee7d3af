import { type ChildProcessWithoutNullStreams, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { isDeepStrictEqual } from 'node:util';
import {
  CancellationTokenSource,
  createMessageConnection,
  IPCMessageReader,
  IPCMessageWriter,
  type MessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-jsonrpc/node';
import type {
  ClientCapabilities,
  Diagnostic,
  DocumentDiagnosticReport,
  FileEvent,
  InitializeResult,
  LogMessageParams,
  Position,
  TextDocumentContentChangeEvent,
} from 'vscode-languageserver-protocol';
import { removeFolders } from './folder.js';
import { serverFile } from './server.js';

export const pulling: ClientCapabilities = {
  workspace: {
    workspaceFolders: true,
    diagnostics: { refreshSupport: true },
    didChangeWatchedFiles: { dynamicRegistration: true, relativePatternSupport: true },
  },
  textDocument: {
    diagnostic: {},
    definition: { linkSupport: true },
    hover: { contentFormat: ['markdown'] },
    documentSymbol: { hierarchicalDocumentSymbolSupport: true },
    publishDiagnostics: { versionSupport: true },
  },
  window: { workDoneProgress: true },
};

/** An editor that pulls no diagnostics and knows little else. */
export const plain: ClientCapabilities = {};

export interface StartOptions {
  readonly capabilities?: ClientCapabilities;
  /** For clients that do not know of folders: the one root, or null for a single file. */
  readonly rootUri?: string | null;
  /** What the editor says beside its capabilities: `{ trusted: true }` lets the server run git. */
  readonly initializationOptions?: object;
  /** Flags of Node. */
  readonly flags?: readonly string[];
}

interface Message {
  readonly method: string;
  readonly params: unknown;
}
interface Waiting {
  readonly accepts: (message: Message) => boolean;
  readonly resolve: (message: Message) => void;
}

const clients: Client[] = [];

/** An editor of a test: a started server, spoken to over its standard input and output. */
export class Client {
  readonly process: ChildProcessWithoutNullStreams;
  readonly connection: MessageConnection;
  /** All that the server sent unasked and nobody has waited for yet: notifications, and requests to the client. */
  readonly inbox: Message[] = [];
  initialized!: InitializeResult;
  /** Set by a test that provokes faults. In all others the server must log none. */
  mayFail = false;
  stderr = '';
  readonly #waiting: Waiting[] = [];

  private constructor(process: ChildProcessWithoutNullStreams, connection?: MessageConnection) {
    this.process = process;
    process.stderr.on('data', (chunk: Buffer) => (this.stderr += chunk.toString()));
    this.connection =
      connection ??
      createMessageConnection(
        new StreamMessageReader(process.stdout),
        new StreamMessageWriter(process.stdin),
      );
    this.connection.onNotification((method: string, params: unknown) => this.#receive({ method, params }));
    this.connection.onUnhandledProgress((params) => this.#receive({ method: '$/progress', params }));
    this.connection.onRequest((method: string, params: unknown) => {
      this.#receive({ method, params });
      return null;
    });
    this.connection.listen();
  }

  /** Starts a server whose workspace has these folders (URIs). */
  static async start(folders: readonly string[], options: StartOptions = {}): Promise<Client> {
    const client = await Client.spawn(options.flags);
    await client.initialize(folders, options);
    return client;
  }

  /** Starts a server without a word to it; by default as an editor does that speaks over standard input and output. */
  static async spawn(flags: readonly string[] = [], args?: readonly string[]): Promise<Client> {
    const command = [...flags, ...(args ?? [await serverFile(), '--stdio'])];
    return Client.#with(new Client(spawn(process.execPath, command)));
  }

  /** Starts a server as VS Code does: over the channel that Node opens to its children. */
  static async fork(): Promise<Client> {
    const child = fork(await serverFile(), ['--node-ipc'], {
      silent: true,
    }) as ChildProcessWithoutNullStreams;
    const connection = createMessageConnection(new IPCMessageReader(child), new IPCMessageWriter(child));
    return Client.#with(new Client(child, connection));
  }

  static #with(client: Client): Client {
    clients.push(client);
    return client;
  }

  async initialize(folders: readonly string[], options: StartOptions = {}): Promise<void> {
    this.initialized = await this.request('initialize', {
      processId: process.pid,
      rootUri: options.rootUri ?? null,
      capabilities: options.capabilities ?? pulling,
      ...(options.initializationOptions && { initializationOptions: options.initializationOptions }),
      workspaceFolders: 'rootUri' in options ? null : folders.map((uri) => ({ uri, name: uri })),
    });
    await this.notify('initialized', {});
  }

  request<T>(method: string, params: unknown): Promise<T> {
    return params === undefined
      ? this.connection.sendRequest<T>(method)
      : this.connection.sendRequest<T>(method, params);
  }

  /** A request and what cancels it. */
  cancellable(method: string, params: unknown): { result: Promise<unknown>; cancel: () => void } {
    const source = new CancellationTokenSource();
    return {
      result: this.connection.sendRequest(method, params, source.token),
      cancel: () => source.cancel(),
    };
  }

  /** A message as it is, well formed or not. */
  send(message: object): void {
    this.sendRaw(JSON.stringify(message));
  }

  sendRaw(content: string): void {
    this.process.stdin.write(`Content-Length: ${Buffer.byteLength(content)}\r\n\r\n${content}`);
  }

  notify(method: string, params: unknown): Promise<void> {
    return params === undefined
      ? this.connection.sendNotification(method)
      : this.connection.sendNotification(method, params);
  }

  /** The first message of this method that fits, from those that came already or the next to come. */
  next<P>(method: string, fits: (params: P) => boolean = () => true): Promise<P> {
    const accepts = (message: Message): boolean => message.method === method && fits(message.params as P);
    const index = this.inbox.findIndex(accepts);
    if (index >= 0) return Promise.resolve(this.inbox.splice(index, 1)[0]!.params as P);
    return new Promise((resolve) => {
      this.#waiting.push({ accepts, resolve: (message) => resolve(message.params as P) });
    });
  }

  /** Looks again after each `sign` of a change until all is as expected; mocha's time-out ends what never is. */
  async until<T>(sign: string, look: () => Promise<T>, expected: T): Promise<void> {
    for (;;) {
      if (isDeepStrictEqual(await look(), expected)) return;
      await this.next(sign);
    }
  }

  open(uri: string, text: string, languageId = 'markdown', version = 1): Promise<void> {
    return this.notify('textDocument/didOpen', { textDocument: { uri, languageId, version, text } });
  }

  change(uri: string, version: number, ...contentChanges: TextDocumentContentChangeEvent[]): Promise<void> {
    return this.notify('textDocument/didChange', { textDocument: { uri, version }, contentChanges });
  }

  close(uri: string): Promise<void> {
    return this.notify('textDocument/didClose', { textDocument: { uri } });
  }

  filesChanged(...changes: FileEvent[]): Promise<void> {
    return this.notify('workspace/didChangeWatchedFiles', { changes });
  }

  /** A request about a place in a document. */
  at<T>(method: string, uri: string, position: Position, more: object = {}): Promise<T> {
    return this.request(method, { textDocument: { uri }, position, ...more });
  }

  async diagnostics(uri: string): Promise<Diagnostic[]> {
    const report = await this.report(uri);
    if (report.kind !== 'full') throw new Error('a full report was expected');
    return report.items;
  }

  report(uri: string, previousResultId?: string): Promise<DocumentDiagnosticReport> {
    return this.request('textDocument/diagnostic', {
      textDocument: { uri },
      ...(previousResultId !== undefined && { previousResultId }),
    });
  }

  /** What the server logged as an error. */
  faults(): string[] {
    const logged = this.inbox.filter(({ method }) => method === 'window/logMessage');
    return logged.flatMap(({ params }) => {
      const { type, message } = params as LogMessageParams;
      return type === 1 ? [message] : [];
    });
  }

  /** Leaves a session that has ended otherwise out of the closing check. */
  forget(): void {
    this.connection.dispose();
    clients.splice(clients.indexOf(this), 1);
  }

  /** Ends the session in the orderly way; gives the exit code. */
  async stop(): Promise<number | null> {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return this.process.exitCode;
    const exited = once(this.process, 'exit') as Promise<[number | null]>;
    await this.request('shutdown', undefined);
    await this.notify('exit', undefined);
    return (await exited)[0];
  }

  #receive(message: Message): void {
    const index = this.#waiting.findIndex((waiting) => waiting.accepts(message));
    if (index >= 0) this.#waiting.splice(index, 1)[0]!.resolve(message);
    else this.inbox.push(message);
  }
}

/** Ends every session of a test in the orderly way, and holds it to have ended well and written nothing beside. */
export async function stopClients(): Promise<void> {
  for (const client of clients.splice(0)) {
    const code = await client.stop();
    client.connection.dispose();
    const faults = client.mayFail ? [] : client.faults();
    if (code !== 0 || client.stderr !== '' || faults.length > 0) {
      throw new Error(
        `the server ended with ${String(code)} and told: ${[client.stderr, ...faults].join('\n')}`,
      );
    }
  }
  await removeFolders();
}
