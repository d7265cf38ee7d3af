import { existsSync, mkdirSync, realpathSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative } from 'node:path';
import type { KnownLabels } from '../core/import/types.js';
import { replacer } from '../core/import/names.js';
import { isDocument } from '../core/study/index.js';
import type { Study } from '../core/study/types.js';
import { isInterviewer } from '../core/study/values.js';
import type { Converted, Job } from './convert.js';
import { fingerprint, fingerprintIn } from './kinds.js';
import { readKey, refuseInside, writeKey } from './key.js';
import { bytesAt } from './sources.js';
import { defaultFolder, documentName, inFolder } from './target.js';
import { convertInThread } from './thread.js';
import { whyNotWritten, writeNew } from './write.js';

/** What is to be imported, and how. */
export interface ImportTask {
  readonly root: string;
  readonly study: Study;
  /** Absolute paths of files. */
  readonly sources: readonly string[];
  /** Folder of the study for the documents; undefined: where its documents are. */
  readonly into?: string;
  /** Label as found → label as written; an empty one: nobody. */
  readonly names: ReadonlyMap<string, string>;
  /** Labels as found. */
  readonly interviewers?: readonly string[];
  readonly inText: boolean;
  /** Absolute path of the file that keeps who is who. */
  readonly key?: string;
  readonly dryRun?: boolean;
  readonly signal?: AbortSignal;
  readonly progress?: (done: number, of: number, file: string) => void;
}

/** What became of one file. */
export interface Imported {
  /** The path given. */
  readonly source: string;
  /** The document, relative to the study; null where there is none. */
  readonly file: string | null;
  readonly status: 'imported' | 'would-import' | 'already' | 'exists' | 'failed' | 'stopped';
  /** Why not, and what to do; null where all went well. */
  readonly message: string | null;
  readonly turns: number;
  readonly words: number;
  readonly interviewers: readonly string[];
  readonly participants: readonly string[];
  /** What is not in the document, and what is worth a look. */
  readonly notes: readonly string[];
}

export interface ImportReport {
  readonly documents: readonly Imported[];
  readonly imported: number;
  readonly skipped: number;
  readonly failed: number;
  /** Names that were given and are in none of the files that were read. */
  readonly unused: readonly string[];
  /** The key file, where names went into it. */
  readonly key: string | null;
}

/** Labels that the study lists. */
export function knownLabels({ config }: Study): KnownLabels {
  const people = [...config.participants].map(([id, facts]) => {
    const name = facts.get('name');
    const labels = typeof name === 'string' ? [id, name] : [id];
    return { labels, asks: isInterviewer(facts.get('role')) };
  });
  const roles = [...config.speakers].map(([role, labels]) => ({ labels, asks: isInterviewer(role) }));
  const all = [...roles, ...people];
  return {
    interviewers: all.filter(({ asks }) => asks).flatMap(({ labels }) => labels),
    participants: all.filter(({ asks }) => !asks).flatMap(({ labels }) => labels),
  };
}

/**
 * Imports files one after the other. The key is written before any document, so that no name is replaced that nobody
 * could find again. What is stopped keeps the documents that were written whole.
 * @throws KeyRefused
 */
export async function importFiles(task: ImportTask): Promise<ImportReport> {
  const { root, study, key } = task;
  if (key !== undefined) refuseInside(key, root);
  const names = new Map([...(key === undefined ? [] : readKey(key)), ...task.names]);
  const renamed = new Map([...task.names].filter(([name, other]) => other !== '' && other !== name));
  const writesKey = key !== undefined && renamed.size > 0;
  if (writesKey && task.dryRun !== true) writeKey(key, renamed, root);

  const known = knownLabels(study);
  const seen = importedBefore(study);
  const taken = new Map<string, string>();
  const used = new Set<string>();
  const documents: Imported[] = [];
  for (const [index, source] of task.sources.entries()) {
    task.progress?.(index, task.sources.length, basename(source));
    documents.push(await importOne(source, { ...task, names }, known, seen, taken, used));
  }
  task.progress?.(task.sources.length, task.sources.length, '');
  const count = (...statuses: Imported['status'][]): number =>
    documents.filter(({ status }) => statuses.includes(status)).length;
  return {
    documents,
    imported: count('imported', 'would-import'),
    skipped: count('already', 'exists', 'stopped'),
    failed: count('failed'),
    unused: documents.some(({ status }) => status === 'imported' || status === 'would-import')
      ? [...new Set([...task.names.keys(), ...(task.interviewers ?? [])])].filter((name) => !used.has(name))
      : [],
    key: writesKey ? key : null,
  };
}

