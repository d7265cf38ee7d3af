import type { ClientCapabilities } from 'vscode-languageserver/node';
import { pullDiagnostics } from '../diagnostics/pull.js';
import { pushDiagnostics } from '../diagnostics/push.js';
import { Reports } from '../diagnostics/reports.js';
import type { Feature } from '../server.js';

/** Problems: pulled by a client that can, pushed to every other, never both. */
export const diagnostics: Feature = {
  capabilities: (client) =>
    canPull(client)
      ? {
          diagnosticProvider: {
            identifier: 'qualdown',
            interFileDependencies: false,
            workspaceDiagnostics: true,
          },
        }
      : {},
  register(server) {
    const reports = new Reports(server.workspace, server.fence);
    (canPull(server.client) ? pullDiagnostics : pushDiagnostics)(server, reports);
  },
};

function canPull(client: ClientCapabilities): boolean {
  return client.textDocument?.diagnostic !== undefined;
}
