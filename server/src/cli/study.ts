import { existsSync, statSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import type { Study } from '../core/study/types.js';
import { CONFIG_FILE, diskFiles, findStudy, type LoadedStudy, loadStudy } from '../files.js';
import { Failure } from './failure.js';
import type { Io } from './io.js';
import { figure } from '../core/compare/phrases.js';

/** The option of every command that works on a study. */
export interface StudyOption {
  readonly study?: string;
}
export const STUDY_OPTION = ['--study <dir>', 'the study, or a folder in it (default: here)'] as const;

/** Reads the study of a call; fails where there is none, or none with a codebook and documents. */
export async function openStudy(io: Io, option: StudyOption): Promise<LoadedStudy> {
  const root = await rootOf(io, option.study);
  const loaded = await loadStudy(root, { progress: progressOn(io) });
  for (const { path, reason } of loaded.listing.skipped)
    io.stderr.write(`note: ${path} ${reason}; left out.\n`);
  const { config, documents, unreadable } = loaded.study;
  const where = relative(io.cwd, root) || '.';
  const settings = [CONFIG_FILE, config.codebook];
  if (loaded.codebookText === undefined && !unreadable.some(({ file }) => settings.includes(file))) {
    throw new Failure(
      `the study in ${where} has no codebook: there is no ${config.codebook}. “qualdown init” makes one.`,
    );
  }
  if (documents.size === 0 && unreadable.length === 0) {
    throw new Failure(
      `the study in ${where} has no documents: no file is named like ${config.documents.join(', ')}.`,
    );
  }
  return loaded;
}

/** As `openStudy`, for tables: these stop where any file cannot be read, since no figure would be right. */
export async function openReadable(io: Io, option: StudyOption): Promise<LoadedStudy> {
  const loaded = await openStudy(io, option);
  failIfUnreadable(loaded.study);
  return loaded;
}

function failIfUnreadable({ unreadable }: Study): void {
  const [first, ...others] = unreadable;
  if (!first) return;
  const more =
    others.length > 0 ? ` (and ${others.length} more cannot be read; “qualdown check” lists them)` : '';
  throw new Failure(`${first.file} ${first.reason}${more}`);
}

/** The study of a call, by its folder; fails where there is none. */
export async function rootOf(io: Io, folder = '.'): Promise<string> {
  if (folder === '') throw new Failure('--study takes a folder; it is empty.');
  const path = resolve(io.cwd, folder);
  if (!existsSync(path)) throw new Failure(`the folder ${folder} does not exist.`);
  if (!statSync(path).isDirectory()) throw new Failure(`${folder} is a file; --study takes a folder.`);
  const root = findStudy(path);
  if (root !== undefined) return root;
  const codebook = await diskFiles(path).read('codebook.yaml');
  if ('reason' in codebook && !codebook.missing) throw new Failure(`${codebook.file} ${codebook.reason}`);
  throw new Failure(
    `no study in ${folder === '.' ? 'this folder' : folder}: there is no ${CONFIG_FILE}, nor a codebook.yaml with codes, in it or above it. “qualdown init” makes one.`,
  );
}

/** A line on the terminal that tells how far reading is, and goes away. Nothing in a pipe. */
function progressOn({ stderr }: Io): (done: number, of: number) => void {
  if (!stderr.isTTY) return () => undefined;
  let shown = false;
  return (done, of) => {
    if (done < of) stderr.write(`\r\x1b[KReading ${figure(done)} of ${figure(of)} documents`);
    else if (shown) stderr.write('\r\x1b[K');
    shown = done < of;
  };
}
