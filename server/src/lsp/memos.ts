import type { CancellationToken } from 'vscode-languageserver/node';
import { passagesAt, setMark } from '../core/edits.js';
import {
  idsIn,
  type Memo,
  memoEdits,
  memoEntry,
  memoPath,
  memosMarkdown,
  memoText,
  passageId,
  passageMemos,
  passageName,
  type PassageMemo,
  type Subject,
  subjectOf,
} from '../core/memos/index.js';
import type { Study } from '../core/study/types.js';
import type {
  MemoSubject,
  MemoSummary,
  NewMemoOutcome,
  NewMemoParams,
  PassageMemo as Listed,
} from '../protocol.js';
import { toOffset, toPath, toRange } from './convert.js';
import { alive, InvalidParams } from './fence.js';
import type { LiveStudy } from './live.js';
import { type DocumentPage, type Page, pagesOf } from './pages.js';
import type { Follower } from './refactoring.js';
import { shorten } from './shorten.js';
import { type FileEdit, fileEdit, newFile } from './study-edit.js';

/** Characters of a memo or a passage that a list shows. */
const SHOWN = 300;

/** Where a subject of a memo stands; null for what does not exist. */
export async function targetOf(live: LiveStudy, subject: Subject): Promise<MemoSubject['target']> {
  if (subject.kind === 'missing') return null;
  if (subject.kind === 'code') {
    const page = await live.codebookPage();
    const code = page?.study.codebook.codes.get(subject.id);
    return page && code ? { uri: page.text.uri, range: toRange(page.text, code.idRange) } : null;
  }
  const start = { line: 0, character: 0 };
  if (subject.kind === 'document') return { uri: live.uriOf(subject.file), range: { start, end: start } };
  const page = await live.page(subject.file);
  const now = page && subjectOf(page.study, passageName(subject.file, subject.id));
  return page && now?.kind === 'passage' ? { uri: page.text.uri, range: toRange(page.text, now.at) } : null;
}

export async function memosOf(live: LiveStudy, token: CancellationToken): Promise<MemoSummary[]> {
  const study = await live.whole(token);
  const list: MemoSummary[] = [];
  for (const memo of study.memos.values()) {
    const { about } = memoEntry(study, memo);
    const subjects: MemoSubject[] = [];
    for (const each of about) {
      const target = await alive(targetOf(live, subjectOf(study, each.text)), token);
      subjects.push({ ...each, target });
    }
    const { file, title, kind, author, date, text } = memo;
    list.push({
      uri: live.uriOf(file),
      file,
      title,
      kind,
      author,
      date,
      about: subjects,
      excerpt: shorten(text, SHOWN),
    });
  }
  return list;
}

/** Comments on passages, with the page that each stands on while it is open. */
async function* commentsOf(
  live: LiveStudy,
  token: CancellationToken,
): AsyncGenerator<{ page: DocumentPage; comment: PassageMemo }> {
  const study = await live.whole(token);
  for await (const page of pagesOf(live, study.documents.keys(), token)) {
    if (page.kind !== 'document') continue;
    for (const comment of passageMemos(page.study, page.document, page.text.getText()))
      yield { page, comment };
  }
}

export async function passageMemosOf(live: LiveStudy, token: CancellationToken): Promise<Listed[]> {
  const list: Listed[] = [];
  for await (const { page, comment } of commentsOf(live, token)) {
    const { file, memo, codes, coder, text, start, end } = comment;
    const range = {
      start: { line: start.line - 1, character: start.column - 1 },
      end: { line: end.line - 1, character: end.column - 1 },
    };
    list.push({
      uri: page.text.uri,
      file,
      range,
      memo,
      codes: [...codes],
      coder,
      text: shorten(text, SHOWN),
    });
  }
  return list;
}

export async function exported(live: LiveStudy, token: CancellationToken): Promise<string> {
  const study = await live.whole(token);
  const comments: PassageMemo[] = [];
  for await (const { comment } of commentsOf(live, token)) comments.push(comment);
  const name = study.config.name ?? study.codebook.name ?? '';
  return memosMarkdown(
    name,
    Array.from(study.memos.values(), (memo) => memoEntry(study, memo)),
    comments,
  );
}

