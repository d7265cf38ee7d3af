import { STATUSES } from '../../codebook/read.js';
import { fold } from '../../study/values.js';
import type { CodeIn, FieldValue } from './types.js';

/** What heads a column, as programs and people write it; `_`, `-` and spaces are one. */
const HEADS: Readonly<Record<string, readonly string[]>> = {
  id: ['id', 'code id', 'key'],
  name: ['name', 'code', 'code name', 'tag', 'label', 'title', 'node', 'theme'],
  parent: [
    'parent',
    'parent code',
    'parent name',
    'parent id',
    'parent node',
    'below',
    'group',
    'category',
    'family',
    'code group 1',
  ],
  brief: ['brief', 'short', 'short description', 'short definition', 'summary'],
  definition: ['definition', 'description', 'meaning', 'memo', 'comment', 'comments', 'full definition'],
  use_when: ['use when', 'when to use', 'inclusion', 'inclusion criteria', 'include'],
  not_when: ['not when', 'when not to use', 'exclusion', 'exclusion criteria', 'exclude'],
  examples: ['example', 'examples', 'quote', 'typical example', 'anchor example'],
  color: ['color', 'colour'],
  aliases: ['alias', 'aliases', 'old ids'],
  status: ['status'],
};
/** `Parent\Child`, `Parent > Child`, `Parent::Child`: how programs write where a code stands. */
const PATH = /\s*(?:\\+|::| > | › | → )\s*/;
const MOST = 20_000;

/**
 * Codes of a table: the first row heads the columns, in any order and capitals.
 * @param rows cells as texts
 */
export function codesFromTable(
  rows: readonly (readonly string[])[],
): { readonly codes: readonly CodeIn[]; readonly notes: readonly string[] } | { readonly refused: string } {
  const [heads = [], ...body] = rows.filter((row) => row.some((cell) => cell.trim() !== ''));
  const columns = columnsOf(heads);
  if (columns['name'] === undefined) {
    return {
      refused:
        'has no column of names. Its first row must head the columns: “name” (or “code”), and perhaps “parent”, “definition”, “colour”',
    };
  }
  if (body.length > MOST) return { refused: `has more than ${MOST} rows, which no codebook has` };
  const unused = heads.filter((head, at) => head.trim() !== '' && !Object.values(columns).includes(at));
  const table = new Table(columns);
  for (const row of body) table.row(row);
  const { codes, notes } = table.finish();
  if (codes.length === 0) return { refused: 'has no codes: every name in it is empty' };
  const left = unused.map((head) => `“${head.trim()}”`).join(', ');
  return { codes, notes: [...(left === '' ? [] : [`columns left out: ${left}`]), ...notes] };
}

type Columns = Partial<Record<string, number>>;

/** The first column of each meaning; `id` alone names the codes where nothing else does. */
function columnsOf(heads: readonly string[]): Columns {
  const columns: Columns = {};
  const said = heads.map((head) => fold(head.replace(/[_-]+/g, ' ')));
  for (const [field, words] of Object.entries(HEADS))
    for (const word of words) {
      const at = said.indexOf(word);
      if (at >= 0 && columns[field] === undefined && !Object.values(columns).includes(at))
        columns[field] = at;
    }
  if (columns['name'] === undefined && columns['id'] !== undefined) columns['name'] = columns['id'];
  return columns;
}

class Table {
  readonly #columns: Columns;
  readonly #codes: (CodeIn & { above?: string })[] = [];
  readonly #byPath = new Map<string, string>();
  readonly #notes: string[] = [];

  constructor(columns: Columns) {
    this.#columns = columns;
  }

