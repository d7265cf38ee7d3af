import { type CompletionItem, CompletionItemKind } from 'vscode-languageserver/node';
import type { Study } from '../../core/study/types.js';
import { toRange } from '../convert.js';
import type { Page } from '../pages.js';
import { codeItem } from './codes.js';

/**
 * What only the study knows: ids of codes in the codebook, names of attributes and coders in the configuration.
 * Fields and their fixed values come from the schemas, through whatever the editor has for YAML.
 */
export function completeYaml(page: Page, offset: number): CompletionItem[] {
  const line = page.text.getText().slice(0, offset).split('\n').at(-1) ?? '';
  const field = /(?:^[ \t]*|[{,][ \t]*)(?<name>\w+):[ \t]+["']?(?<typed>[\p{L}\p{N}_-]*)$/u.exec(
    line,
  )?.groups;
  if (!field) return [];
  const { name = '', typed = '' } = field;
  const range = toRange(page.text, { start: offset - typed.length, end: offset });
  return (fields[page.kind]?.[name]?.(page.study) ?? []).map((item) => ({
    ...item,
    textEdit: { range, newText: item.label },
  }));
}

const fields: Partial<Record<Page['kind'], Record<string, (study: Study) => CompletionItem[]>>> = {
  codebook: { replaced_by: codeIds, counterpart: codeIds },
  config: {
    compare_by: ({ config, documents }) => {
      const used = Array.from(documents.values(), ({ attributes }) => [...attributes.keys()]).flat();
      return [...new Set([...config.attributes.keys(), ...used])].map(plainItem(CompletionItemKind.Property));
    },
    coder_of_record: (study) => codersOf(study).map(plainItem(CompletionItemKind.Value)),
  },
};

function codeIds({ codebook }: Study): CompletionItem[] {
  return [...codebook.codes.values()].filter(({ status }) => status !== 'retired').map(codeItem);
}

function plainItem(kind: CompletionItemKind): (label: string, rank: number) => CompletionItem {
  return (label, rank) => ({ label, kind, sortText: String(rank).padStart(5, '0') });
}

/** Who signed passages, in alphabetical order. */
function codersOf({ documents, context }: Study): string[] {
  const coders = new Set<number>();
  for (const { scan } of documents.values()) {
    for (let mark = 0; mark < scan.markCount; mark++) coders.add(scan.columns.coder[mark]!);
  }
  coders.delete(-1);
  return Array.from(coders, (coder) => context.names.name(coder)).sort();
}
