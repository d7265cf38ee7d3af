import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readSync,
  type Stats,
  statSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseCodebook } from './core/codebook/index.js';
import { readDocument } from './core/document.js';
import { type Kept, keptKind, readKept } from './core/kept/index.js';
import { isMemo, type Memo, readMemo } from './core/memos/index.js';
import { parseConfig } from './core/study/config.js';
import { createStudy, isDocument, readingContext } from './core/study/index.js';
import type { Document, Study, Unreadable } from './core/study/types.js';
import { decode } from './files/decode.js';
import { hasCodebook, type Listing, reasonOf, walk } from './files/walk.js';

export type { Listing, Skipped } from './files/walk.js';

/** The name of a study's configuration. */
export const CONFIG_FILE = 'qualdown.yaml';

export interface FileText {
  readonly text: string;
  /** Opaque; equal versions of one file mean equal text. */
  readonly version: string;
}

/** Why a file has no text, in words to follow its name ("is not valid UTF-8 (line 3)…"). */
export interface Unread extends Unreadable {
  /** There is nothing of that name at all, not even a link that leads nowhere. */
  readonly missing?: true;
}

/**
 * The files of one study. Paths are relative to its folder, with `/`.
 * Injected, so that open buffers can stand before the disk and other hosts can come.
 */
export interface StudyFiles {
  /** @param isDocument Whether a path is read as a document, so that links to it are left out; all are if absent. */
  list(isDocument?: (path: string) => boolean): Promise<Listing>;
  read(path: string): Promise<FileText | Unread>;
  /** The version that `read` would give; undefined where there is no such file. */
  stat(path: string): Promise<string | undefined>;
}

/**
 * The study that a folder belongs to: the nearest folder, from it upwards, with a `qualdown.yaml`, be it one that
 * cannot be read (to go on without it would count by other rules); where there is none, the nearest with a `codebook.yaml` that has `codes:` at the top. Absolute path, undefined for none.
 */
export function findStudy(folder: string): string | undefined {
  const upwards: string[] = [];
  for (let at = resolve(folder), last = ''; at !== last; last = at, at = dirname(at)) upwards.push(at);
  return upwards.find((at) => isThere(join(at, CONFIG_FILE))) ?? upwards.find(hasCodebook);
}

/** The files below a folder on disk. */
export function diskFiles(root: string): StudyFiles {
  // Small reads that the system answers from memory: one call after the other is several times faster than a
  // promise for each, and whoever loads many gives way in between.
  return {
    list: (isDocument) => Promise.resolve(walk(root, isDocument)),
    read: (path) => Promise.resolve(readFile(root, path)),
    stat: (path) => Promise.resolve(versionAt(join(root, path))),
  };
}

export interface LoadOptions {
  /** Where to read from; the disk if absent. */
  readonly files?: StudyFiles;
  /** Told now and then while documents are read. */
  readonly progress?: (done: number, of: number) => void;
  /** Aborted: `loadStudy` rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

export interface LoadedStudy {
  readonly root: string;
  readonly files: StudyFiles;
  /** Documents that cannot be read, and a configuration or codebook that cannot, are among its `unreadable`. */
  readonly study: Study;
  /** undefined: there is no such file. */
  readonly configText: string | undefined;
  readonly codebookText: string | undefined;
  readonly listing: Listing;
  /** Memos and what is kept beside them that cannot be read: no figure needs them, so they stop no table. */
  readonly unreadableMemos: readonly Unreadable[];
}

