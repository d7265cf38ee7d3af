import { basename } from 'node:path';
import type { KnownLabels, Voice } from '../core/import/types.js';
import type { Shown } from './convert.js';
import { readKey, refuseInside } from './key.js';
import { fingerprint } from './kinds.js';
import { groundOf } from './ground.js';
import { importedBefore, type ImportTask, jobOf, knownLabels, targetOf } from './run.js';
import { bytesAt } from './sources.js';
import { convertInThread } from './thread.js';

/** What is found in files before they are imported. */
export interface ImportPreview {
  /** The first file that can be read, as found. */
  readonly first: {
    readonly source: string;
    readonly target: string;
    readonly blocks: readonly Shown[];
  } | null;
  /** Everybody who speaks in any of the files. */
  readonly voices: readonly (Voice & { readonly documents: number; readonly label: string })[];
  readonly files: readonly {
    readonly source: string;
    readonly notes: readonly string[];
    readonly problem: string | null;
  }[];
  readonly known: KnownLabels;
}

/** Reads files without writing anything. @throws KeyRefused */
export async function previewFiles(
  task: Pick<
    ImportTask,
    | 'root'
    | 'study'
    | 'sources'
    | 'into'
    | 'names'
    | 'key'
    | 'signal'
    | 'progress'
    | 'from'
    | 'textColumn'
    | 'nameColumn'
  >,
): Promise<ImportPreview> {
  const { study, sources, signal } = task;
  if (task.key !== undefined) refuseInside(task.key, task.root);
  const known = knownLabels(study);
  const key = task.key === undefined ? new Map<string, string>() : readKey(task.key);
  const rejected = new Map([...task.names].filter(([, name]) => name === ''));
  const ground = await groundOf(task.root, study);
  const seen = importedBefore(study);
  const voices = new Map<string, ImportPreview['voices'][number]>();
  const files: { source: string; notes: readonly string[]; problem: string | null }[] = [];
  let first: ImportPreview['first'] = null;
  for (const [index, source] of sources.entries()) {
    task.progress?.(index, sources.length, basename(source));
    signal?.throwIfAborted();
    const bytes = bytesAt(source, task.from);
    if ('reason' in bytes) {
      files.push({ source, notes: [], problem: bytes.reason });
      continue;
    }
    const before = seen.get(fingerprint(bytes));
    if (before !== undefined) {
      files.push({ source, notes: [], problem: `is imported already, as ${before}` });
      continue;
    }
    const result = await convertInThread(
      bytes,
      jobOf(source, { ...task, names: rejected, inText: false }, known, ground),
      signal,
    );
    if ('reason' in result) {
      files.push({ source, notes: [], problem: result.reason });
      continue;
    }
    if ('plan' in result) {
      files.push({ source, notes: result.plan.report, problem: null });
      continue;
    }
    const { converted } = result;
    files.push({
      source,
      notes: [
        ...(converted.omitted.length > 0 ? [`left out will be ${converted.omitted.join(', ')}`] : []),
        ...converted.notes,
      ],
      problem: null,
    });
    first ??= { source, target: targetOf(source, { ...task, names: key }), blocks: converted.preview };
    for (const voice of converted.voices) {
      const other = voices.get(voice.name);
      voices.set(voice.name, {
        ...voice,
        example: other?.example || voice.example,
        turns: voice.turns + (other?.turns ?? 0),
        questions: voice.questions + (other?.questions ?? 0),
        words: voice.words + (other?.words ?? 0),
        documents: 1 + (other?.documents ?? 0),
        label: key.get(voice.name) ?? voice.name,
      });
    }
  }
  return { first, voices: [...voices.values()], files, known };
}
