import { codesIn } from '../core/kept/index.js';
import type { Range } from '../core/problem.js';
import { readAttributes } from '../core/scan/attributes.js';
import type { Study } from '../core/study/types.js';
import { type Entry, type Mapping, readYaml } from '../core/yaml/index.js';
import type { DocumentPage, KeptPage, MemoPage, Page } from './pages.js';

/** A code's id (or alias) where it is written: in a mark, or in the codebook. The range is that of the id alone. */
export interface CodeUse extends Range {
  readonly id: string;
}

/** All places of a page where codes are written that `accepts` (told the id as written) takes, in text order. */
export function usesIn(page: Page, accepts: (id: string) => boolean = () => true): CodeUse[] {
  if (page.kind === 'document') return usesInDocument(page, accepts);
  if (page.kind === 'config') return [];
  if (page.kind === 'memo') return usesInMemo(page).filter(({ id }) => accepts(id));
  if (page.kind === 'kept') return usesInKept(page).filter(({ id }) => accepts(id));
  return usesInCodebook(page.study, page.text.getText()).filter(({ id }) => accepts(id));
}

/** The code the cursor is on: before, in or behind it, or before the dot of its class. */
export function codeAt(page: Page, offset: number): CodeUse | undefined {
  const dot = page.kind === 'document' ? 1 : 0;
  return usesIn(page).find(({ start, end }) => start - dot <= offset && offset <= end);
}

/** The id that stands for a code wherever it is meant: an alias is the code it names, an unknown id itself. */
export function codeIdOf(study: Study, id: string): string {
  return study.codebook.resolve(id)?.id ?? id;
}

/** The documents that carry any of these codes, by whatever id it is written. */
export function filesWith({ documents, codebook, context }: Study, codes: readonly string[]): string[] {
  const ids = codes.flatMap((code) => [code, ...(codebook.codes.get(code)?.aliases ?? [])]);
  const wanted = new Set(ids.map((id) => context.names.find(id)));
  return Array.from(documents.values())
    .filter(({ scan: { columns, markCount } }) => {
      const count = columns.codesFrom[markCount]!;
      for (let at = 0; at < count; at++) if (wanted.has(columns.codes[at]!)) return true;
      return false;
    })
    .map(({ file }) => file);
}

/** Looks closely at no mark without a wanted code. */
function usesInDocument(page: DocumentPage, accepts: (id: string) => boolean): CodeUse[] {
  const { scan } = page.document;
  const { names } = page.study.context;
  const { codes, codesFrom } = scan.columns;
  const text = page.text.getText();
  const uses: CodeUse[] = [];
  for (let index = 0; index < scan.markCount; index++) {
    const written = codes.subarray(codesFrom[index], codesFrom[index + 1]);
    const wanted = written.filter((code) => accepts(names.name(code)));
    if (wanted.length === 0) continue;
    for (const { name, start, end } of readAttributes(text, scan.mark(index).attributes).classes) {
      if (wanted.includes(names.find(name))) uses.push({ id: name, start, end });
    }
  }
  return uses;
}

/** What a memo is about, where it is a code or may be meant as one. */
function usesInMemo({ memo, study }: MemoPage): CodeUse[] {
  return memo.about.flatMap(({ text, start, end }) => {
    const dot = text.startsWith('.') ? 1 : 0;
    const id = text.slice(dot);
    return study.codebook.resolve(id) ? [{ id, start: start + dot, end }] : [];
  });
}

/** Those that a saved comparison or a cell of a matrix names. */
function usesInKept({ kept, text }: KeptPage): CodeUse[] {
  const uses = codesIn(kept).map(({ text: id, start, end }) => ({
    id,
    ...unquoted(text.getText(), start, end),
  }));
  return uses.sort((a, b) => a.start - b.start);
}

/** Where codes are defined, and where others name them. */
function usesInCodebook(study: Study, text: string): CodeUse[] {
  const defined = Array.from(study.codebook.codes.values(), ({ id, idRange }) => ({ id, ...idRange }));
  const root = readYaml(text).root;
  const mentioned = root?.kind === 'map' ? fieldsOf(root).flatMap((field) => mentionsIn(field, text)) : [];
  return [...defined, ...mentioned].sort((a, b) => a.start - b.start);
}

/** The fields of a code or of the codebook, and of all codes below it. */
function fieldsOf(map: Mapping): Entry[] {
  return map.entries.flatMap((field) => {
    if (field.key !== 'codes' || field.value?.kind !== 'map') return [field];
    return field.value.entries.flatMap(({ value }) => (value?.kind === 'map' ? fieldsOf(value) : []));
  });
}

function mentionsIn({ key, value }: Entry, text: string): CodeUse[] {
  if (key !== 'replaced_by' && key !== 'counterpart' && key !== 'aliases') return [];
  return (value?.kind === 'list' ? value.items : [value]).flatMap((item) => {
    if (item?.kind !== 'scalar') return [];
    return [{ id: item.text, ...unquoted(text, item.start, item.end) }];
  });
}

function unquoted(text: string, start: number, end: number): Range {
  const quoted = /["']/.test(text.charAt(start)) ? 1 : 0;
  return { start: start + quoted, end: end - quoted };
}
