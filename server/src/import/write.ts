import { randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  openSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** Writes a whole file that was not there, or nothing. @returns false: there is one of that name. */
export function writeNew(path: string, text: string): boolean {
  const temporary = writeTemporary(path, text, 0o666);
  try {
    // A link fails where there is a file; a rename would replace it.
    linkSync(temporary, path);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return false;
    if (existsSync(path)) return false;
    // Not every disk knows links (FAT, some shares).
    if (!['EPERM', 'ENOTSUP', 'ENOSYS', 'EXDEV', 'EINVAL', 'UNKNOWN'].includes(code ?? '')) throw error;
    renameSync(temporary, path);
    return true;
  } finally {
    rmSync(temporary, { force: true });
  }
}

/** Writes a whole file in place of what is there, readable by its owner alone. */
export function replacePrivate(path: string, text: string): void {
  const temporary = writeTemporary(path, text, 0o600);
  try {
    renameSync(temporary, path);
  } finally {
    rmSync(temporary, { force: true });
  }
}

/** Beside the file it is for, under a name that no study reads. */
function writeTemporary(path: string, text: string, mode: number): string {
  const temporary = join(dirname(path), `.${basename(path)}.${randomBytes(4).toString('hex')}.tmp`);
  const handle = openSync(temporary, 'wx', mode);
  try {
    writeFileSync(handle, text);
    fsyncSync(handle);
  } catch (error) {
    closeSync(handle);
    rmSync(temporary, { force: true });
    throw error;
  }
  closeSync(handle);
  return temporary;
}

/** Why the system did not write, in words. */
export function whyNotWritten(error: unknown): string {
  const { code = '', message } = error as NodeJS.ErrnoException;
  return WHY_NOT[code] ?? (code || message);
}

const WHY_NOT: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the disk is read-only',
  ENOSPC: 'the disk is full',
  EEXIST: 'a file is in the place of its folder',
  EISDIR: 'a folder is in its place',
  ENOTDIR: 'a file is in the place of its folder',
  ENAMETOOLONG: 'its name is too long',
};
