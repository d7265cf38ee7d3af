import { randomUUID } from 'node:crypto';
import { KeyRefused } from '../../import/key.js';
import { previewFiles } from '../../import/preview.js';
import { importFiles } from '../../import/run.js';
import { filesAt } from '../../import/sources.js';
import { folderIn } from '../../import/target.js';
import {
  clientNotifications,
  type ImportPreviewParams,
  type ImportPreviewResult,
  type ImportProgress,
  type ImportResult,
  notifications,
  requests,
} from '../../protocol.js';
import { toPath, toUri } from '../convert.js';
import { onCustom } from '../custom.js';
import { InvalidParams, Refused } from '../fence.js';
import type { Feature } from '../server.js';

/** Bringing material in, as `qualdown import` does. */
export const importing: Feature = {
  register(server) {
    const { connection, workspace, fence } = server;
    const running = new Map<string, AbortController>();
    const telling =
      (id: string) =>
      (done: number, of: number, file: string): void =>
        fence.background('telling of an import', () =>
          connection.sendNotification(notifications.importProgress, {
            id,
            done,
            of,
            file,
          } satisfies ImportProgress),
        );

    onCustom(server, requests.importPreview, async (params, token): Promise<ImportPreviewResult> => {
      const live = await workspace.study(params.study, token);
      const study = await live.whole(token);
      const stop = new AbortController();
      const listener = token.onCancellationRequested(() => stop.abort());
      try {
        const task = { root: live.root, study, names: new Map<string, string>(), signal: stop.signal };
        const found = await told(() =>
          previewFiles({
            ...task,
            ...placesOf(params),
            ...(params.id !== undefined && { progress: telling(params.id) }),
          }),
        );
        const uriOf = <T extends { readonly source: string }>(one: T): T => ({
          ...one,
          source: toUri(one.source),
        });
        return writable({
          first: found.first && uriOf(found.first),
          voices: found.voices,
          files: found.files.map(uriOf),
          ...found.known,
        });
      } finally {
        listener.dispose();
      }
    });

    onCustom(server, requests.importDocuments, async (params, token): Promise<ImportResult> => {
      const live = await workspace.study(params.study, token);
      const study = await live.whole(token);
      const { id = randomUUID(), names, interviewers, inText } = params;
      if (!isPairs(names) || !isTexts(interviewers))
        throw new InvalidParams('Who is who is missing: names and interviewers.');
      const stop = new AbortController();
      running.set(id, stop);
      try {
        const progress = telling(id);
        const choices = { names: new Map(names), interviewers, inText: inText === true };
        const task = {
          root: live.root,
          study,
          ...choices,
          ...placesOf(params),
          signal: stop.signal,
          progress,
        };
        const report = await told(() => importFiles(task));
        const { documents, imported, skipped, failed, unused } = report;
        const written = documents.flatMap(({ status, file }) =>
          status === 'imported' && file !== null ? [file] : [],
        );
        fence.background('reading what was imported', () =>
          workspace.filesChanged(written.map((file) => live.pathOf(file))),
        );
        return writable({
          documents: documents.map((one) => ({
            ...one,
            source: toUri(one.source),
            uri: one.file === null ? null : live.uriOf(one.file),
          })),
          imported,
          skipped,
          failed,
          unused,
        });
      } finally {
        running.delete(id);
      }
    });
    connection.onNotification(clientNotifications.stopImport, (params?: { id?: string }) =>
      running.get(params?.id ?? '')?.abort(),
    );
  },
};

/** Files, folder and key of a request as paths. */
function placesOf({ sources, into, key }: Partial<ImportPreviewParams>): {
  sources: string[];
  into?: string;
  key?: string;
} {
  const paths = Array.isArray(sources) ? sources.map(toPath) : [];
  if (paths.length === 0 || paths.includes(undefined))
    throw new InvalidParams('Files to import are missing.');
  const folder = into === undefined ? undefined : folderIn(into);
  if (into !== undefined && folder === undefined)
    throw new Refused(`${into} is no folder of the study. Name one from the study’s own folder downwards.`);
  const keyPath = key === undefined ? undefined : toPath(key);
  if (key !== undefined && keyPath === undefined) throw new InvalidParams('The key is no file on a disk.');
  return {
    sources: filesAt(paths.filter((path) => path !== undefined)),
    ...(folder !== undefined && { into: folder }),
    ...(keyPath !== undefined && { key: keyPath }),
  };
}

/** What a person can do something about is told to them. */
async function told<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof KeyRefused ? new Refused(error.message) : error;
  }
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}

function isPairs(value: unknown): value is [string, string][] {
  return Array.isArray(value) && value.every((one) => isTexts(one) && one.length === 2);
}

type Writable<T> = T extends object ? { -readonly [Key in keyof T]: Writable<T[Key]> } : T;

/** Values that nobody else holds, as the protocol has them. */
function writable<T>(value: T): Writable<T> {
  return value as Writable<T>;
}
