import {
  type CancellationToken,
  type DocumentDiagnosticReport,
  DocumentDiagnosticReportKind,
  type ResultProgressReporter,
  type WorkspaceDiagnosticParams,
  type WorkspaceDiagnosticReport,
  type WorkspaceDocumentDiagnosticReport,
} from 'vscode-languageserver/node';
import { toPath } from '../convert.js';
import type { Server } from '../server.js';
import { Soon } from '../soon.js';
import type { Report, Reports } from './reports.js';

/** A new codebook is followed by a request to pull again; several at once by one (ms). */
const REFRESH = 100;
/** Reports sent on as part of an answer, so that a large study shows its first problems early. */
const CHUNK = 50;

/** Answers pulls of open documents and of the workspace; asks for new ones when the codebook or configuration changed. */
export function pullDiagnostics({ connection, client, workspace, fence }: Server, reports: Reports): void {
  const { diagnostics } = connection.languages;
  diagnostics.on(({ textDocument, previousResultId }, token) =>
    fence.run(
      'textDocument/diagnostic',
      token,
      async (): Promise<DocumentDiagnosticReport> => {
        const page = await workspace.page(textDocument, token);
        if (!page) return { kind: DocumentDiagnosticReportKind.Full, items: [] };
        const resultId = reports.idOf(page.live, page.file);
        if (resultId === previousResultId) return { kind: DocumentDiagnosticReportKind.Unchanged, resultId };
        return { kind: DocumentDiagnosticReportKind.Full, resultId, items: reports.of(page).items };
      },
      { kind: DocumentDiagnosticReportKind.Full, items: [] },
    ),
  );
  diagnostics.onWorkspace((params, token, _, chunks) =>
    fence.run('workspace/diagnostic', token, () => answer(reports, params, chunks, token)),
  );
  if (client.workspace?.diagnostics?.refreshSupport !== true) return;
  const refresh = new Soon(REFRESH, () =>
    fence.background('refreshing diagnostics', () => diagnostics.refresh()),
  );
  workspace.onDidChange(({ file }) => {
    if (file === undefined) refresh.schedule();
  });
  reports.onDidSettle((concernsOpen) => {
    if (concernsOpen) refresh.schedule();
  });
}

/** What differs from what the client has; where nothing does, the answer waits until something changes. */
async function answer(
  reports: Reports,
  params: WorkspaceDiagnosticParams,
  chunks: ResultProgressReporter<WorkspaceDiagnosticReport> | undefined,
  token: CancellationToken,
): Promise<WorkspaceDiagnosticReport> {
  const known = new Map(params.previousResultIds.map(({ uri, value }) => [toPath(uri) ?? uri, value]));
  for (;;) {
    const settled = reports.settled(token);
    settled.catch(() => undefined); // cancelled while still answering: told by the loop below
    let items: WorkspaceDocumentDiagnosticReport[] = [];
    let isNew = false;
    for await (const report of reports.changedSince(known, token)) {
      isNew = true;
      items.push(itemOf(report));
      if (!chunks || items.length < CHUNK) continue;
      chunks.report({ items });
      items = [];
    }
    if (isNew) return { items };
    await settled;
  }
}

function itemOf({ uri, version, resultId, items }: Report): WorkspaceDocumentDiagnosticReport {
  return {
    kind: DocumentDiagnosticReportKind.Full,
    uri,
    version,
    ...(resultId !== undefined && { resultId }),
    items,
  };
}
