import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { reasonOf } from '../files/walk.js';
import { IN_FOLDERS, kindNamed, wrongKind } from './kinds.js';

/** An hour of talk is a hundredth of this, with all its pictures (bytes). */
const LARGEST = 100_000_000;

/**
 * The files that paths name: a folder stands for all in it and below that can be imported, or that has
 * an extension of the kind that is asked for. In the order given.
 */
export function filesAt(paths: readonly string[], from?: string): string[] {
  const wanted = (from === undefined ? undefined : kindNamed(from)?.extensions) ?? IN_FOLDERS;
  const files = new Set<string>();
  const add = (path: string, named: boolean): void => {
    const stats = statSync(path, { throwIfNoEntry: false });
    if (stats?.isDirectory() === true) {
      for (const name of namesIn(path)) add(join(path, name), false);
    } else if (named || wanted.includes(extname(path).toLowerCase())) files.add(path);
  };
  for (const path of paths) add(path, true);
  return [...files];
}

/** In a folder that cannot be listed there is nothing to name; neither hidden files nor the locks of Word are meant. */
function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => !/^(\.|~\$|node_modules$)/.test(name))
      .sort();
  } catch {
    return [];
  }
}

/** A file's bytes, or why they are not to be had, in words to follow its name. */
export function bytesAt(path: string, from?: string): Uint8Array | { readonly reason: string } {
  try {
    const stats = statSync(path, { throwIfNoEntry: false });
    if (!stats) return { reason: 'does not exist' };
    if (!stats.isFile()) return { reason: 'is no file' };
    const wrong = wrongKind(basename(path), from);
    if (wrong !== undefined) return { reason: wrong };
    if (stats.size > LARGEST) return { reason: `is larger than ${LARGEST / 1e6} MB, which no transcript is` };
    if (stats.size === 0) return { reason: 'is empty' };
    return readFileSync(path);
  } catch (error) {
    return { reason: reasonOf(error) };
  }
}
