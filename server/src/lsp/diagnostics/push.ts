import { CancellationToken } from 'vscode-languageserver/node';
import type { Server } from '../server.js';
import { Soon } from '../soon.js';
import type { Reports } from './reports.js';

/** Problems follow typing after so long (ms). */
const FOLLOW = 150;

/** Publishes what changed, for open documents and those on disk. */
export function pushDiagnostics({ connection, client, workspace, fence }: Server, reports: Reports): void {
  const versions = client.textDocument?.publishDiagnostics?.versionSupport === true;
  const published = new Map<string, string>();
  const withProblems = new Set<string>();
  let last = Promise.resolve();
  const publish = async (): Promise<void> => {
    for await (const { path, uri, version, resultId, items } of reports.changedSince(
      published,
      CancellationToken.None,
    )) {
      if (resultId === undefined) published.delete(path);
      else published.set(path, resultId);
      const had = items.length > 0 ? !withProblems.add(path) : withProblems.delete(path);
      if (items.length === 0 && !had) continue;
      await connection.sendDiagnostics({
        uri,
        diagnostics: items,
        ...(versions && version !== null && { version }),
      });
    }
  };
  // One after the other: what is published last is what holds.
  const soon = new Soon(FOLLOW, () =>
    fence.background('publishing diagnostics', () => (last = last.then(publish, publish))),
  );
  workspace.onDidChange(() => soon.schedule());
  reports.onDidSettle(() => soon.schedule());
}
