import { strToU8, type Zippable, zipSync } from 'fflate';
import { EPOCH } from './zip.js';

/** Files of text that are to be one archive. */
export interface ArchiveJob {
  readonly archive: readonly ArchiveFile[];
}

export interface ArchiveFile {
  /** With `/`. */
  readonly path: string;
  readonly chunks: readonly string[];
}

/** A zip archive without times, its files in the order given: the same content has the same bytes. */
export function makeArchive({ archive }: ArchiveJob): Uint8Array {
  const entries: Zippable = {};
  for (const { path, chunks } of archive) entries[path] = [joined(chunks), { mtime: EPOCH, level: 6 }];
  return zipSync(entries);
}

/** One string of them all could be longer than strings can be. */
function joined(chunks: readonly string[]): Uint8Array {
  const parts = chunks.map((chunk) => strToU8(chunk));
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