/** A file for a new memo, and an `#id` for the passage it is about: one edit, so that undo takes back both. */
export async function newMemo(
  live: LiveStudy,
  params: Partial<NewMemoParams>,
  token: CancellationToken,
): Promise<NewMemoOutcome> {
  const { title, date, kind, author } = params;
  if (typeof title !== 'string' || typeof date !== 'string') throw new InvalidParams('The title is missing.');
  const study = await live.whole(token);
  const subject = await aboutOf(live, params, token);
  if ('refused' in subject) return subject;
  const path = memoPath(title, (file) => study.memos.has(file));
  const text = memoText({ title, date, kind: kind ?? null, author: author ?? null, about: subject.about });
  const uri = live.uriOf(path);
  return { edit: { files: [newFile(uri, text), ...subject.files], label: `New memo “${title}”` }, uri };
}

async function aboutOf(
  live: LiveStudy,
  { about, passage }: Partial<NewMemoParams>,
  token: CancellationToken,
): Promise<{ about: string[]; files: FileEdit[] } | { refused: string }> {
  if (passage) return aboutPassage(live, passage, token);
  if (!about) return { about: [], files: [] };
  if ('code' in about) return { about: [about.code], files: [] };
  const file = live.fileOf(toPath(about.uri) ?? '');
  if (file === undefined || live.kindOf(file) !== 'document')
    return { refused: 'This file is no document of the study.' };
  return { about: [file], files: [] };
}

async function aboutPassage(
  live: LiveStudy,
  { uri, version, at }: NonNullable<NewMemoParams['passage']>,
  token: CancellationToken,
): Promise<{ about: string[]; files: FileEdit[] } | { refused: string }> {
  const page = await alive(live.page(live.fileOf(toPath(uri) ?? '') ?? ''), token);
  if (page?.kind !== 'document') return { refused: 'This file is no document of the study.' };
  if (page.version !== version)
    return { refused: 'The document has changed meanwhile. Place the cursor again.' };
  const text = page.text.getText();
  const offset = toOffset(page.text, at);
  const here = passagesAt(text, { start: offset, end: offset }).find((one) => one.at === offset);
  if (!here) return { refused: 'There is no coded passage here.' };
  if (here.id !== null) return { about: [passageName(page.file, here.id)], files: [] };
  const taken = new Set(idsIn(page.study, page.document));
  const id = passageId(here.text, (one) => taken.has(one));
  const result = setMark(text, offset, 'id', id);
  if ('refused' in result) return result;
  return { about: [passageName(page.file, id)], files: [fileEdit(page, result.edits)] };
}

/** Memos about codes that are renamed or merged stay about them. */
export const followInMemos: Follower = async (live, recoding, token) => {
  const study = await live.whole(token);
  const files: FileEdit[] = [];
  for await (const page of pagesOf(live, memoEdits(study.memos.values(), recoding).keys(), token)) {
    if (page.kind !== 'memo') continue;
    for (const edits of memoEdits([page.memo], recoding).values()) files.push(fileEdit(page, edits));
  }
  return files;
};

/** The memos about a code, a document or a passage. */
export function memosAbout(study: Study, about: string): Memo[] {
  const key = keyOf(subjectOf(study, about));
  return [...study.memos.values()].filter((memo) =>
    memo.about.some(({ text }) => keyOf(subjectOf(study, text)) === key),
  );
}

/** Links to them, as Markdown for a hover; undefined for none. */
export function memoLinks({ live, study }: Page, about: string): string | undefined {
  const found = memosAbout(study, about);
  return found.length === 0 ? undefined : `*Memos:* ${found.map((memo) => linkTo(live, memo)).join(', ')}`;
}

function keyOf(subject: Subject): string {
  return JSON.stringify(subject, (key, value: unknown) => (key === 'at' ? undefined : value));
}

function linkTo(live: LiveStudy, { file, title }: Memo): string {
  return `[${title.replace(/[\\`*_{}[\]<>|#]/g, '\\$&')}](${live.uriOf(file)})`;
}
