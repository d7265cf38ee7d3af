import { git } from './run.js';

/** The last commit that changed a folder; undefined without git, or where it is in no commit. */
export async function lastCommit(
  folder: string,
): Promise<{ readonly hash: string; readonly date: string } | undefined> {
  const [hash, date] = (await git(folder, ['log', '-1', '--format=%H%n%cI', '--', '.']))?.split('\n') ?? [];
  return hash && date ? { hash, date } : undefined;
}

export interface SinceCommit {
  /** The files that the commit has below the folder, relative to it. */
  readonly has: ReadonlySet<string>;
  /** Those of them that are not so any more: edited, gone. */
  readonly changed: ReadonlySet<string>;
}

/** How a folder on disk differs from the commit that is checked out. What git does not know or ignores is in neither. */
export async function sinceCommit(folder: string): Promise<SinceCommit> {
  const [has, changed] = await Promise.all([
    git(folder, ['ls-tree', '-r', '-z', '--name-only', 'HEAD']),
    git(folder, ['diff', '--name-only', '-z', '--relative', '--no-ext-diff', '--no-textconv', 'HEAD']),
  ]);
  // Without an answer nothing is known to be in the commit.
  if (has === undefined || changed === undefined) return { has: new Set(), changed: new Set() };
  return {
    has: new Set(has.split('\0')),
    changed: new Set(changed.split('\0').filter((file) => file !== '')),
  };
}
