import { execFileSync } from 'node:child_process';
import { Folder, type Files } from '../lsp/harness/folder.js';

const WHO = ['-c', 'user.name=Ana Özil', '-c', 'user.email=ana@example.org', '-c', 'commit.gpgsign=false'];

/** Git in a folder of a test, as a person runs it; gives what it prints. */
export function gitIn(root: string, ...args: string[]): string {
  return execFileSync('git', [...WHO, ...args], { cwd: root, stdio: 'pipe', encoding: 'utf8' }).trim();
}

/** A study in a git repository of its own, with one commit. */
export async function repository(files: Files): Promise<Folder> {
  const folder = await Folder.of(files);
  gitIn(folder.root, 'init', '-q', '-b', 'main');
  commit(folder, 'First codebook');
  return folder;
}

/** Commits everything as it stands. */
export function commit(folder: Folder, message: string): void {
  gitIn(folder.root, 'add', '-A');
  gitIn(folder.root, 'commit', '-q', '--allow-empty', '-m', message);
}
