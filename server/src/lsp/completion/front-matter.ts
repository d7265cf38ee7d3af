import { type CompletionItem, CompletionItemKind } from 'vscode-languageserver/node';
import { stringify } from 'yaml';
import { frontMatterEnd } from '../../core/scan/front-matter.js';
import type { AttributeValue, Study } from '../../core/study/types.js';
import { toRange } from '../convert.js';
import type { DocumentPage } from '../pages.js';

/** Names of attributes at the beginning of a line of front matter, and after a name its known values; undefined elsewhere. */
export function completeFrontMatter(page: DocumentPage, offset: number): CompletionItem[] | undefined {
  const text = page.text.getText();
  // As if something were there already: an empty line alone makes no front matter.
  const yaml = frontMatterEnd(`${text.slice(0, offset)}x${text.slice(offset)}`).range;
  if (!yaml || offset < yaml.start || offset >= yaml.end) return undefined;
  const above = text.slice(yaml.start, offset);
  const line = above.slice(above.lastIndexOf('\n') + 1);
  const typed = (pattern: RegExp): string | undefined => pattern.exec(line)?.groups?.['typed'];

  const name = typed(/^(?<typed>[\p{L}\p{N}_-]*)$/u);
  if (name !== undefined) return names(page, offset, name.length);
  const attribute = attributeAt(above, line);
  const value =
    typed(/^[^:]*:[ \t]+\[?(?:[^\],]*,)*[ \t]*(?<typed>[^\][,]*)$/) ?? typed(/^[ \t]*-[ \t]+(?<typed>.*)$/);
  return attribute === undefined || value === undefined ? [] : values(page, attribute, offset, value.length);
}

/** Of which attribute the line gives a value: its own, or for an item of a list that of the line the list is under. */
function attributeAt(above: string, line: string): string | undefined {
  const own = /^(?<name>[^\s:#-][^:]*):[ \t]/.exec(line)?.groups?.['name'];
  if (own !== undefined) return own;
  return /(?:^|\n)(?<name>[^\s:#-][^:\n]*):[ \t]*(?:\r?\n[ \t]*-[^\n]*)+$/.exec(above)?.groups?.['name'];
}

function names(page: DocumentPage, offset: number, typed: number): CompletionItem[] {
  const { study } = page.live;
  const range = toRange(page.text, { start: offset - typed, end: offset });
  const rest = page.text.getText().slice(offset, offset + 200);
  const colon = /^[\p{L}\p{N}_-]*[ \t]*:/u.test(rest) ? '' : ': ';
  return knownNames(study)
    .filter((name) => !page.document.attributes.has(name))
    .map((name, rank) => ({
      label: name,
      kind: CompletionItemKind.Property,
      ...(study.config.attributes.get(name)?.required === true && { detail: 'required' }),
      sortText: String(rank).padStart(5, '0'),
      textEdit: { range, newText: name + colon },
    }));
}

/** Those of the configuration in its order, then what other documents have, the most frequent first. */
function knownNames(study: Study): string[] {
  const used = new Map<string, number>();
  for (const { attributes } of study.documents.values()) {
    for (const name of attributes.keys()) used.set(name, (used.get(name) ?? 0) + 1);
  }
  const others = [...used].sort((a, b) => b[1] - a[1]).map(([name]) => name);
  return [...new Set([...study.config.attributes.keys(), 'coding', 'participants', ...others])];
}

interface Known {
  readonly value: AttributeValue;
  readonly detail?: string;
}

function values(page: DocumentPage, attribute: string, offset: number, typed: number): CompletionItem[] {
  const range = toRange(page.text, { start: offset - typed, end: offset });
  const there = page.document.attributes.get(attribute);
  const others = knownValues(page, attribute).filter(
    ({ value }) => !Array.isArray(there) || !there.includes(value),
  );
  return others.map(({ value, detail }, rank) => {
    const newText = stringify(value, { lineWidth: 0 }).trimEnd();
    return {
      label: String(value),
      kind: CompletionItemKind.Value,
      ...(detail !== undefined && { detail }),
      filterText: newText,
      sortText: String(rank).padStart(5, '0'),
      textEdit: { range, newText },
    };
  });
}

const CODING: readonly Known[] = [
  { value: 'none', detail: 'not coded yet: left out of every comparison' },
  { value: 'partial', detail: 'being coded: counted, with a warning' },
  { value: 'done', detail: 'coded: what is not marked is a true zero' },
];

function knownValues({ study, file }: DocumentPage, attribute: string): readonly Known[] {
  const { attributes, participants } = study.config;
  if (attribute === 'coding') return CODING;
  if (attribute === 'participants' || attribute === 'participant') {
    return Array.from(participants, ([id, facts]) => ({
      value: id,
      detail: ['name', 'role'].flatMap((fact) => facts.get(fact) ?? []).join(', '),
    }));
  }
  const rule = attributes.get(attribute);
  const declared: readonly AttributeValue[] = rule?.values ?? (rule?.type === 'boolean' ? [true, false] : []);
  return [...new Set([...declared, ...valuesUsed(study, attribute, file)])].map((value) => ({ value }));
}

/** In other documents, the most frequent first; of a list each item. */
function valuesUsed(study: Study, attribute: string, except: string): AttributeValue[] {
  const used = new Map<AttributeValue, number>();
  for (const document of study.documents.values()) {
    const value = document.file === except ? undefined : document.attributes.get(attribute);
    for (const one of Array.isArray(value) ? (value as readonly AttributeValue[]) : [value]) {
      if (one !== undefined && one !== null && one !== '') used.set(one, (used.get(one) ?? 0) + 1);
    }
  }
  return [...used].sort((a, b) => b[1] - a[1]).map(([value]) => value);
}
