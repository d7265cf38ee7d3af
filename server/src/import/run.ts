import { basename } from 'node:path';
import type { KnownLabels } from '../core/import/types.js';
import { replacer } from '../core/import/names.js';
import { parseConfig } from '../core/study/config.js';
import { isDocument } from '../core/study/index.js';
import type { Study } from '../core/study/types.js';
import { isInterviewer } from '../core/study/values.js';
import { CONFIG_FILE } from '../files.js';
import type { Converted, Job } from './convert.js';
import { groundOf, grown, studyFiles } from './ground.js';
import { fingerprint, fingerprintIn } from './kinds.js';
import { readKey, refuseInside, writeKey } from './key.js';
import type { Ground, Plan, PlannedFile } from './plan.js';
import { NotPut, putFiles } from './put.js';
import { bytesAt } from './sources.js';
import { defaultFolder, documentName, inFolder } from './target.js';
import { convertInThread } from './thread.js';
import { whyNotWritten } from './write.js';

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
  /** The kind that the files are taken for; undefined: what each shows to be. */
  readonly from?: string;
  /** Columns of a table, as headed. */
  readonly textColumn?: string;
  readonly nameColumn?: string;
  /** There is no study in `root` yet: the first file that is written makes one. */
  readonly isNew?: boolean;
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
  /** What it was taken for; null where that was not found out. */
  readonly kind: string | null;
  /** All documents made of it. */
  readonly files: readonly string[];
  /** Ids of codes that are new in the codebook. */
  readonly codes: readonly string[];
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
  const state: State = {
    known,
    seen: importedBefore(study),
    taken: new Map(),
    used: new Set(),
    ground: await groundOf(root, study),
  };
  const documents: Imported[] = [];
  for (const [index, source] of task.sources.entries()) {
    task.progress?.(index, task.sources.length, basename(source));
    documents.push(await importOne(source, { ...task, names }, state));
  }
  task.progress?.(task.sources.length, task.sources.length, '');
  const count = (...statuses: Imported['status'][]): number =>
    documents.filter(({ status }) => statuses.includes(status)).length;
  return {
    documents,
    imported: documents.reduce((sum, { status, files }) => sum + (isDone(status) ? files.length : 0), 0),
    skipped: count('already', 'exists', 'stopped'),
    failed: count('failed'),
    unused: documents.some(({ status }) => isDone(status))
      ? [...new Set([...task.names.keys(), ...(task.interviewers ?? [])])].filter(
          (name) => !state.used.has(name),
        )
      : [],
    key: writesKey ? key : null,
  };
}

function isDone(status: Imported['status']): boolean {
  return status === 'imported' || status === 'would-import';
}

/** What an import knows while it goes on. */
interface State {
  readonly known: KnownLabels;
  /** Document by the fingerprint of what it was made from. */
  readonly seen: Map<string, string>;
  /** What a document was made from in this import, by its path in small letters. */
  readonly taken: Map<string, string>;
  /** Names that were found. */
  readonly used: Set<string>;
  ground: Ground;
}

const NOTHING = {
  file: null,
  turns: 0,
  words: 0,
  interviewers: [],
  participants: [],
  kind: null,
  files: [],
  codes: [],
  notes: [],
};

async function importOne(source: string, task: ImportTask, state: State): Promise<Imported> {
  const nothing = { source, ...NOTHING };
  if (isStopped(task)) return { ...nothing, status: 'stopped', message: 'was not reached' };
  const bytes = bytesAt(source, task.from);
  if ('reason' in bytes) return { ...nothing, status: 'failed', message: bytes.reason };
  const print = fingerprint(bytes);
  const before = state.seen.get(print);
  if (before !== undefined)
    return { ...nothing, file: before, status: 'already', message: `is imported already, as ${before}` };
  let result: Awaited<ReturnType<typeof convertInThread>>;
  try {
    result = await convertInThread(bytes, jobOf(source, task, state.known, state.ground), task.signal);
  } catch (error) {
    if (!isStopped(task)) throw error;
    return { ...nothing, status: 'stopped', message: 'was being read when the import was stopped' };
  }
  if ('reason' in result) return { ...nothing, status: 'failed', message: result.reason };
  if ('plan' in result) return importPlan(source, { ...result, print }, task, state);
  const { converted, kind } = result;
  const { turns, words, interviewers, participants } = converted;
  for (const name of converted.used) state.used.add(name);
  const file = targetOf(source, task);
  const told = {
    source,
    ...NOTHING,
    kind,
    file,
    turns,
    words,
    interviewers,
    participants,
    notes: notesOn(converted),
  };
  const twin = state.taken.get(file.toLowerCase());
  if (twin !== undefined)
    return { ...told, status: 'exists', message: clash(file, `just made from ${twin}`) };
  state.taken.set(file.toLowerCase(), basename(source));
  const files = [{ path: file, text: converted.text, words, turns }];
  const written = put(files, task, state);
  if (written.status === 'failed') return { ...told, file: null, ...written };
  if (!isDone(written.status)) return { ...told, ...written };
  state.seen.set(print, file);
  return { ...told, files: [file], ...written };
}

