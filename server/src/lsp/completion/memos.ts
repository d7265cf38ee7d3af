import { type CompletionItem, CompletionItemKind } from 'vscode-languageserver/node';
import { idsIn, MEMO_FIELDS, passageName } from '../../core/memos/index.js';
import { frontMatterEnd } from '../../core/scan/front-matter.js';
import { toRange } from '../convert.js';
import type { MemoPage } from '../pages.js';
import { codeItem } from './codes.js';

/** In a memo's front matter: its fields, what it can be about, and kinds and authors that other memos have. */
export function completeMemo(page: MemoPage, offset: number): CompletionItem[] {
  const text = page.text.getText();
  const yaml = frontMatterEnd(`${text.slice(0, offset)}x${text.slice(offset)}`).range;
  if (!yaml || offset < yaml.start || offset >= yaml.end) return [];
  const above = text.slice(yaml.start, offset);
  const line = above.slice(above.lastIndexOf('\n') + 1);
  if (/^\w*$/.test(line)) return fields(page, offset, line.length);
  const field =
    /^(\w+):[ \t]/.exec(line)?.[1] ?? /(?:^|\n)(\w+):[ \t]*(?:\r?\n[ \t]*-[^\n]*)+$/.exec(above)?.[1];
  const typed = /^(?:\w+:|[ \t]*-)[ \t]+(?:\[(?:[^\],]*,)*[ \t]*)?["']?([^"'\][,]*)$/.exec(line)?.[1];
  if (field === undefined || typed === undefined) return [];
  const items = field === 'about' ? subjects(page) : values(page, field);
  const range = toRange(page.text, { start: offset - typed.length, end: offset });
  return items.map((item) => ({ ...item, filterText: item.label, textEdit: { range, newText: item.label } }));
}

function fields(page: MemoPage, offset: number, typed: number): CompletionItem[] {
  const range = toRange(page.text, { start: offset - typed, end: offset });
  return MEMO_FIELDS.map((label) => ({
    label,
    kind: CompletionItemKind.Property,
    textEdit: { range, newText: `${label}: ` },
  }));
}

/** Codes first, then documents and their named passages. */
function subjects({ live }: MemoPage): CompletionItem[] {
  const { study } = live;
  const codes = [...study.codebook.codes.values()].map(codeItem);
  const places = [...study.documents.values()].flatMap((document) => [
    { label: document.file, kind: CompletionItemKind.File, sortText: '7' },
    ...idsIn(study, document).map((id) => ({
      label: passageName(document.file, id),
      kind: CompletionItemKind.Reference,
      sortText: '8',
    })),
  ]);
  return [...codes, ...places];
}

function values({ study }: MemoPage, field: string): CompletionItem[] {
  if (field !== 'kind' && field !== 'author') return [];
  const used = Array.from(study.memos.values(), (memo) => memo[field]).filter((value) => value !== null);
  return [...new Set(used)].map((label) => ({ label, kind: CompletionItemKind.Value }));
}
