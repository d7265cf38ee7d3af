import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Chunk } from '../core/merge/index.js';

const LARGEST = 1 << 28;
/** No line of a document begins so; the marker lines of git's answer are told apart from what people wrote. */
const SIZE = 61;

/**
 * Merges three texts by lines with `git merge-file`. Waits: a merge driver has nothing else to do. Throws where git
 * cannot be run or will not merge (a file that is no text).
 */
export function gitMergeLines(base: string, ours: string, theirs: string): Chunk[] {
  const folder = mkdtempSync(join(tmpdir(), 'qualdown-merge-'));
  try {
    for (const [name, text] of Object.entries({ base, ours, theirs }))
      writeFileSync(join(folder, name), text);
    const labels = ['ours', 'base', 'theirs'].flatMap((label) => ['-L', label]);
    // Outside of any repository: settings such as merge.conflictStyle would change the answer.
    const { status, stdout, error } = spawnSync(
      'git',
      [
        '-c',
        'merge.conflictStyle=merge',
        'merge-file',
        '-p',
        `--marker-size=${SIZE}`,
        ...labels,
        'ours',
        'base',
        'theirs',
      ],
      { cwd: folder, encoding: 'utf8', maxBuffer: LARGEST, windowsHide: true, env: surroundings() },
    );
    // Beyond 127 it is a fault; below, the number of conflicts.
    if (error ?? (status === null || status > 127)) throw error ?? new Error('git merge-file failed');
    return chunksOf(stdout);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function surroundings(): NodeJS.ProcessEnv {
  const env = { ...process.env };
  for (const name of ['GIT_DIR', 'GIT_WORK_TREE', 'GIT_INDEX_FILE', 'GIT_PREFIX'])
    Reflect.deleteProperty(env, name);
  return { ...env, GIT_CEILING_DIRECTORIES: tmpdir() };
}

function chunksOf(merged: string): Chunk[] {
  const chunks: Chunk[] = [];
  let text = '';
  let conflict: { ours: string; theirs: string } | undefined;
  let inTheirs = false;
  const [open, middle, close] = ['<', '=', '>'].map((sign) => sign.repeat(SIZE));
  for (const line of merged.match(/[^\n]*\n|[^\n]+$/g) ?? []) {
    if (line.startsWith(open!)) {
      if (text !== '') chunks.push(text);
      text = '';
      conflict = { ours: '', theirs: '' };
      inTheirs = false;
    } else if (conflict && line.startsWith(middle!)) inTheirs = true;
    else if (conflict && line.startsWith(close!)) {
      chunks.push(conflict);
      conflict = undefined;
    } else if (!conflict) text += line;
    else if (inTheirs) conflict.theirs += line;
    else conflict.ours += line;
  }
  if (text !== '') chunks.push(text);
  return chunks;
}
