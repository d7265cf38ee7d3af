import { existsSync, mkdirSync, readFileSync, realpathSync, rmdirSync, rmSync } from 'node:fs';
import { dirname, isAbsolute, join, relative } from 'node:path';
import { replaceFile } from '../files/write.js';
import type { PlannedFile } from './plan.js';
import { folderIn } from './target.js';
import { whyNotWritten, writeNew } from './write.js';

/** Why files cannot be written, in words to follow the name of what they were made from. */
export class NotPut extends Error {}

/**
 * Writes files into a study: all of them, or none.
 * @param dryRun only looks whether it could
 * @returns the path of a file that is there already; undefined: all is written
 * @throws NotPut
 */
export function putFiles(root: string, files: readonly PlannedFile[], dryRun: boolean): string | undefined {
  const there = files.find((file) => !isFree(root, file));
  if (there) return there.path;
  if (dryRun) return undefined;
  const made: string[] = [];
  const undo: (() => void)[] = [];
  for (const file of files) {
    const path = join(root, file.path);
    try {
      makeFolders(dirname(path), made);
      if (file.before === undefined) {
        if (!writeNew(path, file.text)) {
          takeBack(undo, made);
          return file.path;
        }
        undo.push(() => rmSync(path, { force: true }));
      } else {
        const { before } = file;
        replaceFile(path, file.text);
        undo.push(() => replaceFile(path, before));
      }
    } catch (error) {
      takeBack(undo, made);
      throw new NotPut(`cannot be written as ${file.path}: ${whyNotWritten(error)}`);
    }
  }
  return undefined;
}

/** Whether a file can go where it is meant. @throws NotPut where it can never */
function isFree(root: string, { path, before }: PlannedFile): boolean {
  if (folderIn(path) !== path) throw new NotPut(`would be “${path}”, which is no place in the study`);
  if (leavesStudy(root, path))
    throw new NotPut(`would be ${path}, which a link leads out of the study. Name another folder`);
  const at = join(root, path);
  if (before === undefined) return !existsSync(at);
  if (readFileSync(at, 'utf8').replace(/^\uFEFF/, '') !== before.replace(/^\uFEFF/, ''))
    throw new NotPut(`would change ${path}, which was changed meanwhile. Try again`);
  return true;
}

/** Where a folder of the study is a link to somewhere else. */
function leavesStudy(root: string, file: string): boolean {
  let folder = dirname(join(root, file));
  while (!existsSync(folder)) folder = dirname(folder);
  const way = relative(realpathSync(root), realpathSync(folder));
  return way.split(/[\\/]/)[0] === '..' || isAbsolute(way);
}

/** @param made gets the folders that were not there */
function makeFolders(folder: string, made: string[]): void {
  if (!existsSync(folder)) {
    makeFolders(dirname(folder), made);
    mkdirSync(folder);
    made.push(folder);
  }
}

function takeBack(undo: readonly (() => void)[], made: readonly string[]): void {
  for (const step of undo.toReversed()) step();
  for (const folder of made.toReversed()) rmdirSync(folder);
}
