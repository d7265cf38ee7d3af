import type { CancellationToken } from 'vscode-languageserver/node';
import {
  type Ground,
  planOperation,
  type Operation,
  type Plan,
  recode,
  type Recoding,
} from '../core/codebook/refactor/index.js';
import type { Study } from '../core/study/types.js';
import type { RefactorOutcome } from '../protocol.js';
import { alive } from './fence.js';
import type { LiveStudy } from './live.js';
import { type Page, pagesOf } from './pages.js';
import { type FileEdit, fileEdit, newFile } from './study-edit.js';
import { filesWith } from './uses.js';

/**
 * Whoever keeps ids of codes in other files of a study (memos) says here what is to be written there when codes are
 * renamed or merged.
 */
export type Follower = (
  live: LiveStudy,
  recoding: Recoding,
  token: CancellationToken,
) => Promise<readonly FileEdit[]>;
export const followers: Follower[] = [];

/** An operation on a study's codebook as edits of all files it concerns; nothing is written. */
export async function refactor(
  live: LiveStudy,
  operation: Operation,
  token: CancellationToken,
): Promise<RefactorOutcome> {
  const plan = await planned(live, operation, token);
  if ('refused' in plan) return plan;
  const { files } = plan;
  if (!plan.recoding) {
    if (files.length === 0) return { refused: 'Nothing changes by that.' };
    return { edit: { files, label: plan.label }, code: plan.code, passages: 0, documents: 0 };
  }
  const recoded = await recodeDocuments(live, plan.recoding, token);
  if ('refused' in recoded) return recoded;
  for (const follow of followers) files.push(...(await alive(follow(live, plan.recoding, token), token)));
  const { passages } = recoded;
  const documents = recoded.files.length;
  const label = `${plan.label}: ${counted(passages, documents)}`;
  return { edit: { files: [...files, ...recoded.files], label }, code: plan.code, passages, documents };
}

/** The operation with its edits of the codebook. */
export async function planned(
  live: LiveStudy,
  operation: Operation,
  token: CancellationToken,
): Promise<(Plan & { files: FileEdit[] }) | { refused: string }> {
  await live.whole(token);
  const page = await alive(live.codebookPage(), token);
  const { study } = page ?? live;
  const plan = planOperation(groundOf(study, page?.text.getText() ?? ''), operation);
  return 'refused' in plan ? plan : { ...plan, files: codebookEdits(live, page, plan.edits) };
}

function groundOf(study: Study, text: string): Ground {
  return { study, text, uses: (codes) => usesOf(study, codes) };
}

export function counted(passages: number, documents: number): string {
  const many = (count: number, one: string): string => `${count} ${count === 1 ? one : `${one}s`}`;
  return `${many(passages, 'passage')} in ${many(documents, 'document')}`;
}

function codebookEdits(
  live: LiveStudy,
  page: Page | undefined,
  edits: Parameters<typeof fileEdit>[1],
): FileEdit[] {
  if (edits.length === 0) return [];
  if (page) return [fileEdit(page, edits)];
  const uri = live.uriOf(live.study.config.codebook);
  return [newFile(uri, edits.map(({ text }) => text).join(''))];
}

type RecodedFiles = { files: FileEdit[]; passages: number } | { refused: string };

async function recodeDocuments(
  live: LiveStudy,
  recoding: Recoding,
  token: CancellationToken,
): Promise<RecodedFiles> {
  const files: FileEdit[] = [];
  let passages = 0;
  for await (const page of pagesOf(live, filesWith(live.study, [...recoding.keys()]), token)) {
    if (page.kind !== 'document') continue;
    const result = recode(page.study, page.document, page.text.getText(), recoding);
    if ('refused' in result) return result;
    passages += result.passages;
    if (result.edits.length > 0) files.push(fileEdit(page, result.edits));
  }
  return { files, passages };
}

/** Passages and documents with any of these codes, in all documents. */
function usesOf(
  { documents, codebook, context }: Study,
  codes: readonly string[],
): ReturnType<Ground['uses']> {
  const ids = codes.flatMap((code) => [code, ...(codebook.codes.get(code)?.aliases ?? [])]);
  const wanted = new Set(ids.map((id) => context.names.find(id)).filter((id) => id !== -1));
  let [passages, carrying] = [0, 0];
  for (const { scan } of documents.values()) {
    const { codes: all, codesFrom, seg } = scan.columns;
    const found = new Set<number>();
    for (let mark = 0; mark < scan.markCount; mark++) {
      for (let at = codesFrom[mark]!; at < codesFrom[mark + 1]!; at++) {
        if (wanted.has(all[at]!)) found.add(seg[mark] === -1 ? -1 - mark : seg[mark]!);
      }
    }
    passages += found.size;
    carrying += Number(found.size > 0);
  }
  return { passages, documents: carrying };
}
