import { type CompletionItem, CompletionItemKind, MarkupKind } from 'vscode-languageserver/node';
import type { Code } from '../../core/codebook/types.js';
import { tally } from '../../core/tally.js';
import { toRange } from '../convert.js';
import { cardOf } from '../card.js';
import type { DocumentPage } from '../pages.js';
import { codeIdOf } from '../uses.js';
import { begunClass } from './marks.js';

/** Codes for a class that is being written, the most used first. Retired ones and mere groups are not offered. */
export function completeCode(page: DocumentPage, offset: number): CompletionItem[] {
  const { study } = page;
  const begun = begunClass(page.text.getText(), offset, study.context);
  if (!begun) return [];
  const range = toRange(page.text, begun);
  const usage = new Map(tally(study).codes.map(({ code, segments }) => [code, segments]));
  const there = new Set(
    Array.from(begun.before.matchAll(/\.([^\s.]+)/g), ([, id = '']) => codeIdOf(study, id)),
  );
  return [...study.codebook.codes.values()]
    .filter(({ id, codable, status }) => codable && status !== 'retired' && !there.has(id))
    .sort((a, b) => (usage.get(b.id) ?? 0) - (usage.get(a.id) ?? 0))
    .map((code, rank) => ({
      ...codeItem(code, rank),
      documentation: { kind: MarkupKind.Markdown, value: cardOf(code, study.codebook) },
      textEdit: { range, newText: (begun.dotless ? '.' : '') + code.id },
    }));
}

/** Found by its id and by the words of its name; listed in the order of `rank`. */
export function codeItem(code: Code, rank: number): CompletionItem {
  return {
    label: code.id,
    ...(code.name !== code.id && { labelDetails: { description: code.name } }),
    ...(code.brief !== undefined && { detail: code.brief }),
    kind: CompletionItemKind.EnumMember,
    filterText: code.name === code.id ? code.id : `${code.id} ${code.name}`,
    sortText: String(rank).padStart(5, '0'),
  };
}
