import { CODE_FIELDS } from '../../codebook/read.js';
import { MAX_DEPTH, readYaml, type Entry, type Value } from '../../yaml/index.js';
import type { CodeIn, FieldValue } from './types.js';

const NAMES = ['name', 'code', 'label', 'title', 'tag'];
const BELOW = ['codes', 'children', 'subcodes', 'sub', 'items', 'themes', 'categories'];
const FIELDS = new Map<string, string>([
  ...CODE_FIELDS.map((field) => [field, field] as const),
  ['description', 'definition'],
  ['memo', 'definition'],
  ['comment', 'definition'],
  ['colour', 'color'],
  ['example', 'examples'],
]);
const NOT_TEXT = ['codable', 'codes', 'replaced_by', 'counterpart'];
const MOST = 20_000;

/**
 * Codes of a YAML file: a list of names, with lists or maps below them, or a codebook as Qualdown writes it. A text
 * behind a name is its definition.
 */
export function codesFromYaml(
  text: string,
): { readonly codes: readonly CodeIn[]; readonly notes: readonly string[] } | { readonly refused: string } {
  const { root, faults } = readYaml(text);
  const [fault] = faults;
  if (fault) {
    const line = text.slice(0, fault.start).split('\n').length;
    return { refused: `cannot be read as YAML in line ${line}. Correct that line first` };
  }
  const walk = new Walk();
  const top =
    root?.kind === 'map' ? root.entries.find(({ key }) => BELOW.includes(key.toLowerCase())) : undefined;
  walk.family(top ? top.value : root, undefined, 0, !top);
  if (walk.codes.length === 0)
    return { refused: 'has no codes: write a list, “- Buffering” a line, with the codes below indented' };
  if (walk.codes.length > MOST) return { refused: `has more than ${MOST} codes, which no codebook has` };
  return { codes: walk.codes, notes: [...new Set(walk.notes)] };
}

class Walk {
  readonly codes: CodeIn[] = [];
  readonly notes: string[] = [];

  /** @param isList in a map each key is a code's name; under `codes:` it is its id, too */
  family(value: Value | undefined, parent: string | undefined, depth: number, isList = true): void {
    if (depth > MAX_DEPTH || this.codes.length > MOST) return;
    if (!value) return;
    if (value.kind === 'scalar') this.#code(value.text, undefined, parent, depth);
    else if (value.kind === 'list') for (const item of value.items) this.#item(item, parent, depth);
    else for (const { key, value: below } of value.entries) this.#code(key, below, parent, depth, !isList);
  }

  #item(item: Value, parent: string | undefined, depth: number): void {
    if (item.kind !== 'map') {
      this.family(item, parent, depth);
      return;
    }
    const name = item.entries.find(({ key }) => NAMES.includes(key.toLowerCase()));
    const [first] = item.entries;
    if (name?.value?.kind === 'scalar') this.#code(name.value.text, item, parent, depth);
    // `- Buffering:` and, indented no deeper, its fields.
    else if (
      first &&
      first.value === undefined &&
      item.entries.length > 1 &&
      areFields(item.entries.slice(1))
    )
      this.#code(first.key, { ...item, entries: item.entries.slice(1) }, parent, depth);
    else this.family(item, parent, depth);
  }

  #code(
    written: string,
    below: Value | undefined,
    parent: string | undefined,
    depth: number,
    isId = false,
  ): void {
    const name = written.trim();
    if (name === '') return;
    const key = String(this.codes.length);
    const code = { key, name, ...(parent !== undefined && { parent }) };
    if (below?.kind === 'map' && (isId || areFields(below.entries))) {
      const stated = below.entries.find((entry) => NAMES.includes(entry.key.toLowerCase()))?.value;
      const named = stated?.kind === 'scalar' ? stated.text.trim() : name;
      this.codes.push({
        ...code,
        name: named,
        ...(isId && { id: name }),
        fields: this.#fields(below.entries, name),
      });
      for (const entry of below.entries)
        if (BELOW.includes(entry.key.toLowerCase())) this.family(entry.value, key, depth + 1, !isId);
    } else if (below?.kind === 'scalar') {
      const definition = below.text.trim();
      this.codes.push({ ...code, ...(definition !== '' && { fields: { definition } }) });
    } else {
      this.codes.push({ ...code, ...(isId && { id: name }) });
      this.family(below, key, depth + 1);
    }
  }

  #fields(entries: readonly Entry[], name: string): Record<string, FieldValue> {
    const fields: Record<string, FieldValue> = {};
    for (const { key, value } of entries) {
      const field = FIELDS.get(key.toLowerCase());
      if (NAMES.includes(key.toLowerCase()) || BELOW.includes(key.toLowerCase()) || !value) continue;
      if (field === undefined || value.kind === 'map')
        this.notes.push(`“${key}” of “${name}” has no place and is left out`);
      else if (field === 'codable') {
        if (value.kind === 'scalar' && value.text === 'false') fields[field] = false;
      } else if (field === 'examples' || field === 'aliases') fields[field] = textsIn(value);
      else if (!NOT_TEXT.includes(field)) fields[field] = textsIn(value).join('\n');
      else this.notes.push(`“${key}” of “${name}” names another code; write it by hand`);
    }
    return fields;
  }
}

function textsIn(value: Value): string[] {
  if (value.kind === 'scalar') return value.text.trim() === '' ? [] : [value.text.trim()];
  return value.kind === 'list' ? value.items.flatMap(textsIn) : [];
}

/** Some key is a field's name, and none is unknown with something below it. */
function areFields(entries: readonly Entry[]): boolean {
  const known = (key: string): boolean =>
    FIELDS.has(key.toLowerCase()) || NAMES.includes(key.toLowerCase()) || BELOW.includes(key.toLowerCase());
  return (
    entries.length > 0 &&
    entries.every(({ key, value }) => known(key) || value?.kind === 'scalar') &&
    entries.some(({ key }) => known(key))
  );
}
