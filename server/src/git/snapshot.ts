import { isMemo } from '../core/memos/index.js';
import { keptKind } from '../core/kept/index.js';
import {
  CONFIG_FILE,
  type FileText,
  loadStudy,
  type LoadedStudy,
  type StudyFiles,
  type Unread,
} from '../files.js';
import { decode } from '../files/decode.js';
import { hasCodes } from '../files/walk.js';
import { blobsOf } from './blobs.js';
import { askGit, git } from './run.js';
import { gitTrouble } from './trouble.js';

/** A commit that a person named. */
export interface Commit {
  /** As named: `v1`, `HEAD~3`. */
  readonly ref: string;
  readonly commit: string;
  /** `2024-03-05`: the day of the commit. */
  readonly date: string;
}

/** The commit of a tag, a branch or a part of a commit's name; else why there is none, and what to do. */
export async function commitOf(folder: string, ref: string): Promise<Commit | { readonly problem: string }> {
  const trouble = await gitTrouble(folder);
  if (trouble !== undefined) return { problem: trouble };
  // What begins with a dash would be taken for an option; no name of git does.
  const named =
    ref.startsWith('-') || ref === ''
      ? undefined
      : await git(folder, ['rev-parse', '--verify', '--quiet', `${ref}^{commit}`]);
  if (named === undefined) return { problem: await unknownRef(folder, ref) };
  const commit = named.trim();
  const date = await git(folder, ['show', '--no-patch', '--no-show-signature', '--format=%cs', commit]);
  return { ref, commit, date: (date ?? '').trim() };
}

async function unknownRef(folder: string, ref: string): Promise<string> {
  const shallow = (await git(folder, ['rev-parse', '--is-shallow-repository']))?.trim() === 'true';
  const why = shallow
    ? ' This clone has only the latest commits; “git fetch --unshallow --tags” gets the rest.'
    : ' “git tag” and “git log --oneline” list what there is.';
  return `git knows no commit “${ref}”.${why}`;
}

/** The common ancestor of two commits: where a branch began. */
export async function forkOf(
  folder: string,
  one: Commit,
  other: Commit,
): Promise<Commit | { readonly problem: string }> {
  const fork = (await git(folder, ['merge-base', one.commit, other.commit]))?.trim();
  if (fork === undefined || fork === '') {
    return {
      problem: `${one.ref} and ${other.ref} have no commit in common that this clone knows. “git fetch --unshallow” gets older commits.`,
    };
  }
  const found = await commitOf(folder, fork);
  return 'problem' in found ? found : { ...found, ref: `${one.ref}...${other.ref}` };
}

/**
 * A study as it was at a commit, read from git alone: the files on disk stay as they are.
 * Links are left out, since what they lead to may be in no commit.
 */
export async function studyAt(
  folder: string,
  { ref, commit }: Commit,
): Promise<LoadedStudy | { readonly problem: string }> {
  const tree = await askGit(folder, ['ls-tree', '-r', '-z', '-l', commit]);
  if (!('output' in tree))
    return { problem: `git cannot list the files of ${ref}: ${tree.failed.split('\n')[0] ?? ''}` };
  const blobs = entriesOf(tree.output);
  const loaded = await loadStudy(folder, { files: filesAt(folder, blobs) });
  if (
    loaded.codebookText === undefined &&
    !loaded.study.unreadable.some(({ file }) => file === loaded.study.config.codebook)
  ) {
    return { problem: `The study had no ${loaded.study.config.codebook} at ${ref}.` };
  }
  return loaded;
}

interface Blob {
  readonly path: string;
  readonly id: string;
  readonly size: number;
}

/** Of `git ls-tree -r -z -l`: `100644 blob ID    SIZE\tPATH`. Plain files only. */
function entriesOf(tree: string): Map<string, Blob> {
  const blobs = new Map<string, Blob>();
  for (const line of tree.split('\0')) {
    const entry = /^100\d{3} blob ([0-9a-f]+) +(\d+)\t(.+)$/s.exec(line);
    if (entry) blobs.set(entry[3]!, { path: entry[3]!, id: entry[1]!, size: Number(entry[2]) });
  }
  return blobs;
}

/** So many bytes are asked of git at a time. */
const PORTION = 1 << 26;

function filesAt(folder: string, blobs: ReadonlyMap<string, Blob>): StudyFiles {
  /** Read ahead, many in one call; each is asked for once. */
  const ahead = new Map<string, Buffer | undefined>();
  let order: readonly Blob[] = [];

  const fetchFrom = async (path: string): Promise<void> => {
    const from = order.findIndex((blob) => blob.path === path);
    const portion: Blob[] = [];
    for (let size = 0, at = Math.max(0, from); at < order.length && (size === 0 || size < PORTION); at++) {
      portion.push(order[at]!);
      size += order[at]!.size;
    }
    const wanted = from < 0 ? [blobs.get(path)!] : portion;
    const found = await blobsOf(
      folder,
      wanted.map(({ id }) => id),
    );
    wanted.forEach((blob, index) => ahead.set(blob.path, found[index]));
  };

  return {
    async list(isDocument) {
      const { files, nested } = await listed(folder, blobs);
      order = files
        .filter((path) => isDocument?.(path) || isMemo(path) || keptKind(path) !== undefined)
        .map((path) => blobs.get(path)!);
      return { files, skipped: [], unreadable: [], nested };
    },
    async read(path): Promise<FileText | Unread> {
      const blob = blobs.get(path);
      if (!blob) return { file: path, reason: 'does not exist', missing: true };
      if (!ahead.has(path)) await fetchFrom(path);
      const bytes = ahead.get(path);
      ahead.delete(path);
      if (!bytes) return { file: path, reason: 'is not in this clone' };
      const decoded = decode(bytes);
      return 'reason' in decoded ? { file: path, reason: decoded.reason } : { ...decoded, version: blob.id };
    },
    stat: (path) => Promise.resolve(blobs.get(path)?.id),
  };
}

/** As `walk` lists a folder on disk: no dot files, no `node_modules`, no studies inside this one. */
async function listed(
  folder: string,
  blobs: ReadonlyMap<string, Blob>,
): Promise<{ files: string[]; nested: string[] }> {
  const files = [...blobs.keys()].filter((path) =>
    path.split('/').every((part) => !part.startsWith('.') && part !== 'node_modules'),
  );
  const nested = files.filter((path) => path.endsWith(`/${CONFIG_FILE}`)).map(folderOf);
  if (!blobs.has(CONFIG_FILE)) {
    const codebooks = files.filter((path) => path.endsWith('/codebook.yaml'));
    const texts = await blobsOf(
      folder,
      codebooks.map((path) => blobs.get(path)!.id),
    );
    codebooks.forEach((path, index) => {
      if (hasCodes(texts[index]?.toString('utf8') ?? '')) nested.push(folderOf(path));
    });
  }
  const inside = (path: string): boolean => nested.some((study) => path.startsWith(`${study}/`));
  return { files: files.filter((path) => !inside(path)).sort(), nested: nested.sort() };
}

const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/'));