/** Documents, codes and whatever else one file stands for: all of it, or nothing. */
function importPlan(
  source: string,
  { plan, kind, print }: { readonly plan: Plan; readonly kind: string; readonly print: string },
  task: ImportTask,
  state: State,
): Imported {
  const documents = plan.files.filter(({ words }) => words !== undefined);
  const sum = (of: 'words' | 'turns'): number => documents.reduce((all, each) => all + (each[of] ?? 0), 0);
  const file = (documents[0] ?? plan.files[0])?.path ?? null;
  const told = {
    source,
    ...NOTHING,
    kind,
    file,
    turns: sum('turns'),
    words: sum('words'),
    notes: plan.report,
  };
  if (plan.files.length === 0)
    return { ...told, status: 'already', message: 'has nothing that the study has not' };
  const written = put(plan.files, task, state);
  if (!isDone(written.status)) return { ...told, file: null, turns: 0, words: 0, ...written };
  if (documents[0]) state.seen.set(print, documents[0].path);
  return { ...told, files: documents.map(({ path }) => path), codes: plan.codes, ...written };
}

/** Writes files into the study, or looks whether it could. */
function put(
  files: readonly PlannedFile[],
  task: ImportTask,
  state: State,
): Pick<Imported, 'status' | 'message'> {
  const config = files.find(({ path }) => path === CONFIG_FILE);
  const rules = config ? parseConfig(config.text) : task.study.config;
  for (const { path, words } of files) {
    if (words !== undefined && !isDocument(path, rules))
      return {
        status: 'failed',
        message: `would be ${path}, which is no document of the study by its “documents”. Name another folder with --into`,
      };
  }
  const all = task.isNew === true ? [...studyFiles(state.ground, files), ...files] : files;
  try {
    const there = putFiles(task.root, all, task.dryRun === true);
    if (there !== undefined)
      return { status: 'exists', message: clash(there, 'there already, with other content') };
  } catch (error) {
    const message = error instanceof NotPut ? error.message : `cannot be written: ${whyNotWritten(error)}`;
    return { status: 'failed', message };
  }
  state.ground = grown(state.ground, all);
  return { status: task.dryRun === true ? 'would-import' : 'imported', message: null };
}

function isStopped({ signal }: ImportTask): boolean {
  return signal?.aborted === true;
}

function clash(file: string, why: string): string {
  return `would be ${file}, which is ${why}. Rename the file, or import it into another folder`;
}

export function jobOf(
  source: string,
  task: Pick<ImportTask, 'names' | 'interviewers' | 'inText' | 'from' | 'into' | 'textColumn' | 'nameColumn'>,
  known: KnownLabels,
  ground: Ground,
): Job {
  const { names, interviewers, inText, from, into, textColumn, nameColumn } = task;
  return {
    file: basename(source),
    known,
    ground,
    names: [...names],
    inText,
    into,
    ...(interviewers && { interviewers }),
    ...(from !== undefined && { from }),
    ...(textColumn !== undefined && { textColumn }),
    ...(nameColumn !== undefined && { nameColumn }),
  };
}

/** Where a file goes. Its name, too, has the pseudonyms. */
export function targetOf(
  source: string,
  { study, into, names }: Pick<ImportTask, 'study' | 'into' | 'names'>,
): string {
  const name = documentName(replacer(names)(basename(source).normalize('NFC')));
  return inFolder(into ?? defaultFolder(study.config, name), name);
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
