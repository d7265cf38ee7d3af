import { mkdirSync, realpathSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { aboutAssignment, configForSecond } from '../core/assign/about.js';
import type { Assignment } from '../core/assign/plan.js';
import { CONFIG_FILE, type LoadedStudy } from '../files.js';
import { whyNotWritten, writeNew } from '../import/write.js';

/** Where copies go unless another folder is named. */
export const SECOND_CODER = 'second-coder';

export interface Written {
  /** Paths in the folder of the copies. */
  readonly written: readonly string[];
  /** Files that were there already: these are somebody's work, and stay as they are. */
  readonly kept: readonly string[];
}

/**
 * Writes the copies of an assignment as a study of its own: a second coder opens this folder alone, sees no coding of
 * the first, and has the codebook beside. Replaces nothing.
 * @param folder absolute
 */
export function writeAssignment(
  {
    root,
    study,
    configText,
    codebookText,
  }: Pick<LoadedStudy, 'root' | 'study' | 'configText' | 'codebookText'>,
  assignment: Assignment,
  folder: string,
): Written | { readonly problem: string } {
  const wrong = wrongFolder(root, folder);
  if (wrong !== undefined) return { problem: wrong };
  const written: string[] = [];
  const kept: string[] = [];
  const files = [
    // First, so that the copies are never counted as documents of the study around them.
    { file: CONFIG_FILE, text: configForSecond(configText) },
    ...(codebookText === undefined ? [] : [{ file: study.config.codebook, text: codebookText }]),
    { file: 'README.md', text: aboutAssignment(assignment, study.config.name ?? study.codebook.name ?? '') },
    ...assignment.copies,
  ];
  for (const { file, text } of files) {
    const path = join(folder, file);
    try {
      mkdirSync(dirname(path), { recursive: true });
      (writeNew(path, text) ? written : kept).push(file);
    } catch (error) {
      return { problem: `${file} cannot be written into ${folder}: ${whyNotWritten(error)}.` };
    }
  }
  return { written, kept };
}

/** Among the study's own files copies would be counted, or would stand in the place of what they are copies of. */
function wrongFolder(root: string, folder: string): string | undefined {
  const inside = relative(realOf(root), realOf(folder)).split(sep).join('/');
  if (inside === '') return 'The copies need a folder of their own.';
  const holds = realOf(root).startsWith(`${realOf(folder)}${sep}`);
  return holds ? 'The copies cannot go into a folder that the study lies in.' : undefined;
}

/** Of what exists of a path: a link to the study is the study. */
function realOf(path: string): string {
  const whole = resolve(path);
  try {
    return realpathSync(whole);
  } catch {
    const above = dirname(whole);
    return above === whole ? whole : join(realOf(above), relative(above, whole));
  }
}
