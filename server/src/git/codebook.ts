import { diffCodebooks, type DiffState } from '../core/history/diff.js';
import type { CodebookDiff } from '../core/history/diff-types.js';
import type { LoadedStudy } from '../files.js';
import { type Commit, commitOf, forkOf, studyAt } from './snapshot.js';

type Problem = { readonly problem: string };
type Now = Pick<LoadedStudy, 'root' | 'study'>;

/**
 * How the codebook of a study changed.
 * @param range `v1..v2`; `v1...v2`: since v2 began beside v1; `v1` or nothing (the last commit): up to the files as they
 *   stand, which are `now`
 */
export async function codebookDiff(now: Now, range = 'HEAD'): Promise<CodebookDiff | Problem> {
  const ends = await endsOf(now.root, range);
  if ('problem' in ends) return ends;
  const before = await stateAt(now.root, ends.from);
  if ('problem' in before) return before;
  const after = ends.to ? await stateAt(now.root, ends.to) : { study: now.study, side: STANDING };
  return 'problem' in after ? after : diffCodebooks(before, after);
}

const STANDING = { ref: '', commit: '', date: '' };

/** `to` is absent for the files as they stand. As in git, a side left empty is the last commit. */
async function endsOf(root: string, range: string): Promise<{ from: Commit; to?: Commit } | Problem> {
  const [, left = range, dots, right = ''] = /^(.*?)(\.{2,3})(.*)$/.exec(range) ?? [];
  const from = await commitOf(root, left || 'HEAD');
  if ('problem' in from || dots === undefined) return 'problem' in from ? from : { from };
  const to = await commitOf(root, right || 'HEAD');
  if ('problem' in to) return to;
  if (dots === '..') return { from, to };
  const fork = await forkOf(root, from, to);
  return 'problem' in fork ? fork : { from: fork, to };
}

async function stateAt(root: string, commit: Commit): Promise<DiffState | Problem> {
  const loaded = await studyAt(root, commit);
  return 'problem' in loaded ? loaded : { study: loaded.study, side: commit };
}