/** Reads a whole study. Rejects only where the folder itself cannot be listed, or when aborted. */
export async function loadStudy(root: string, options: LoadOptions = {}): Promise<LoadedStudy> {
  const files = options.files ?? diskFiles(root);
  const unreadable: Unreadable[] = [];
  const configText = await textOf(files, CONFIG_FILE, unreadable);
  const config = parseConfig(configText);
  const codebookText = await textOf(files, config.codebook, unreadable);
  const context = readingContext(config);

  const listing = await files.list((path) => isDocument(path, config));
  unreadable.push(...listing.unreadable.map(({ path, reason }) => ({ file: path, reason })));
  const documents: Document[] = [];
  const paths = listing.files.filter((path) => isDocument(path, config));
  let pause = performance.now() + SLICE_MS;
  for (const [index, path] of paths.entries()) {
    const read = await files.read(path);
    if ('reason' in read) unreadable.push(read);
    else documents.push(readDocument(path, read.text, read.version, context));
    if (performance.now() < pause) continue;
    options.progress?.(index + 1, paths.length);
    await new Promise(setImmediate);
    options.signal?.throwIfAborted();
    pause = performance.now() + SLICE_MS;
  }
  options.progress?.(paths.length, paths.length);

  const unreadableMemos: Unreadable[] = [];
  const memos: Memo[] = [];
  for (const path of listing.files.filter(isMemo)) {
    const read = await files.read(path);
    if ('reason' in read) unreadableMemos.push(read);
    else memos.push(readMemo(path, read.text, read.version));
  }

  const kept: Kept[] = [];
  for (const path of listing.files.filter((file) => keptKind(file) !== undefined)) {
    const read = await files.read(path);
    if ('reason' in read) unreadableMemos.push(read);
    else kept.push(readKept(path, read.text, read.version));
  }

  const study = unreadable.reduce(
    (before, { file, reason }) => before.withUnreadable(file, reason),
    createStudy(config, parseCodebook(codebookText ?? ''), documents, memos, kept),
  );
  return { root, files, study, configText, codebookText, listing, unreadableMemos };
}

async function textOf(
  files: StudyFiles,
  path: string,
  unreadable: Unreadable[],
): Promise<string | undefined> {
  const read = await files.read(path);
  if (!('reason' in read)) return read.text;
  if (!read.missing) unreadable.push(read);
  return undefined;
}

/** Windows knows no such flag. */
const { O_NONBLOCK: nonBlocking = 0 } = constants as Partial<typeof constants>;

/** One buffer serves all files: nothing of it outlives the decoding. */
let buffer = Buffer.allocUnsafeSlow(1 << 18);

function readFile(root: string, file: string): FileText | Unread {
  try {
    // A pipe in a file's place is not waited for.
    const handle = openSync(join(root, file), constants.O_RDONLY | nonBlocking);
    try {
      const stats = fstatSync(handle);
      if (!stats.isFile()) return { file, reason: 'is no file' };
      if (stats.size > buffer.length) buffer = Buffer.allocUnsafeSlow(stats.size * 2);
      let length = 0;
      for (let read = -1; read !== 0 && length < stats.size; length += read) {
        read = readSync(handle, buffer, length, stats.size - length, null);
      }
      const decoded = decode(buffer.subarray(0, length));
      return 'reason' in decoded
        ? { file, reason: decoded.reason }
        : { ...decoded, version: versionOf(stats) };
    } finally {
      closeSync(handle);
    }
  } catch (error) {
    // What the system called it was put into other characters, by which it cannot be found again.
    if (file.includes('\uFFFD')) return { file, reason: 'has a name that is not valid UTF-8; rename it' };
    return isThere(join(root, file))
      ? { file, reason: reasonOf(error) }
      : { file, reason: 'does not exist', missing: true };
  }
}

/** As git decides whether a file changed: by its size, time and identity, not by reading it. */
function versionOf(stats: Stats): string {
  return `${stats.size}-${stats.mtimeMs}-${stats.ino}`;
}

function versionAt(path: string): string | undefined {
  try {
    const stats = statSync(path);
    return stats.isFile() ? versionOf(stats) : undefined;
  } catch {
    return undefined;
  }
}

/** Whether there is anything of that name: a file, a folder, a link that leads nowhere, what may not be looked at. */
function isThere(path: string): boolean {
  try {
    lstatSync(path);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code !== 'ENOENT' && code !== 'ENOTDIR';
  }
}

/** So long may reading keep the process from anything else, in milliseconds. */
const SLICE_MS = 25;
