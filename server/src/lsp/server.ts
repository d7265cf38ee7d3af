import { setFlagsFromString } from 'node:v8';
import {
  type ClientCapabilities,
  type Connection,
  createConnection,
  type InitializeParams,
  type InitializeResult,
  PositionEncodingKind,
  type ServerCapabilities,
  TextDocumentSyncKind,
} from 'vscode-languageserver/node';
import { clientNotifications } from '../protocol.js';
import { Buffers } from './buffers.js';
import { isUri, toPath } from './convert.js';
import { features } from './features/index.js';
import { Fence } from './fence.js';
import { progressOf } from './progress.js';
import { fileOperations, watchFiles } from './watch.js';
import { Workspace } from './workspace.js';

/** What a feature is built on. */
export interface Server {
  readonly connection: Connection;
  readonly client: ClientCapabilities;
  readonly workspace: Workspace;
  readonly fence: Fence;
  readonly buffers: Buffers;
  /** Whether the client has said that git may run, when it started or since. One that says nothing is not trusted. */
  readonly trusted: () => boolean;
}

/** One thing an editor can ask for or is told of. */
export interface Feature {
  /** What it announces to a client that can do this much. */
  capabilities?(client: ClientCapabilities): ServerCapabilities;
  /** Installs its handlers, once, when the client has said what it can do. */
  register(server: Server): void;
}

/** Serves one editor until it says goodbye: over stdio, unless the command line names another way. */
export function startServer(): void {
  // Reading thousands of documents makes much short-lived garbage, for which V8 would take tens of megabytes and keep them.
  setFlagsFromString('--semi-space-growth-factor=1');
  const isOther = process.argv.some((argument) => /^--(node-ipc|pipe|socket)\b/.test(argument));
  const connection = isOther ? createConnection() : createConnection(process.stdin, process.stdout);
  const fence = new Fence((message) => connection.console.error(message));
  // Without somebody to answer there is nothing left to do.
  process.stdout.on('error', () => process.exit(1));
  process.on('disconnect', () => process.exit(1));
  // The last resort: what fails outside every handler does not end the session.
  process.on('uncaughtException', (error) => fence.report('the server', error));
  process.on('unhandledRejection', (error) => fence.report('the server', error));
  const buffers = new Buffers();
  buffers.listen(connection);
  connection.onInitialize((params) => initialize(params, connection, buffers, fence));
  connection.listen();
}

function initialize(
  params: InitializeParams,
  connection: Connection,
  buffers: Buffers,
  fence: Fence,
): InitializeResult {
  const client = params.capabilities;
  const workspace = new Workspace(buffers, fence, progressOf(connection, client));
  const options = params.initializationOptions as { trusted?: unknown } | null | undefined;
  let trusted = options?.trusted === true;
  connection.onNotification(clientNotifications.trusted, () => {
    trusted = true;
  });
  const server: Server = { connection, client, workspace, fence, buffers, trusted: () => trusted };
  for (const feature of features) feature.register(server);
  connection.onInitialized(() => {
    watchFiles(server);
    followFolders(server);
    fence.background('reading folders', () => workspace.changeFolders(foldersOf(params), []));
  });
  connection.onShutdown(() => workspace.dispose());
  return { serverInfo: { name: 'qualdown' }, capabilities: capabilitiesFor(client) };
}

function capabilitiesFor(client: ClientCapabilities): ServerCapabilities {
  const shared: ServerCapabilities = {
    positionEncoding: PositionEncodingKind.UTF16,
    textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
    workspace: { workspaceFolders: { supported: true, changeNotifications: true }, fileOperations },
  };
  return features.reduce((all, feature) => ({ ...all, ...feature.capabilities?.(client) }), shared);
}

function followFolders({ connection, client, workspace, fence }: Server): void {
  if (client.workspace?.workspaceFolders !== true) return;
  const pathsOf = (folders: readonly { uri: string }[]): string[] =>
    folders.flatMap(({ uri }) => pathOf(uri));
  connection.workspace.onDidChangeWorkspaceFolders((event) =>
    fence.background('changing folders', () =>
      workspace.changeFolders(pathsOf(event.added), pathsOf(event.removed)),
    ),
  );
}

/** The folders of a client that knows several, else the root of one that does not; none for a single file. */
function foldersOf(params: InitializeParams): string[] {
  if (params.workspaceFolders) return params.workspaceFolders.flatMap(({ uri }) => pathOf(uri));
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- what such a client has
  return pathOf(params.rootUri);
}

function pathOf(uri: string | null): string[] {
  return isUri(uri) ? [toPath(uri)].filter((path) => path !== undefined) : [];
}
