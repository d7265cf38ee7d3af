import { createHash } from 'node:crypto';
import { isAbsolute, join, relative, sep } from 'node:path';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { diskFiles, type FileText, type StudyFiles } from '../files.js';
import type { Buffers } from './buffers.js';

/** The files of a study as the person at the editor sees them: what is open there stands before the disk. */
export interface Overlay extends StudyFiles {
  readonly root: string;
  buffer(path: string): TextDocument | undefined;
  /** An open file's text, at once. */
  open(path: string): FileText | undefined;
  /** The open files of the study. */
  openFiles(): string[];
}

/** `owns`: whether a path belongs to this study, and not to one nested in it. */
export function overlay(root: string, buffers: Buffers, owns: (path: string) => boolean): Overlay {
  const disk = diskFiles(root);
  const buffer = (file: string): TextDocument | undefined => {
    const path = join(root, file);
    return owns(path) ? buffers.get(path) : undefined;
  };
  const open = (path: string): FileText | undefined => {
    const text = buffer(path)?.getText();
    return text === undefined ? undefined : { text, version: hash(text) };
  };
  return {
    root,
    buffer,
    open,
    openFiles: () => [...buffers.paths()].filter(owns).map((path) => fileIn(root, path)!),
    list: (isDocument) => disk.list(isDocument),
    async read(path) {
      const read = open(path) ?? (await disk.read(path));
      return open(path) ?? read; // it may have been opened meanwhile
    },
    async stat(path) {
      return open(path)?.version ?? (await disk.stat(path));
    },
  };
}

/** A file's path relative to a folder, with `/`; undefined for one that is not below it. */
export function fileIn(root: string, path: string): string | undefined {
  const file = relative(root, path);
  const isBelow = file !== '' && !isAbsolute(file) && file !== '..' && !file.startsWith(`..${sep}`);
  return isBelow ? file.split(sep).join('/') : undefined;
}

export function hash(text: string): string {
  return createHash('sha1').update(text).digest('base64url');
}
