import { git } from './run.js';
import { gitTrouble } from './trouble.js';

export interface NamedState {
  readonly name: string;
  readonly kind: 'tag' | 'branch' | 'commit';
  readonly date: string;
  readonly subject: string;
}

const MOST_COMMITS = 50;

/** What a person may compare the codebook with: tags, branches, and the commits that changed it, each the latest first. */
export async function namedStates(
  folder: string,
  codebook: string,
): Promise<{ readonly refs: NamedState[] } | { readonly problem: string }> {
  const trouble = await gitTrouble(folder);
  if (trouble !== undefined) return { problem: trouble };
  const format = '%(refname)%1f%(creatordate:short)%1f%(contents:subject)';
  const [refs, commits] = await Promise.all([
    git(folder, ['for-each-ref', '--sort=-creatordate', `--format=${format}`, 'refs/tags', 'refs/heads']),
    git(folder, [
      ...['log', `--max-count=${MOST_COMMITS}`, '--no-show-signature', '--format=%h%x1f%cs%x1f%s'],
      ...['--', codebook],
    ]),
  ]);
  const named = fieldsOf(refs).map(([ref = '', date = '', subject = '']): NamedState => {
    const isTag = ref.startsWith('refs/tags/');
    return {
      name: ref.replace(/^refs\/(?:tags|heads)\//, ''),
      kind: isTag ? 'tag' : 'branch',
      date,
      subject,
    };
  });
  const single = fieldsOf(commits).map(([name = '', date = '', subject = '']): NamedState => ({
    name,
    kind: 'commit',
    date,
    subject,
  }));
  const of = (kind: NamedState['kind']): NamedState[] => named.filter((each) => each.kind === kind);
  return { refs: [...of('tag'), ...of('branch'), ...single] };
}

function fieldsOf(output = ''): string[][] {
  return output
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.split('\x1f'));
}
