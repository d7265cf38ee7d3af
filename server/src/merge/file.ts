import { readFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { Reader } from '../core/edits.js';
import { type Markers, mergeDocuments, mergeYaml } from '../core/merge/index.js';
import { scan } from '../core/scan/index.js';
import { parseConfig } from '../core/study/config.js';
import { readingContext } from '../core/study/index.js';
import type { StudyConfig } from '../core/study/types.js';
import { rosterOf } from '../core/study/roster.js';
import { CONFIG_FILE, findStudy } from '../files.js';
import { decode } from '../files/decode.js';
import { gitMergeLines } from '../git/merge-file.js';

export interface FileMerge {
  /** The top of the checkout; its study's settings tell which classes are no codes. */
  readonly folder: string;
  /** Of the file, from there. */
  readonly path: string;
  readonly markerSize: number;
}

export interface MergedFile {
  readonly bytes: Buffer;
  readonly conflicts: number;
  readonly notes: readonly { readonly line: number; readonly message: string }[];
}

/** Merges three versions of one file of a study. Rejects where git cannot merge their text either. */
export function mergeFile(
  base: Buffer,
  ours: Buffer,
  theirs: Buffer,
  { folder, path, markerSize }: FileMerge,
): Promise<MergedFile> {
  const texts = [base, ours, theirs].map((bytes) => decode(bytes));
  const unread = texts.find((read) => 'reason' in read);
  if (unread && 'reason' in unread) return Promise.reject(new Error(`a version of ${path} ${unread.reason}`));
  const [was, one, other] = texts.map((read) => ('text' in read ? read.text : '')) as [
    string,
    string,
    string,
  ];
  const ends = lineEnds(was, one, other);
  const config = configFor(resolve(folder, path));
  const markers: Markers = { size: markerSize };
  const { text, conflicts, notes, plain } = /\.ya?ml$/i.test(path)
    ? mergeYaml(...ends.texts, { lines: gitMergeLines, markers, codebook: isCodebook(path, config) })
    : mergeDocuments(...ends.texts, { lines: gitMergeLines, markers, read: readerOf(config) });
  const told = notes.map(({ at, message }) => ({ line: text.slice(0, at).split('\n').length, message }));
  const note = 'its parts could not be told apart; the file was merged as plain text.';
  return Promise.resolve({
    bytes: Buffer.from(ends.written(text), 'utf8'),
    conflicts,
    notes: plain ? [{ line: 1, message: note }, ...told] : told,
  });
}

function isCodebook(path: string, { codebook }: StudyConfig): boolean {
  return basename(path) === basename(codebook);
}

/** Reads documents as their study does. */
function readerOf(config: StudyConfig): Reader {
  const context = readingContext(config);
  const speakers = rosterOf(context);
  return (text) => scan(text, { names: context.names, ignoreClasses: context.ignoreClasses, speakers });
}

/** The settings of the study that a file lies in; those of none where they cannot be read. */
function configFor(file: string): StudyConfig {
  try {
    const root = findStudy(dirname(file));
    const read = root === undefined ? undefined : decode(readFileSync(join(root, CONFIG_FILE)));
    return parseConfig(read && 'text' in read ? read.text : undefined);
  } catch {
    return parseConfig(undefined);
  }
}

/**
 * The three texts with one kind of line ending if they differ in nothing but its kind, which is merged like any other
 * value: else each line would be a conflict.
 */
function lineEnds(...texts: [string, string, string]): {
  readonly texts: [string, string, string];
  readonly written: (text: string) => string;
} {
  const [was, one, other] = texts.map(lineEnding) as [string, string, string];
  const isMixed = [was, one, other].includes('mixed');
  if (isMixed || (was === one && one === other)) return { texts, written: (text) => text };
  const ending = one === was ? other : one;
  const plain = texts.map((text) => text.replaceAll('\r\n', '\n')) as [string, string, string];
  return { texts: plain, written: (text) => (ending === 'crlf' ? text.replaceAll('\n', '\r\n') : text) };
}

function lineEnding(text: string): 'lf' | 'crlf' | 'mixed' {
  const all = text.split('\n').length - 1;
  const crlf = text.split('\r\n').length - 1;
  return crlf === 0 ? 'lf' : crlf === all ? 'crlf' : 'mixed';
}
