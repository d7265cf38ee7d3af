import { git } from './run.js';

/** Who last changed a line. Never who coded it: whoever mends a comma in a line becomes its last. */
export interface LastChange {
  /** Empty: not committed yet. */
  readonly commit: string;
  readonly author: string;
  /** `2024-03-05`, where the author was; empty for what is not committed. */
  readonly date: string;
  /** Of a commit that git knows no parent of: the first, or in a shallow clone the oldest it has. */
  readonly oldest: boolean;
}

const UNCOMMITTED = { commit: '', author: '', date: '', oldest: false };

/**
 * For each line of a file, from the first, its last change; undefined where git does not know the file.
 * @param text what stands in the editor; the file on disk if absent
 */
export async function blame(folder: string, file: string, text?: string): Promise<LastChange[] | undefined> {
  // A list of commits to pass over that is missing makes git fail.
  const args = ['-c', 'blame.ignoreRevsFile=', 'blame', '--porcelain'];
  const contents = text === undefined ? [] : ['--contents', '-'];
  const output = await git(
    folder,
    [...args, ...contents, '--', file],
    text === undefined ? {} : { input: text },
  );
  return output === undefined ? undefined : linesOf(output);
}

/** `git blame --porcelain`: a head a line, with the facts of a commit where it comes first; the line itself after a tab. */
function linesOf(output: string): LastChange[] {
  const commits = new Map<string, { author: string; time: number; zone: string; oldest: boolean }>();
  const lines: LastChange[] = [];
  let at = '';
  for (const line of output.split('\n')) {
    if (line.startsWith('\t')) {
      const { author, time, zone, oldest } = commits.get(at)!;
      lines.push(/^0+$/.test(at) ? UNCOMMITTED : { commit: at, author, date: dayOf(time, zone), oldest });
      continue;
    }
    const head = /^([0-9a-f]{40,64}) \d+ \d+/.exec(line);
    if (head) {
      at = head[1]!;
      if (!commits.has(at)) commits.set(at, { author: '', time: 0, zone: '+0000', oldest: false });
    } else if (line === 'boundary') commits.get(at)!.oldest = true;
    else if (line.startsWith('author ')) commits.get(at)!.author = line.slice(7);
    else if (line.startsWith('author-time ')) commits.get(at)!.time = Number(line.slice(12));
    else if (line.startsWith('author-tz ')) commits.get(at)!.zone = line.slice(10);
  }
  return lines;
}

/** The day at a place so far from Greenwich (`+0530`). */
function dayOf(seconds: number, zone: string): string {
  const [, sign, hours, minutes] = /^([+-])(\d\d)(\d\d)$/.exec(zone) ?? [];
  const away = (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * (sign === '-' ? -60 : 60);
  return new Date((seconds + away) * 1000).toISOString().slice(0, 10);
}

/**
 * The commits that rest on a given one, it too: what was written in any of them can have known of it. undefined: it is
 * no ancestor of what is checked out.
 */
export async function since(folder: string, commit: string): Promise<ReadonlySet<string> | undefined> {
  const later = await git(folder, ['rev-list', '--ancestry-path', `${commit}..HEAD`]);
  return later === undefined
    ? undefined
    : new Set([commit, ...later.split('\n').filter((line) => line !== '')]);
}
