import { type CompletionItem, CompletionItemKind } from 'vscode-languageserver/node';
import { stringify } from 'yaml';
import { textsOf } from '../../core/attributes/values.js';
import { attributeNames, compareValues } from '../../core/compare/columns.js';
import { codersOf, speakersOf } from '../../core/filter/known.js';
import { NO_ATTRIBUTES } from '../../core/kept/check.js';
import { matricesOf } from '../../core/matrix/find.js';
import { possibleRows } from '../../core/matrix/rows.js';
import type { Study } from '../../core/study/types.js';
import { readYaml, type Value } from '../../core/yaml/index.js';
import { toRange } from '../convert.js';
import type { KeptPage } from '../pages.js';
import { codeItem } from './codes.js';

/**
 * In saved comparisons and matrices: codes, attributes with their values, coders, speakers, documents; among the cells
 * of a matrix its rows, and below a row the codes. Fields and their fixed values come from the schemas.
 */
export function completeKept(page: KeptPage, offset: number): CompletionItem[] {
  const { kept, study } = page;
  if (kept.kind === 'adjudication') return [];
  const lines = page.text.getText().slice(0, offset).split('\n');
  const line = lines.pop()!;
  const above = keysAbove(lines, line);
  if (above?.[0] === 'cells') return kept.kind === 'matrix' ? cellKeys(page, above, line, offset) : [];
  const place = above && valueAt(line, above);
  if (!place) return [];
  const { field, typed, quoted } = place;
  if (field === 'query' || field === 'without') {
    const word = /[\p{L}\p{N}_-]*$/u.exec(typed)![0];
    return atOffset(page, offset, word, codes(study));
  }
  const written = (item: CompletionItem): CompletionItem => ({
    ...item,
    filterText: item.filterText ?? item.label,
    insertText: quoted ? item.label : stringify(item.label, { lineWidth: 0 }).trimEnd(),
  });
  return atOffset(page, offset, typed, (fields[field]?.(study, typed) ?? []).map(written));
}

const fields: Record<string, (study: Study, typed: string) => CompletionItem[]> = {
  codes,
  by: (study) => [...attributeNames(study), ...NO_ATTRIBUTES].map(plain(CompletionItemKind.Property)),
  over: (study) => attributeNames(study).map(plain(CompletionItemKind.Property)),
  coder: (study) => codersOf(study).map(plain(CompletionItemKind.Value)),
  speaker: (study) => speakersOf(study).map(plain(CompletionItemKind.Value)),
  documents: ({ documents }) => [...documents.keys()].sort().map(plain(CompletionItemKind.File)),
  summaries: (study) =>
    matricesOf(study).map(({ name }, rank) => plain(CompletionItemKind.Value)(name, rank)),
  where: conditions,
};

function codes({ codebook }: Study): CompletionItem[] {
  return [...codebook.codes.values()].filter(({ status }) => status !== 'retired').map(codeItem);
}

/** An attribute with its values; before there is one, the attributes. */
function conditions(study: Study, typed: string): CompletionItem[] {
  const [, name, sign] = /^([^=<>!]+?)(!?=)/.exec(typed) ?? [];
  if (name === undefined)
    return attributeNames(study).map((each, rank) => plain(CompletionItemKind.Property)(`${each}=`, rank));
  const values = new Set(
    [...study.documents.values()].flatMap(({ attributes }) => textsOf(attributes.get(name))),
  );
  return [...values]
    .sort(compareValues)
    .map((value, rank) => plain(CompletionItemKind.Value)(`${name}${sign!}${value}`, rank));
}

function plain(kind: CompletionItemKind): (label: string, rank: number) => CompletionItem {
  return (label, rank) => ({ label, kind, sortText: String(rank).padStart(5, '0') });
}

/** Keys under `cells`: the rows that the matrix can have, or a row's codes; none twice. */
function cellKeys(page: KeptPage, above: readonly string[], line: string, offset: number): CompletionItem[] {
  const typed = /^[ \t]+(?<typed>[^\s:"'#][^:"'#]*)?$/.exec(line) ? line.trimStart() : undefined;
  const { study, kept } = page;
  if (typed === undefined || above.length > 2 || kept.kind !== 'matrix') return [];
  const text = page.text.getText();
  const there = new Set(keysUnder(readYaml(text).root, above));
  const rest = text.slice(offset, text.indexOf('\n', offset) + 1 || undefined);
  const colon = /:[ \t\r]*(?:\{|$)/m.test(rest) ? '' : above.length === 1 ? ':' : ': ';
  const items =
    above.length === 1
      ? [...possibleRows(study, kept.spec)]
          .filter((row) => row !== '')
          .sort(compareValues)
          .map(plain(CompletionItemKind.Value))
      : codes(study);
  const fresh = items.filter(({ label }) => !there.has(label) || label === typed);
  return atOffset(
    page,
    offset,
    typed,
    fresh.map((item) => ({ ...item, insertText: stringify(item.label, { lineWidth: 0 }).trimEnd() + colon })),
  );
}

function keysUnder(value: Value | undefined, path: readonly string[]): string[] {
  if (value?.kind !== 'map') return [];
  const [first, ...rest] = path;
  if (first === undefined) return value.entries.map(({ key }) => key);
  return keysUnder(value.entries.find(({ key }) => key === first)?.value, rest);
}

/** Which field the value before the cursor is of, as much of it as is typed, and whether a quote opens it. */
function valueAt(
  line: string,
  above: readonly string[],
): { field: string; typed: string; quoted: boolean } | undefined {
  const own =
    /^[ \t]*(?<field>\w+):[ \t]+(?:\[(?:[^\],]*,)*[ \t]*)?(?<quote>["']?)(?<typed>[^\][,"']*)$/.exec(line);
  const item = /^[ \t]*-[ \t]+(?<quote>["']?)(?<typed>[^"']*)$/.exec(line);
  const { quote = '', typed = '', field = above.at(-1) } = (own ?? item)?.groups ?? {};
  return (own ?? item) && field !== undefined ? { field, typed, quoted: quote !== '' } : undefined;
}

/** The keys that a line stands under, outermost first, by indentation. undefined: in a text of several lines. */
function keysAbove(lines: readonly string[], line: string): string[] | undefined {
  const keys: string[] = [];
  // An item of a list may stand right under its key.
  let inner = indentOf(line) + (/^[ \t]*-/.test(line) ? 1 : 0);
  for (const each of lines.toReversed()) {
    if (/^\s*(?:#|-|$)/.test(each) || indentOf(each) >= inner) continue;
    const key = /^[ \t]*(?<key>"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\s"'#-][^#]*?):(?<rest>[ \t\r].*)?$/.exec(
      each,
    )?.groups;
    if (!key || /^[ \t]*[|>]/.test(key['rest'] ?? '')) return undefined;
    inner = indentOf(each);
    keys.unshift(key['key']!.replace(/^(["'])(.*)\1$/, '$2'));
  }
  return keys;
}

const indentOf = (line: string): number => /^[ \t]*/.exec(line)![0].length;

function atOffset(page: KeptPage, offset: number, typed: string, items: CompletionItem[]): CompletionItem[] {
  const range = toRange(page.text, { start: offset - typed.length, end: offset });
  return items.map(({ insertText, ...item }) => ({
    ...item,
    textEdit: { range, newText: insertText ?? item.label },
  }));
}
