import { git } from './run.js';

export interface ChangedFiles {
  /** Paths now (or, of a deleted file, then), with the path at the last commit. Relative to the folder. */
  readonly changed: readonly { readonly file: string; readonly was: string; readonly deleted: boolean }[];
  /** Files that git does not know. */
  readonly added: readonly string[];
}

const DIFF = ['diff', '--name-status', '-z', '-M', '--relative', '--no-ext-diff', '--no-textconv'];

/** What differs on disk from the last commit, below a folder; undefined without git or a commit. */
export async function changedFiles(folder: string): Promise<ChangedFiles | undefined> {
  const [diff, others] = await Promise.all([
    git(folder, [...DIFF, 'HEAD']),
    git(folder, ['ls-files', '--others', '--exclude-standard', '-z']),
  ]);
  if (diff === undefined) return undefined;
  const fields = diff.split('\0');
  const changed: { file: string; was: string; deleted: boolean }[] = [];
  while (fields.length > 1) {
    const status = fields.shift()!;
    const was = fields.shift()!;
    const file = /^[RC]/.test(status) ? fields.shift()! : was;
    if (status !== 'A' && !status.startsWith('C')) changed.push({ file, was, deleted: status === 'D' });
  }
  return { changed, added: (others ?? '').split('\0').filter((file) => file !== '') };
}

/** A file's text at the last commit; undefined where it was none. */
export function committed(folder: string, file: string): Promise<string | undefined> {
  return git(folder, ['cat-file', 'blob', `HEAD:./${file}`]);
}
