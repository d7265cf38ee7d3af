import { basename } from 'node:path';
import type { CancellationToken } from 'vscode-languageserver/node';
import { progressOf } from '../../core/progress.js';
import { segmentsOf } from '../../core/segments.js';
import type { Document, Study } from '../../core/study/types.js';
import { tally } from '../../core/tally.js';
import { type DocumentSummary, notifications, requests, type StudySummary } from '../../protocol.js';
import { codeTree } from '../code-tree.js';
import { toPath, toUri } from '../convert.js';
import { onCustom } from '../custom.js';
import type { LiveStudy } from '../live.js';
import type { Feature } from '../server.js';
import { Soon } from '../soon.js';

/** Views are told of changes at most this often (ms). */
const TELL = 300;

/** What an editor's views show: the studies, their codes and documents, the passages of a code. */
export const views: Feature = {
  register(server) {
    const { connection, workspace, fence } = server;
    onCustom(server, requests.studies, async (_, token) => {
      await workspace.ready(token);
      return workspace.studies.map(summaryOf);
    });
    onCustom(server, requests.codes, async ({ study, document }, token) => {
      const live = await workspace.study(study, token);
      return codeTree(live, document === undefined ? undefined : fileOf(live, document), token);
    });
    onCustom(server, requests.documents, async ({ study, uri }, token) =>
      documentsOf(await workspace.study(study, token), uri, token),
    );
    const tell = new Soon(TELL, () =>
      fence.background('telling of changes', () =>
        connection.sendNotification(notifications.studiesChanged, {}),
      ),
    );
    workspace.onDidChange(() => tell.schedule());
  },
};

function summaryOf(live: LiveStudy): StudySummary {
  const { study } = live;
  const documents = [...study.documents.values()];
  const { words } = tally(study);
  return {
    uri: live.uri,
    name: study.config.name ?? study.codebook.name ?? basename(live.root),
    compareBy: study.config.compareBy,
    codebookUri: toUri(live.pathOf(study.config.codebook)),
    complete: live.complete,
    documents: documents.length,
    none: documents.filter(({ coding }) => coding === 'none').length,
    partial: documents.filter(({ coding }) => coding === 'partial').length,
    codes: study.codebook.codes.size,
    segments: documents.reduce((sum, document) => sum + segmentsOf(document).count, 0),
    words,
    coderOfRecord: study.config.coderOfRecord ?? null,
    unreadable: study.unreadable.map(({ file }) => file),
  };
}

async function documentsOf(
  live: LiveStudy,
  uri: unknown,
  token: CancellationToken,
): Promise<DocumentSummary[]> {
  if (uri === undefined) {
    const study = await live.whole(token);
    return Array.from(study.documents.values(), (document) => documentOf(live, study, document));
  }
  const { study } = live;
  const document = study.documents.get(fileOf(live, uri));
  return document ? [documentOf(live, study, document)] : [];
}

/** The file of the study that a URI names; no file's name where it names none. */
export function fileOf(live: LiveStudy, uri: unknown): string {
  const path = toPath(uri);
  return (path !== undefined && live.fileOf(path)) || '';
}

function documentOf(live: LiveStudy, study: Study, document: Document): DocumentSummary {
  const { file, attributes, coding, codingStated, scan, participants } = document;
  const title = attributes.get('title');
  return {
    uri: live.uriOf(file),
    file,
    title: typeof title === 'string' ? title : null,
    case: caseOf(study, document),
    attributes: Object.fromEntries(attributes) as DocumentSummary['attributes'],
    coding,
    codingStated,
    words: scan.words,
    segments: segmentsOf(document).count,
    participants: [...participants],
    ...turnsOf(document),
  };
}

function turnsOf(document: Document): Pick<DocumentSummary, 'turns' | 'codedTurns'> {
  const { turns, coded } = progressOf(document);
  return { turns: turns.length, codedTurns: coded.filter(Boolean).length };
}

export function caseOf({ config }: Study, { attributes }: Document): string | null {
  const value = attributes.get(config.compareBy) ?? null;
  return value === null ? null : [value].flat().join(', ');
}
