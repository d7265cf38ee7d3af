import { execFile } from 'node:child_process';

const LARGEST = 1 << 28;
const PATIENCE_MS = 20_000;
const SAFE = ['-c', 'core.fsmonitor=false', '-c', 'core.quotepath=false', '--no-optional-locks'];
/** Objects that a partial clone lacks are not fetched: nothing here uses the network. Messages are read in English. */
const SURROUNDINGS = { GIT_NO_LAZY_FETCH: '1', GIT_TERMINAL_PROMPT: '0', LC_ALL: 'C' };

export interface GitOptions {
  /** What git reads from its standard input. */
  readonly input?: string;
  /** `latin1`: one character for each byte. */
  readonly encoding?: 'utf8' | 'latin1';
}

export type GitOutcome =
  | { readonly output: string }
  /** `missing`: there is no git; else what it said, and its exit code where it ended by itself. */
  | { readonly failed: string; readonly code: number | null; readonly missing: boolean };

/**
 * Runs git without a shell, and without what a repository's own settings could make it run. undefined: it failed, or
 * there is none. Not to be called for a folder that its user does not trust.
 */
export async function git(
  folder: string,
  args: readonly string[],
  options?: GitOptions,
): Promise<string | undefined> {
  const outcome = await askGit(folder, args, options);
  return 'output' in outcome ? outcome.output : undefined;
}

/** As `git`, where a failure is to be explained. */
export function askGit(
  folder: string,
  args: readonly string[],
  { input, encoding = 'utf8' }: GitOptions = {},
): Promise<GitOutcome> {
  return new Promise((resolve) => {
    const child = execFile(
      'git',
      [...SAFE, ...args],
      {
        cwd: folder,
        maxBuffer: LARGEST,
        encoding,
        windowsHide: true,
        timeout: PATIENCE_MS,
        env: { ...process.env, ...SURROUNDINGS },
      },
      (error, output, errors) => {
        if (!error) resolve({ output });
        else {
          const { code } = error;
          const missing = (code as unknown) === 'ENOENT';
          resolve({ failed: errors.trim(), code: typeof code === 'number' ? code : null, missing });
        }
      },
    );
    // git may go before it has read everything; its exit code tells.
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(input);
  });
}
