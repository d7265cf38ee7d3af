import type { CodebookVersion, History } from '../core/history/types.js';
import { blobsOf } from './blobs.js';
import { changedFiles } from './changes.js';
import { git } from './run.js';

/** Of each commit its name, day, author and first line; the marks tell commits from files. */
const FORMAT = '--format=%x01%H%x02%cs%x02%aN%x02%s';
const PLAIN = ['--no-show-signature', '--no-ext-diff', '--no-textconv'];

/**
 * What git knows of a study; undefined without git or a commit, or where git does not know the codebook.
 * @param codebook path of the codebook, relative to the folder, and its text as it stands
 */
export async function historyOf(
  folder: string,
  codebook: { readonly file: string; readonly text: string | undefined },
): Promise<History | undefined> {
  const [commits, touched, versions, shallow, changes] = await Promise.all([
    git(folder, ['rev-list', '--date-order', '--reverse', 'HEAD']),
    git(folder, ['log', '--date-order', FORMAT, ...PLAIN, '--name-only', '-z', '--relative', '--', '.']),
    git(folder, ['log', '--follow', FORMAT, ...PLAIN, '--name-status', '-z', '--', codebook.file]),
    git(folder, ['rev-parse', '--is-shallow-repository']),
    changedFiles(folder),
  ]);
  if (commits === undefined || touched === undefined || versions === undefined || !changes) return undefined;
  const steps = new Map(commits.split('\n').map((commit, step) => [commit, step]));
  const committed = await textsOf(folder, entriesOf(versions));
  if (committed.length === 0) return undefined;
  const known = committed
    .map((version): CodebookVersion => ({ ...version, step: steps.get(version.commit) ?? 0 }))
    .sort((a, b) => a.step - b.step);
  const now = { step: Infinity, commit: '', date: '', text: codebook.text ?? '' };
  return {
    documents: documentsOf(touched, steps, changes),
    codebook: codebook.text === undefined || known.at(-1)!.text === codebook.text ? known : [...known, now],
    shallow: shallow?.trim() === 'true',
  };
}

type Changes = NonNullable<Awaited<ReturnType<typeof changedFiles>>>;

function documentsOf(log: string, steps: ReadonlyMap<string, number>, changes: Changes): Map<string, number> {
  const documents = new Map<string, number>();
  // The latest commits come first.
  for (const { commit, fields } of entriesOf(log))
    for (const file of fields) if (!documents.has(file)) documents.set(file, steps.get(commit) ?? 0);
  for (const file of [...changes.changed.map(({ file }) => file), ...changes.added])
    documents.set(file, Infinity);
  return documents;
}

interface Entry {
  readonly commit: string;
  readonly date: string;
  readonly author: string;
  readonly subject: string;
  /** What follows the commit, cut at NUL. */
  readonly fields: readonly string[];
}

function entriesOf(log: string): Entry[] {
  return log
    .split('\x01')
    .slice(1)
    .map((entry) => {
      const [head = '', ...fields] = entry.split('\0');
      const [commit = '', date = '', author = '', subject = ''] = head.split('\x02');
      return {
        commit,
        date: date.trim(),
        author,
        subject: subject.trim(),
        fields: fields.map((field) => field.replace(/^\n/, '')).filter((field) => field !== ''),
      };
    });
}

/** The texts of one file at the commits that changed it; it may have had other names. A commit that deleted it has none. */
async function textsOf(folder: string, entries: readonly Entry[]): Promise<Omit<CodebookVersion, 'step'>[]> {
  const there = entries.filter(({ fields }) => fields.length > 1 && fields[0] !== 'D');
  const blobs = await blobsOf(
    folder,
    there.map(({ commit, fields }) => `${commit}:${fields.at(-1)!}`),
  );
  return there.flatMap(({ commit, date, author, subject }, index) => {
    const text = blobs[index]?.toString('utf8').replace(/^\uFEFF/, '');
    return text === undefined ? [] : [{ commit, date, author, subject, text }];
  });
}
