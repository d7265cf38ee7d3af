import { type Dirent, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** A file or folder that was left alone, and why, in words to follow its path. */
export interface Skipped {
  readonly path: string;
  readonly reason: string;
}

export interface Listing {
  /** Paths relative to the study with `/`, in code unit order, of all files that may matter; documents are among them. */
  readonly files: readonly string[];
  /** Links that lead to what is read anyway, so that no passage counts twice. */
  readonly skipped: readonly Skipped[];
  /** Folders that cannot be listed: what they hold is missing. */
  readonly unreadable: readonly Skipped[];
  /** Folders of studies inside this one, which leaves them out. */
  readonly nested: readonly string[];
}

const CONFIG = 'qualdown.yaml';
const CODEBOOK = 'codebook.yaml';

/** Whether a folder is the root of a study by its own `qualdown.yaml`. */
export function hasConfig(names: Iterable<string>): boolean {
  for (const name of names) if (name === CONFIG) return true;
  return false;
}

/** Whether a folder is one by a `codebook.yaml` with `codes:` at the top; other programs have a file of that name too. */
export function hasCodebook(folder: string): boolean {
  try {
    return hasCodes(readFileSync(join(folder, CODEBOOK), 'utf8'));
  } catch {
    return false;
  }
}

/** Whether the text of a `codebook.yaml` has `codes:` at the top. */
export function hasCodes(text: string): boolean {
  return /^\uFEFF?(?:codes|"codes"|'codes')[ \t]*:/m.test(text);
}

/**
 * All files below a study's folder but dot files and `node_modules`. Links are followed once everything else is
 * known, and only where they lead to a folder not listed or a file not read before; so a loop ends, and the listing is
 * the same on every run.
 * @param isDocument whether a path of the study is read as a document
 */
export function walk(root: string, isDocument: (path: string) => boolean = () => true): Listing {
  const files: string[] = [];
  const skipped: Skipped[] = [];
  const unreadable: Skipped[] = [];
  const nested: string[] = [];
  const links: string[] = [];
  /** Real paths of folders listed and, once links are followed, of documents. */
  const seen = new Map<string, string>();
  const realRoot = realpathSync(root);
  const byConfig = hasConfig(entriesOf(root, '', unreadable).map((entry) => entry.name));

  const isNested = (folder: string, entries: readonly Dirent[]): boolean =>
    hasConfig(entries.map((entry) => entry.name)) ||
    (!byConfig && entries.some((entry) => entry.name === CODEBOOK) && hasCodebook(join(root, folder)));

  /** Before links are followed no file can be met twice, and most studies have none. */
  let following = false;
  const list = (path: string, folder: string, name: string): void => {
    const real = following && isDocument(path) ? join(folder, name) : undefined;
    const first = real === undefined ? undefined : seen.get(real);
    if (first !== undefined)
      skipped.push({ path, reason: `is the same file as ${first}, which is read already` });
    else {
      if (real !== undefined) seen.set(real, path);
      files.push(path);
    }
  };

  const visit = (folder: string, real: string): void => {
    if (seen.has(real)) return;
    seen.set(real, folder);
    const entries = entriesOf(root, folder, unreadable);
    if (folder !== '' && isNested(folder, entries)) {
      nested.push(folder);
      return;
    }
    for (const entry of entries) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.name.startsWith('.') || entry.name === 'node_modules') continue;
      if (entry.isSymbolicLink()) links.push(path);
      else if (entry.isDirectory()) visit(path, join(real, entry.name));
      else if (entry.isFile()) list(path, real, entry.name);
    }
  };

  const follow = (path: string): void => {
    const target = targetOf(join(root, path));
    // A link that leads nowhere is listed: reading it says so, should it be a document. One of another kind of name
    // is, too: nothing reads it.
    if (!target || !(target.directory || isDocument(path))) files.push(path);
    else if (isInside(realRoot, target.real))
      skipped.push({ path, reason: 'is a link to a folder around it' });
    else if (seen.has(target.real)) {
      const first = seen.get(target.real) ?? '';
      skipped.push({ path, reason: `is a link to ${first || 'the study'}, which is read already` });
    } else if (target.directory) visit(path, target.real);
    else {
      seen.set(target.real, path);
      files.push(path);
    }
  };

  visit('', realRoot);
  if (links.length > 0) {
    for (const file of files) if (isDocument(file)) seen.set(join(realRoot, file), file);
    following = true;
    // Following may find more links; these are appended and reached in turn.
    links.sort();
    for (const link of links) follow(link);
  }
  return { files: files.sort(), skipped, unreadable, nested: nested.sort() };
}

function entriesOf(root: string, folder: string, unreadable: Skipped[]): Dirent[] {
  try {
    return readdirSync(join(root, folder), { withFileTypes: true });
  } catch (error) {
    unreadable.push({ path: folder || '.', reason: reasonOf(error) });
    return [];
  }
}

function targetOf(path: string): { real: string; directory: boolean } | undefined {
  try {
    return { real: realpathSync(path), directory: statSync(path).isDirectory() };
  } catch {
    return undefined;
  }
}

/** Whether `inner` is `outer` or lies in it. */
function isInside(inner: string, outer: string): boolean {
  return inner === outer || inner.startsWith(join(outer, '/'));
}

/** Why the system refused a file, in words; its code where there are none. */
export function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return REASONS[code] ?? `cannot be read (${code || String(error)})`;
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'cannot be read: permission denied',
  EPERM: 'cannot be read: permission denied',
  ENOENT: 'is a link that leads nowhere',
  ELOOP: 'is a link that leads back to itself',
  EISDIR: 'is a folder',
  ENOTDIR: 'is no folder',
  EMFILE: 'cannot be read: too many files are open',
  EIO: 'cannot be read: the disk reports an error',
};
