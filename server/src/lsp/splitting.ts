import type { CancellationToken } from 'vscode-languageserver/node';
import { type Operation, recode, type Recoding } from '../core/codebook/refactor/index.js';
import { attributesOf } from '../core/segments/meeting.js';
import { selectSegments } from '../core/segments/list.js';
import { cleanSlice } from '../core/clean.js';
import type { RefactorOutcome, SplitChoice, SplitPassage } from '../protocol.js';
import { toOffset, toPath } from './convert.js';
import { passagesOn } from './features/passages.js';
import { alive } from './fence.js';
import type { LiveStudy } from './live.js';
import { hash } from './overlay.js';
import { type DocumentPage, pagesOf } from './pages.js';
import { counted, planned } from './refactoring.js';
import { type FileEdit, fileEdit } from './study-edit.js';
import { codeIdOf, filesWith } from './uses.js';

export type Split = Extract<Operation, { kind: 'split' }> & { readonly choices: readonly SplitChoice[] };

const CHANGED = 'has changed since its passages were listed. Begin the split again; nothing was written.';
/** Characters of the document shown before and after a passage. */
const AROUND = 120;

/** Every passage of a code with some words around it. */
export async function splitPassages(
  live: LiveStudy,
  code: string,
  token: CancellationToken,
): Promise<SplitPassage[]> {
  const study = await live.whole(token);
  const id = codeIdOf(study, code);
  const passages: SplitPassage[] = [];
  for await (const page of pagesOf(live, filesWith(study, [id]), token)) {
    if (page.kind === 'document') passages.push(...passagesIn(page, id));
  }
  return passages;
}

function passagesIn(page: DocumentPage, id: string): SplitPassage[] {
  const { study, document, text } = page;
  const source = text.getText();
  const stamp = hash(source);
  const filter = { codes: [id] };
  const { frontMatter } = document.scan;
  const top = frontMatter ? source.indexOf('\n', frontMatter.end) + 1 : 0;
  const listed = passagesOn(page, filter);
  return selectSegments(study, document, filter).map((marks, index) => {
    const [first, last] = [document.scan.mark(marks[0]!), document.scan.mark(marks.at(-1)!)];
    const around = (start: number, end: number): string =>
      cleanSlice(source, document.scan, {
        start: Math.max(top, start),
        end: Math.min(source.length, end),
      }).replace(/\s+/g, ' ');
    return {
      ...listed[index]!,
      at: text.positionAt(first.start),
      stamp,
      before: around(first.start - AROUND, first.start),
      after: around(last.end, last.end + AROUND),
      memo: attributesOf(document, source, marks)['memo'] ?? null,
    };
  });
}

/** A code split: each passage gets the codes that were chosen for it. */
export async function splitCode(
  live: LiveStudy,
  split: Split,
  token: CancellationToken,
): Promise<RefactorOutcome> {
  const plan = await planned(live, split, token);
  if ('refused' in plan) return plan;
  const allowed = new Set([plan.code, ...split.into.map(({ id }) => codeIdOf(live.study, id))]);
  const choices = split.choices.filter(({ codes }) => codes.length > 0);
  const other = choices.flatMap(({ codes }) => codes).find((id) => !allowed.has(codeIdOf(live.study, id)));
  if (other !== undefined)
    return { refused: `“${other}” is none of the codes that “${plan.code}” is split into.` };
  const files: FileEdit[] = [];
  let passages = 0;
  for (const [uri, chosen] of byDocument(choices)) {
    const path = toPath(uri);
    const file = path === undefined ? undefined : live.fileOf(path);
    const page = file === undefined ? undefined : await alive(live.page(file), token);
    if (page?.kind !== 'document')
      return { refused: 'One of the documents is no longer in the study. Begin the split again.' };
    const result = splitIn(page, plan.code, chosen);
    if ('refused' in result) return result;
    passages += result.passages;
    if (result.edits.length > 0) files.push(fileEdit(page, result.edits));
  }
  const all = [...plan.files, ...files];
  if (all.length === 0) return { refused: 'Nothing changes by that.' };
  return {
    edit: { files: all, label: `${plan.label}: ${counted(passages, files.length)}` },
    ...{ code: plan.code, passages, documents: files.length },
  };
}

function byDocument(choices: readonly SplitChoice[]): ReadonlyMap<string, readonly SplitChoice[]> {
  const groups = new Map<string, SplitChoice[]>();
  for (const choice of choices) groups.set(choice.uri, [...(groups.get(choice.uri) ?? []), choice]);
  return groups;
}

function splitIn(
  page: DocumentPage,
  code: string,
  choices: readonly SplitChoice[],
): ReturnType<typeof recode> {
  const { study, document, text, file } = page;
  const stamp = hash(text.getText());
  if (choices.some((choice) => choice.stamp !== stamp)) return { refused: `${file} ${CHANGED}` };
  const segments = selectSegments(study, document, { codes: [code] });
  const byStart = new Map(segments.map((marks) => [document.scan.columns.start[marks[0]!]!, marks]));
  const written = [code, ...(study.codebook.codes.get(code)?.aliases ?? [])];
  const recodings = new Map<number, Recoding>();
  for (const { at, codes } of choices) {
    const marks = byStart.get(toOffset(text, at));
    if (!marks) return { refused: `${file} ${CHANGED}` };
    const recoding: Recoding = new Map(written.map((old) => [old, codes]));
    for (const mark of marks) recodings.set(mark, recoding);
  }
  return recode(study, document, text.getText(), recodings);
}