async function importOne(
  source: string,
  task: ImportTask,
  known: KnownLabels,
  seen: Map<string, string>,
  taken: Map<string, string>,
  used: Set<string>,
): Promise<Imported> {
  const nothing = { source, file: null, turns: 0, words: 0, interviewers: [], participants: [], notes: [] };
  if (isStopped(task)) return { ...nothing, status: 'stopped', message: 'was not reached' };
  const bytes = bytesAt(source);
  if ('reason' in bytes) return { ...nothing, status: 'failed', message: bytes.reason };
  const print = fingerprint(bytes);
  const before = seen.get(print);
  if (before !== undefined)
    return { ...nothing, file: before, status: 'already', message: `is imported already, as ${before}` };
  let result: Awaited<ReturnType<typeof convertInThread>>;
  try {
    result = await convertInThread(bytes, jobOf(source, task, known), task.signal);
  } catch (error) {
    if (!isStopped(task)) throw error;
    return { ...nothing, status: 'stopped', message: 'was being read when the import was stopped' };
  }
  if ('reason' in result) return { ...nothing, status: 'failed', message: result.reason };
  const { converted } = result;
  const { turns, words, interviewers, participants } = converted;
  for (const name of converted.used) used.add(name);
  const file = targetOf(source, task);
  const told = { source, file, turns, words, interviewers, participants, notes: notesOn(converted) };
  const failed = (message: string): Imported => ({ ...told, file: null, status: 'failed', message });
  if (!isDocument(file, task.study.config))
    return failed(
      `would be ${file}, which is no document of the study by its “documents”. Name another folder with --into`,
    );
  if (leavesStudy(task.root, file))
    return failed(`would be ${file}, which a link leads out of the study. Name another folder`);
  const twin = taken.get(file.toLowerCase());
  if (twin !== undefined)
    return { ...told, status: 'exists', message: clash(file, `just made from ${twin}`) };
  taken.set(file.toLowerCase(), basename(source));
  try {
    const written =
      task.dryRun === true ? isFree(file, task.study) : write(join(task.root, file), converted.text);
    if (!written)
      return { ...told, status: 'exists', message: clash(file, 'there already, with other content') };
  } catch (error) {
    return failed(`cannot be written as ${file}: ${whyNotWritten(error)}`);
  }
  seen.set(print, file);
  return { ...told, status: task.dryRun === true ? 'would-import' : 'imported', message: null };
}

function isStopped({ signal }: ImportTask): boolean {
  return signal?.aborted === true;
}

function clash(file: string, why: string): string {
  return `would be ${file}, which is ${why}. Rename the file, or import it into another folder`;
}

export function jobOf(
  source: string,
  { names, interviewers, inText }: Pick<ImportTask, 'names' | 'interviewers' | 'inText'>,
  known: KnownLabels,
): Job {
  return { file: basename(source), known, names: [...names], inText, ...(interviewers && { interviewers }) };
}

/** Where a file goes. Its name, too, has the pseudonyms. */
export function targetOf(
  source: string,
  { study, into, names }: Pick<ImportTask, 'study' | 'into' | 'names'>,
): string {
  const name = documentName(replacer(names)(basename(source).normalize('NFC')));
  return inFolder(into ?? defaultFolder(study.config, name), name);
}

/** Where a folder of the study is a link to somewhere else. */
function leavesStudy(root: string, file: string): boolean {
  let folder = dirname(join(root, file));
  while (!existsSync(folder)) folder = dirname(folder);
  const way = relative(realpathSync(root), realpathSync(folder));
  return way.split(/[\\/]/)[0] === '..' || isAbsolute(way);
}

function write(path: string, text: string): boolean {
  mkdirSync(dirname(path), { recursive: true });
  return writeNew(path, text);
}

function isFree(file: string, { documents }: Study): boolean {
  return ![...documents.keys()].some((other) => other.toLowerCase() === file.toLowerCase());
}

/** The documents that were imported, by the fingerprint of what they were made from. */
export function importedBefore(study: Study): Map<string, string> {
  const seen = new Map<string, string>();
  for (const { file, attributes } of study.documents.values()) {
    const print = fingerprintIn(attributes.get('source'));
    if (print !== undefined) seen.set(print, file);
  }
  return seen;
}

function notesOn({ omitted, notes, encoding, voices, interviewers }: Converted): string[] {
  return [
    ...(omitted.length > 0 ? [`left out: ${omitted.join(', ')}`] : []),
    ...notes,
    ...(encoding === undefined ? [] : [`read as ${encoding}: see whether its letters are right`]),
    ...(voices.length === 0 ? ['nobody was found to speak: all words count'] : []),
    ...(voices.length > 0 && interviewers.length === 0
      ? ['no interviewer is known, so that everybody’s words count: name who asks']
      : []),
  ];
}
