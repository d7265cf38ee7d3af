import type { CancellationToken } from 'vscode-languageserver/node';
import { blame, type LastChange } from '../git/blame.js';
import { git } from '../git/run.js';
import { alive } from './fence.js';
import type { LiveStudy } from './live.js';
import { hash } from './overlay.js';
import type { DocumentPage } from './pages.js';

/** Documents whose lines are remembered, of one study: those that a person looks at. */
const REMEMBERED = 20;

type Lines = readonly (LastChange | undefined)[];
interface Known {
  /** The commit and the text that were asked about. */
  readonly key: string;
  readonly lines: Promise<Lines | undefined>;
}

const known = new WeakMap<LiveStudy, Map<string, Known>>();

/**
 * Who last changed each line of a document, from the first. undefined where git may not run or does not know the
 * file, and for lines older than what a shallow clone has: git would name the author of its oldest commit.
 */
export async function lastChanges(
  { live, file, text }: DocumentPage,
  mayRunGit: boolean,
  token: CancellationToken,
): Promise<Lines | undefined> {
  if (!mayRunGit) return undefined;
  const head = await alive(git(live.root, ['rev-parse', '--verify', '--quiet', 'HEAD']), token);
  if (head === undefined) return undefined;
  const files = known.get(live) ?? new Map<string, Known>();
  known.set(live, files);
  const contents = text.getText();
  const key = `${head.trim()} ${hash(contents)}`;
  const before = files.get(file);
  const now = before?.key === key ? before : { key, lines: ask(live.root, file, contents) };
  // Asked last, forgotten last.
  files.delete(file);
  files.set(file, now);
  if (files.size > REMEMBERED) files.delete(files.keys().next().value!);
  return alive(now.lines, token);
}

async function ask(root: string, file: string, contents: string): Promise<Lines | undefined> {
  const lines = await blame(root, file, contents);
  if (!lines?.some(({ oldest }) => oldest)) return lines;
  const isShallow = (await git(root, ['rev-parse', '--is-shallow-repository']))?.trim() !== 'false';
  return isShallow ? lines.map((line) => (line.oldest ? undefined : line)) : lines;
}
