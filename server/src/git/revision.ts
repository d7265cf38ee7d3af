import { git } from './run.js';

export interface Revision {
  readonly commit: string;
  /** Files of the folder at that commit, relative to it. */
  readonly files: readonly string[];
  /** By path then: the path that the file has now, where it is another. */
  readonly renamed: ReadonlyMap<string, string>;
}

/** A revision (`HEAD~2`, a branch, a tag, a commit) as a folder had it; undefined where git knows no such commit. */
export async function revisionOf(folder: string, ref: string): Promise<Revision | undefined> {
  // What begins with a dash would be an option.
  if (ref === '' || ref.startsWith('-')) return undefined;
  const commit = (
    await git(folder, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`])
  )?.trim();
  if (!commit) return undefined;
  const [tree, moved] = await Promise.all([
    git(folder, ['ls-tree', '-r', '-z', '--name-only', commit]),
    git(folder, [
      ...['diff', '--name-status', '-z', '-M', '--diff-filter=R', '--relative'],
      ...['--no-ext-diff', '--no-textconv', commit],
    ]),
  ]);
  if (tree === undefined) return undefined;
  const fields = (moved ?? '').split('\0');
  const renamed = new Map<string, string>();
  for (let at = 0; at + 2 < fields.length; at += 3) renamed.set(fields[at + 1]!, fields[at + 2]!);
  return { commit, files: tree.split('\0').filter((file) => file !== ''), renamed };
}

/** The bytes of a file of a folder at a commit, one character each; undefined where it has none. */
export function blobAt(folder: string, commit: string, file: string): Promise<string | undefined> {
  return git(folder, ['cat-file', 'blob', `${commit}:./${file}`], { encoding: 'latin1' });
}

/** Whether a folder is in a repository that git is willing to read. */
export async function isInRepository(folder: string): Promise<boolean> {
  return (await git(folder, ['rev-parse', '--is-inside-work-tree']))?.trim() === 'true';
}

/** Several files of a folder at a commit at once, each as bytes of one character; those it does not have are absent. */
export async function blobsAt(
  folder: string,
  commit: string,
  files: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  // git reads a name a line.
  const plain = files.filter((file) => !/[\n\r]/.test(file));
  const input = plain.map((file) => `${commit}:./${file}\n`).join('');
  const output = (await git(folder, ['cat-file', '--batch'], { input, encoding: 'latin1' })) ?? '';
  let at = 0;
  for (const file of plain) {
    const end = output.indexOf('\n', at);
    if (end < 0) break;
    const head = /^\S+ (\S+) (\d+)$/.exec(output.slice(at, end));
    at = end + 1;
    if (!head) continue; // missing
    const size = Number(head[2]);
    if (head[1] === 'blob') found.set(file, output.slice(at, at + size));
    at += size + 1;
  }
  for (const file of files.filter((each) => !plain.includes(each))) {
    const blob = await blobAt(folder, commit, file);
    if (blob !== undefined) found.set(file, blob);
  }
  return found;
}
