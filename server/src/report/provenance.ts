import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { valuesOf } from '../core/attributes/values.js';
import { commandOf } from '../core/report/command.js';
import {
  type CommittedState,
  contentOf,
  type LooseState,
  type Provenance,
} from '../core/report/provenance.js';
import type { AnalysisSpec } from '../core/report/spec.js';
import { isDocument } from '../core/study/index.js';
import type { Document, Study } from '../core/study/types.js';
import { CONFIG_FILE, diskFiles, type LoadedStudy } from '../files.js';
import { lastCommit, sinceCommit } from '../git/commit.js';

/** A study as it was counted, and where its texts are. */
export type Counted = Pick<LoadedStudy, 'root' | 'files' | 'study' | 'configText' | 'codebookText'>;

/** A file is no longer what was counted; the message says which, and what to do. */
export class Outdated extends Error {}

/**
 * What a report on a study was made of.
 * @param git whether git may run in the study's folder
 * @param more further files that the report rests on, by path (`matrices/x.yaml`)
 * @throws Outdated
 */
export async function provenanceOf(
  counted: Counted,
  spec: AnalysisSpec,
  version: string,
  { git, more = [] }: { readonly git: boolean; readonly more?: readonly string[] },
): Promise<Provenance> {
  const { study, root } = counted;
  const files = filesOf(counted, more);
  const commit = git ? await lastCommit(root) : undefined;
  const changed = commit && (await changedFiles(counted, files));
  const state: CommittedState | LooseState =
    commit && changed?.length === 0
      ? { commit: commit.hash }
      : {
          content: await hashOf(counted, files),
          ...(commit && { since: commit.hash, changed: changed!.length }),
        };
  return {
    study: study.config.name ?? study.codebook.name ?? basename(root),
    state,
    date: 'commit' in state ? commit!.date : latestDate(study),
    query: spec,
    command: commandOf(spec),
    version,
  };
}

/** What figures rest on, in the order in which it is hashed. */
function filesOf({ study, configText, codebookText }: Counted, more: readonly string[]): string[] {
  return [
    ...(configText === undefined ? [] : [CONFIG_FILE]),
    ...(codebookText === undefined ? [] : [study.config.codebook]),
    ...study.documents.keys(),
    ...more,
  ];
}

/** Files that were counted and are not as at the last commit, and documents that it has and that are gone. */
async function changedFiles(counted: Counted, files: readonly string[]): Promise<string[]> {
  const { root, study } = counted;
  const { has, changed } = await sinceCommit(root);
  const own = new Set(files);
  const settings = [CONFIG_FILE, study.config.codebook];
  const gone = [...changed].filter(
    (file) => !own.has(file) && (settings.includes(file) || isDocument(file, study.config)),
  );
  const disk = diskFiles(root);
  const differing: string[] = [];
  for (const file of files) {
    if (!has.has(file) || changed.has(file) || (await isUnsaved(counted, disk, file))) differing.push(file);
  }
  return [...differing, ...gone];
}

/** Whether what was counted is another text than the disk's. */
async function isUnsaved(
  { study, files, configText, codebookText }: Counted,
  disk: Counted['files'],
  file: string,
): Promise<boolean> {
  const document = study.documents.get(file);
  if (document && (await disk.stat(file)) === document.version) return false;
  const read = await disk.read(file);
  if ('reason' in read) return true;
  if (document) return read.text !== (await textOf(files, document));
  if (file === CONFIG_FILE) return read.text !== configText;
  if (file === study.config.codebook) return read.text !== codebookText;
  return read.text !== (await plainText(files, file));
}

async function hashOf({ study, files, configText, codebookText }: Counted, all: readonly string[]) {
  const hash = createHash('sha256');
  for (const file of all) {
    const document = study.documents.get(file);
    const text = document
      ? await textOf(files, document)
      : file === CONFIG_FILE
        ? configText!
        : file === study.config.codebook
          ? codebookText!
          : await plainText(files, file);
    hash.update(contentOf(file, text));
  }
  return hash.digest('hex');
}

/** The text that a document was counted by. */
export async function textOf(files: Counted['files'], { file, version }: Document): Promise<string> {
  const read = await files.read(file);
  if ('reason' in read || read.version !== version)
    throw new Outdated(`${file} changed meanwhile. Try again.`);
  return read.text;
}

async function plainText(files: Counted['files'], file: string): Promise<string> {
  const read = await files.read(file);
  if ('reason' in read) throw new Outdated(`${file} ${read.reason}. Try again.`);
  return read.text;
}

/** ISO dates sort as texts do; one that is no date is not taken for the latest. */
function latestDate({ documents }: Study): string | null {
  const dates = [...documents.values()]
    .flatMap(({ attributes }) => valuesOf(attributes.get('date')))
    .filter((date) => typeof date === 'string' && /^\d{4}-\d{2}(-\d{2})?$/.test(date))
    .sort();
  return (dates.at(-1) as string | undefined) ?? null;
}
