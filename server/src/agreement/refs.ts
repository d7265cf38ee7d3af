import type { SideInput } from '../core/agreement/sides.js';
import type { SideSource } from '../core/agreement/types.js';
import { isDocument } from '../core/study/index.js';
import { decode } from '../files/decode.js';
import { blobsAt, isInRepository, revisionOf } from '../git/revision.js';
import { git } from '../git/run.js';
import type { Around, NotFound } from './sides.js';

/** So many texts are asked of git at once: a process for each would take longer than all the rest. */
const BATCH = 100;

/** The study as a git revision has it. */
export async function refSide(
  { root, study, git: mayRun }: Around,
  { ref, name }: Extract<SideSource, { kind: 'ref' }>,
): Promise<SideInput | NotFound> {
  if (!mayRun) return { problem: 'git runs only in a workspace that you trust.' };
  const revision = await revisionOf(root, ref);
  if (!revision) return { problem: await whyNot(root, ref) };
  const { commit, renamed } = revision;
  const paths = revision.files.filter((file) => isDocument(file, study.config));
  if (paths.length === 0) return { problem: `At ${ref} the study has no documents.` };
  const texts = new Batches(root, commit, paths);
  return {
    info: { name: name ?? ref, source: 'ref', ref, commit },
    files: new Map(paths.map((path) => [renamed.get(path) ?? path, path])),
    read: (path) => texts.read(path),
  };
}

async function whyNot(root: string, ref: string): Promise<string> {
  if (!(await isInRepository(root)))
    return `git cannot read a repository here, to look for ${ref}: there is no git or no repository, or git does not trust its owner (“git status” says which).`;
  const shallow = (await git(root, ['rev-parse', '--is-shallow-repository']))?.trim() === 'true';
  const more = shallow ? ' This is a shallow clone: “git fetch --unshallow” gets what is missing.' : '';
  return `git knows no commit called “${ref}”.${more}`;
}

/** Texts of files at a commit. They are asked for in order, so the next ones come along. */
class Batches {
  #texts: ReadonlyMap<string, string> = new Map();

  constructor(
    private readonly root: string,
    private readonly commit: string,
    private readonly files: readonly string[],
  ) {}

  async read(file: string): Promise<string | { readonly reason: string }> {
    if (!this.#texts.has(file)) {
      const from = this.files.indexOf(file);
      this.#texts = await blobsAt(this.root, this.commit, this.files.slice(from, from + BATCH));
    }
    const bytes = this.#texts.get(file);
    if (bytes === undefined) return { reason: 'cannot be read from git' };
    const decoded = decode(Buffer.from(bytes, 'latin1'));
    return 'reason' in decoded ? decoded : decoded.text;
  }
}
