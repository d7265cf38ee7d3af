import { statSync } from 'node:fs';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import type { SideInput } from '../core/agreement/sides.js';
import type { SideSource } from '../core/agreement/types.js';
import { isDocument } from '../core/study/index.js';
import { diskFiles } from '../files.js';
import { type Around, type NotFound, readerOf } from './sides.js';

/** A folder of copies, one document, or (`.`) the study as it stands. */
export async function pathSide(
  around: Around,
  { path, name }: Extract<SideSource, { kind: 'path' }>,
): Promise<SideInput | NotFound> {
  const { root, study } = around;
  const full = resolve(root, path);
  const label = path.replace(/^(\.\/)+/, '').replace(/[/\\]+$/, '');
  const info = {
    name: name ?? (full === root ? 'study' : label),
    source: 'path' as const,
    path: label || '.',
  };
  if (full === root) {
    const files = new Map([...study.documents.keys()].map((file) => [file, file]));
    return { info, files, read: readerOf(around.files), diskPath: (file) => file };
  }
  const stats = statSync(full, { throwIfNoEntry: false });
  if (!stats) return { problem: `There is no folder or file ${path}.` };
  const within = await documentsIn(around, full, stats.isDirectory());
  if ('problem' in within) return within;
  const inStudy = relative(root, full).split(sep).join('/');
  const own = (file: string): string => [inStudy, file].filter((part) => part !== '').join('/');
  const known = [...study.documents.keys()];
  const files = new Map<string, string>();
  for (const file of within.files) {
    const partner = partnerOf(own(file), known) ?? (file || own(file));
    files.set(files.has(partner) ? own(file) : partner, own(file));
  }
  const inside = inStudy !== '..' && !inStudy.startsWith('../') && !isAbsolute(inStudy);
  const disk = diskFiles(full);
  return {
    info,
    files,
    // What is open in an editor stands before the disk, for files of the study's folder.
    read: inside
      ? readerOf(around.files)
      : readerOf(stats.isDirectory() ? under(disk, inStudy) : diskFiles(root)),
    diskPath: (file) => file,
  };
}

/** Files of a folder by paths from the study. */
function under(disk: ReturnType<typeof diskFiles>, prefix: string): ReturnType<typeof diskFiles> {
  const own = (file: string): string => file.slice(prefix.length + 1);
  return { ...disk, read: (file) => disk.read(own(file)) };
}

/** Of a folder the paths of its documents, of a file the empty path: what stands behind the side's own path. */
async function documentsIn(
  { study }: Around,
  full: string,
  isFolder: boolean,
): Promise<{ readonly files: readonly string[] } | NotFound> {
  if (!isFolder) return { files: [''] };
  const listing = await diskFiles(full).list();
  const [unread] = listing.unreadable;
  if (unread) return { problem: `${full}${sep}${unread.path} ${unread.reason}` };
  const named = listing.files.filter((file) => isDocument(file, study.config));
  // Globs of a study name its own folders, which a folder of copies need not have.
  const files =
    named.length > 0
      ? named
      : listing.files.filter((file) => /\.md$/i.test(file) && !/(^|\/)(readme|changelog)\.md$/i.test(file));
  return files.length > 0 ? { files } : { problem: `There is no document in ${full}.` };
}

/** The document of a study that a copy is of: by the longest end of its path, else by its name where only one has it. */
export function partnerOf(path: string, known: readonly string[]): string | undefined {
  const parts = path.split('/');
  for (let at = 0; at < parts.length; at++) {
    const end = parts.slice(at).join('/');
    if (known.includes(end)) return end;
  }
  const named = known.filter((file) => file.split('/').at(-1) === parts.at(-1));
  return named.length === 1 ? named[0] : undefined;
}
