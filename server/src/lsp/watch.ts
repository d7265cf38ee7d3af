import {
  DidChangeWatchedFilesNotification,
  type FileOperationRegistrationOptions,
} from 'vscode-languageserver/node';
import { isUri, toPath } from './convert.js';
import type { Server } from './server.js';
import { Soon } from './soon.js';

/** A checkout or an import changes hundreds of files: their events are gathered for this long (ms). */
const GATHER = 100;

const anything: FileOperationRegistrationOptions = {
  filters: [{ scheme: 'file', pattern: { glob: '**/*' } }],
};

/** For clients that tell of what the person does to files in the editor, folders moved as a whole included. */
export const fileOperations = { didCreate: anything, didRename: anything, didDelete: anything };

/** Tells the workspace which files changed on disk: in batches, from watchers and from the editor's own actions. */
export function watchFiles({ connection, client, workspace, fence }: Server): void {
  const changed = new Set<string>();
  const soon = new Soon(GATHER, () => {
    const paths = [...changed];
    changed.clear();
    fence.background('changed files', () => workspace.filesChanged(paths));
  });
  const note = (uris: () => readonly unknown[]): void =>
    fence.background('changed files', () => {
      for (const uri of uris()) {
        const path = isUri(uri) ? toPath(uri) : undefined;
        if (path !== undefined) changed.add(path);
      }
      soon.schedule();
    });
  connection.onDidChangeWatchedFiles((params) => note(() => params.changes.map(({ uri }) => uri)));
  connection.workspace.onDidCreateFiles((params) => note(() => params.files.map(({ uri }) => uri)));
  connection.workspace.onDidDeleteFiles((params) => note(() => params.files.map(({ uri }) => uri)));
  connection.workspace.onDidRenameFiles((params) =>
    note(() => params.files.flatMap(({ oldUri, newUri }) => [oldUri, newUri])),
  );

  if (client.workspace?.didChangeWatchedFiles?.dynamicRegistration !== true) return;
  // All files: a folder that goes away is told by its own name alone, and globs of documents can be anything.
  fence.background('watching files', async () => {
    await connection.client.register(DidChangeWatchedFilesNotification.type, {
      watchers: [{ globPattern: '**/*' }],
    });
  });
}
