import type { CancellationToken } from 'vscode-languageserver/node';
import { type CodedText, compare, type LostCoding, readCoded } from '../../core/lost.js';
import { changedFiles, committed } from '../../git/changes.js';
import { alive } from '../fence.js';
import type { LiveStudy } from '../live.js';
import { hash } from '../overlay.js';
import { breather, type DocumentPage } from '../pages.js';
import { keyOf, type LostWatch } from './watch.js';

/** What a document has lost, and the texts that say so. */
export interface LostIn {
  readonly file: string;
  readonly before: CodedText;
  /** As it stands; undefined for a document that is gone. */
  readonly page: DocumentPage | undefined;
  /** Names the text that was compared. */
  readonly hash: string;
  readonly lost: readonly LostCoding[];
}

interface Baseline {
  readonly file: string;
  readonly text: string;
}

/**
 * The codings a study has lost: since the last commit where git may run and knows the study, else since each document
 * was opened. Only documents that differ are looked at. A passage that stands in another document now is not lost.
 */
export async function lostIn(
  live: LiveStudy,
  watch: LostWatch,
  mayRunGit: boolean,
  token: CancellationToken,
): Promise<{ since: 'commit' | 'opened'; documents: LostIn[] }> {
  const study = await live.whole(token);
  const options = {
    ignoreClasses: study.config.ignoreClasses,
    resolve: (code: string) => study.codebook.resolve(code)?.id ?? code,
  };
  const changes = mayRunGit ? await alive(changedFiles(live.root), token) : undefined;
  const baselines = changes
    ? await sinceCommit(live, changes, token)
    : [...watch.opened].flatMap(([path, text]) => {
        const file = live.fileOf(path);
        return file === undefined ? [] : [{ file, text }];
      });
  const breathe = breather();
  const documents: LostIn[] = [];
  const come: string[] = [];
  for (const { file, text } of baselines.filter(({ file }) => live.kindOf(file) === 'document')) {
    await alive(breathe(), token);
    const page = await documentPage(live, file, token);
    const now = page?.text.getText() ?? '';
    if (now === text) continue;
    const before = readCoded(text, options);
    const difference = compare(before, readCoded(now, options), options);
    come.push(...difference.come.map((coding) => keyOf({ coding })));
    documents.push({ file, before, page, hash: hash(now), lost: difference.lost });
  }
  for (const file of changes?.added ?? []) {
    const page = live.kindOf(file) === 'document' ? await documentPage(live, file, token) : undefined;
    if (page)
      come.push(...readCoded(page.text.getText(), options).codings.map((coding) => keyOf({ coding })));
  }
  return { since: changes ? 'commit' : 'opened', documents: withoutMoved(documents, come) };
}

async function documentPage(
  live: LiveStudy,
  file: string,
  token: CancellationToken,
): Promise<DocumentPage | undefined> {
  const page = await alive(live.page(file), token);
  return page?.kind === 'document' ? page : undefined;
}

async function sinceCommit(
  live: LiveStudy,
  { changed }: NonNullable<Awaited<ReturnType<typeof changedFiles>>>,
  token: CancellationToken,
): Promise<Baseline[]> {
  const was = new Map(changed.map((each) => [each.file, each.was]));
  for (const file of live.openFiles()) if (!was.has(file)) was.set(file, file);
  const baselines: Baseline[] = [];
  for (const [file, before] of was) {
    const text = await alive(committed(live.root, before), token);
    if (text !== undefined) baselines.push({ file, text });
  }
  return baselines;
}

/** Each coding that came somewhere takes one of the same words and code off the list. */
function withoutMoved(documents: readonly LostIn[], come: readonly string[]): LostIn[] {
  const left = new Map<string, number>();
  for (const key of come) left.set(key, (left.get(key) ?? 0) + 1);
  return documents
    .map((document) => ({
      ...document,
      lost: document.lost.filter((lost) => {
        const count = left.get(keyOf(lost)) ?? 0;
        left.set(keyOf(lost), count - 1);
        return count <= 0;
      }),
    }))
    .filter(({ lost }) => lost.length > 0);
}