  row(row: readonly string[]): void {
    const cell = (field: string): string => {
      const at = this.#columns[field];
      return at === undefined ? '' : (row[at] ?? '').trim();
    };
    const written = cell('name');
    if (written === '') return;
    const above = cell('parent');
    const way = above === '' ? written.split(PATH).filter((part) => part !== '') : [written];
    const name = way.at(-1) ?? written;
    const parent = way.length > 1 ? this.#family(way.slice(0, -1)) : undefined;
    const path = pathOf(above === '' ? way : [...above.split(PATH), name]);
    const twin = this.#codes.find(({ key }) => key === this.#byPath.get(path));
    const fields = this.#fields(cell, name);
    if (twin) {
      // A line `Parent` may come behind one of `Parent\Child`.
      if (Object.keys(twin.fields ?? {}).length === 0) Object.assign(twin, { fields });
      else this.#notes.push(`“${name}” stands in several rows; the first holds`);
      return;
    }
    const id = cell('id');
    const key = String(this.#codes.length);
    this.#byPath.set(path, key);
    this.#codes.push({
      key,
      name,
      ...(id !== '' && { id }),
      ...(parent !== undefined && { parent }),
      ...(above !== '' && { above }),
      fields,
    });
  }

  /** Parents by id, by name or by path, wherever their rows stand; those without a row of their own are made. */
  finish(): { codes: CodeIn[]; notes: string[] } {
    const codes = [...this.#codes];
    const made = new Map<string, string>();
    const found = codes.map(({ above, ...code }): CodeIn => {
      if (above === undefined) return code;
      const wanted = fold(above);
      const there =
        codes.find(({ id, key }) => id !== undefined && fold(id) === wanted && key !== code.key) ??
        codes.find(({ name, key }) => fold(name) === wanted && key !== code.key) ??
        codes.find(({ key }) => key === this.#byPath.get(pathOf(above.split(PATH))) && key !== code.key);
      // A code that heads its own group stands at the root.
      if (!there && wanted === fold(code.name)) return code;
      const parent = there?.key ?? made.get(wanted) ?? `made ${made.size}`;
      if (!there) made.set(wanted, parent);
      return { ...code, parent };
    });
    const names = new Map(
      codes.flatMap(({ above }) => (above === undefined ? [] : [[fold(above), above] as const])),
    );
    const families = [...made].map(([wanted, key]): CodeIn => ({ key, name: names.get(wanted)! }));
    for (const { name } of families)
      this.#notes.push(`“${name}” is a parent without a row of its own; it was made`);
    return { codes: [...families, ...found], notes: this.#notes };
  }

  #family(way: readonly string[]): string {
    const path = pathOf(way);
    const there = this.#byPath.get(path);
    if (there !== undefined) return there;
    const parent = way.length > 1 ? this.#family(way.slice(0, -1)) : undefined;
    const key = String(this.#codes.length);
    this.#byPath.set(path, key);
    this.#codes.push({ key, name: way.at(-1)!, ...(parent !== undefined && { parent }), fields: {} });
    return key;
  }

  #fields(cell: (field: string) => string, name: string): Record<string, FieldValue> {
    const fields: Record<string, FieldValue> = {};
    for (const field of ['brief', 'definition', 'use_when', 'not_when']) {
      const text = cell(field).replace(/\r\n?/g, '\n');
      if (text !== '') fields[field] = text;
    }
    const lists = { examples: /\n+/, aliases: /[;,\n]+/ };
    for (const [field, between] of Object.entries(lists)) {
      const texts = cell(field)
        .split(between)
        .map((part) => part.trim())
        .filter((part) => part !== '');
      if (texts.length > 0) fields[field] = texts;
    }
    const status = fold(cell('status'));
    if ((STATUSES as readonly string[]).includes(status)) fields['status'] = status;
    const color = colorOf(cell('color'));
    if (color !== undefined) fields['color'] = color;
    else if (cell('color') !== '')
      this.#notes.push(`“${cell('color')}”, the colour of “${name}”, is not one that is known`);
    return fields;
  }
}

function pathOf(way: readonly string[]): string {
  return way.map(fold).join('\\');
}

/** `#rgb`, `rrggbb`, `rgb(1, 2, 3)` as `#rrggbb`. */
function colorOf(text: string): string | undefined {
  const [, hex] = /^#?([0-9a-f]{6}|[0-9a-f]{3})$/i.exec(text) ?? [];
  if (hex !== undefined) return `#${hex.toLowerCase()}`;
  const parts = /^(?:rgb)?\(?\s*(\d{1,3})\s*[,;]\s*(\d{1,3})\s*[,;]\s*(\d{1,3})\s*\)?$/i
    .exec(text)
    ?.slice(1)
    .map(Number);
  if (!parts || parts.some((part) => part > 255)) return undefined;
  return `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
}
