import { askGit } from './run.js';

/** Why git can tell nothing of a folder, as a sentence with a way out; undefined where it can. */
export async function gitTrouble(folder: string): Promise<string | undefined> {
  const outcome = await askGit(folder, ['rev-parse', '--verify', '--quiet', 'HEAD^{commit}']);
  if ('output' in outcome) return undefined;
  if (outcome.missing)
    return 'There is no git on this machine (or it is not on the PATH). Install it from git-scm.com.';
  const inside = await askGit(folder, ['rev-parse', '--is-inside-work-tree']);
  if ('output' in inside) {
    return inside.output.trim() === 'true'
      ? 'This git repository has no commit yet. Commit the study first.'
      : 'This folder lies inside the .git folder of a repository, not among its files.';
  }
  if (/dubious ownership/.test(inside.failed)) {
    return `git does not trust this folder, since another user owns it. If you do, run: git config --global --add safe.directory "${safeDirectory(inside.failed) ?? folder}"`;
  }
  if (/not a git repository/.test(inside.failed)) {
    return 'This folder is in no git repository. Run “git init” in it and commit the study.';
  }
  return `git cannot tell: ${inside.failed.split('\n')[0] ?? 'it failed'}`;
}

/** The folder that git itself names. */
function safeDirectory(message: string): string | undefined {
  return /safe\.directory (?:'([^']+)'|(\S+))/.exec(message)?.slice(1).find(Boolean);
}
