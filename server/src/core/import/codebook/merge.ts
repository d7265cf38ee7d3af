import { idFromName, isCodeId } from '../../codebook/ids.js';
import { type Codebook, type Code, parseCodebook } from '../../codebook/index.js';
import { editCodebook, type Step } from '../../codebook/edit/index.js';
import { fieldText } from '../../codebook/edit/scalars.js';
import { applied } from '../../edits/edit.js';
import { PANDOC_CLASSES } from '../../scan/index.js';
import { fold } from '../../study/values.js';
import type { CodeIn, FieldValue, MergedCodebook } from './types.js';

/** Fields as the codebook reads them, to tell whether a code that is there states them. */
const STATED: Readonly<Record<string, (code: Code) => FieldValue | undefined>> = {
  brief: ({ brief }) => brief,
  definition: ({ definition }) => definition,
  use_when: ({ useWhen }) => useWhen,
  not_when: ({ notWhen }) => notWhen,
  color: ({ color }) => color,
  examples: ({ examples }) => (examples.length > 0 ? examples : undefined),
};

/**
 * Puts codes into a codebook. What is there already is not changed: a code of the same id or name keeps its place and
 * all that it states, and takes only what it has no word on.
 * @param before the codebook's text; undefined: there is none yet
 * @param ignored classes that the study never reads as codes
 * @returns `refused`: the codebook cannot be changed safely, in a sentence
 */
export function mergeCodes(
  before: string | undefined,
  codes: readonly CodeIn[],
  ignored: ReadonlySet<string> = new Set(),
): MergedCodebook | { readonly refused: string } {
  const book = parseCodebook(before ?? 'codes: {}\n');
  const merging = new Merging(book, ignored);
  for (const code of parentsFirst(codes, merging.notes)) merging.take(code);
  const { steps, ids, added, kept, notes } = merging;
  if (steps.length === 0) return { text: before ?? 'codes: {}\n', ids, added, kept, notes };
  if (before === undefined || isBare(before, book))
    return { text: `${headOf(before)}${freshCodes(steps)}`, ids, added, kept, notes };
  const result = editCodebook(before, steps);
  if ('refused' in result) return result;
  return { text: applied(before, result.edits), ids, added, kept, notes };
}

class Merging {
  readonly steps: Step[] = [];
  readonly ids = new Map<string, string>();
  readonly added: string[] = [];
  readonly kept: string[] = [];
  readonly notes: string[] = [];
  readonly #book: Codebook;
  readonly #ignored: ReadonlySet<string>;
  readonly #byName = new Map<string, Code[]>();
  readonly #matched = new Set<string>();
  readonly #taken = new Set<string>();

  constructor(book: Codebook, ignored: ReadonlySet<string>) {
    this.#book = book;
    this.#ignored = ignored;
    for (const code of book.codes.values()) {
      const name = fold(code.name);
      this.#byName.set(name, [...(this.#byName.get(name) ?? []), code]);
    }
  }

  take(code: CodeIn): void {
    const there = this.#sameAs(code);
    if (there) this.#keep(code, there);
    else this.#add(code);
  }

  /** By its id, or an old one; else by its name, where that stands below the same code or is the only one. */
  #sameAs({ id, name, parent }: CodeIn): Code | undefined {
    const byId = id === undefined ? undefined : this.#book.resolve(id);
    const named = this.#byName.get(fold(name)) ?? [];
    const above = parent === undefined ? undefined : this.ids.get(parent);
    const byName = named.find((code) => code.parent === above) ?? (named.length === 1 ? named[0] : undefined);
    return [byId, byName].find((code) => code && !this.#matched.has(code.id));
  }

  #keep({ key, name, fields = {}, parent }: CodeIn, code: Code): void {
    const { id } = code;
    this.#matched.add(id);
    this.ids.set(key, id);
    this.kept.push(id);
    const above = parent === undefined ? undefined : this.ids.get(parent);
    const others =
      above !== undefined && above !== code.parent ? [`stands below “${above}” in the file`] : [];
    if (fold(name) !== fold(code.name)) others.push(`is called “${name}” in the file`);
    for (const [field, value] of Object.entries(fields)) {
      const stated = STATED[field]?.(code);
      if (stated === undefined && field in STATED) this.steps.push({ do: 'set', code: id, field, value });
      else if (stated !== undefined && !isSame(stated, value))
        others.push(`has another ${field} in the file`);
    }
    if (others.length > 0) this.notes.push(`${id} stays as it is; it ${others.join(', and ')}`);
  }

  #add({ key, id: given, name, fields = {}, parent }: CodeIn): void {
    const id = this.#freeId(given !== undefined && isCodeId(given) ? given : idFromName(name));
    this.#taken.add(id);
    this.ids.set(key, id);
    this.added.push(id);
    const stated = { ...(name !== id && { name }), ...fields };
    this.steps.push({ do: 'insert', id, fields: stated, parent: (parent && this.ids.get(parent)) ?? null });
  }

  #freeId(stem: string): string {
    for (let count = 1; ; count++) {
      const id = count === 1 ? stem : `${stem}-${count}`;
      const isFree = !this.#book.resolve(id) && !this.#taken.has(id);
      if (isFree && !PANDOC_CLASSES.has(id) && !this.#ignored.has(id)) return id;
    }
  }
}

function isSame(stated: FieldValue, value: FieldValue): boolean {
  return fold(String(stated)) === fold(String(value));
}

/** In their order, but none before the code above it. A code that is below itself stands at the root. */
function parentsFirst(codes: readonly CodeIn[], notes: string[]): CodeIn[] {
  const byKey = new Map(codes.map((code) => [code.key, code]));
  const done = new Set<string>();
  const sorted: CodeIn[] = [];
  for (const code of codes) {
    const way: CodeIn[] = [];
    const seen = new Set<string>();
    let at: CodeIn | undefined = code;
    while (at && !done.has(at.key) && !seen.has(at.key)) {
      seen.add(at.key);
      way.unshift(at);
      at = at.parent === undefined ? undefined : byKey.get(at.parent);
    }
    const cycle = at && seen.has(at.key) ? at.key : undefined;
    for (const each of way) {
      done.add(each.key);
      const lost = each.parent !== undefined && (!byKey.has(each.parent) || each.key === way[0]?.key);
      const isLoop = lost && cycle !== undefined && each === way[0];
      if (isLoop) notes.push(`“${each.name}” is below itself in the file; it stands at the root now`);
      else if (each.parent !== undefined && !byKey.has(each.parent))
        notes.push(
          `“${each.name}” is below “${each.parent}”, which is not in the file; it stands at the root`,
        );
      const { parent, ...rest } = each;
      sorted.push(isLoop || parent === undefined || !byKey.has(parent) ? rest : each);
    }
  }
  return sorted;
}

/** A codebook that has nothing yet but perhaps a name. */
function isBare(text: string, book: Codebook): boolean {
  return (
    book.codes.size === 0 && /^(?:name:[^\n]*\n)?codes:[ \t]*(?:\{\})?\s*$/.test(text.replace(/\r\n/g, '\n'))
  );
}

function headOf(text = ''): string {
  const [, name = ''] = /^(name:[^\n]*\n)/.exec(text) ?? [];
  return `${name}codes:\n`;
}

/** All codes of a new codebook at once: thousands of steps on one text would take their time. */
function freshCodes(steps: readonly Step[]): string {
  const inserts = steps.filter((step) => step.do === 'insert');
  const below = new Map<string | null, typeof inserts>();
  for (const step of inserts) below.set(step.parent, [...(below.get(step.parent) ?? []), step]);
  const lines: string[] = [];
  const write = (parent: string | null, column: number): void => {
    for (const { id, fields } of below.get(parent) ?? []) {
      const pad = ' '.repeat(column);
      lines.push(`${pad}${id}:`);
      for (const [field, value] of Object.entries(fields))
        lines.push(`${pad}  ${fieldText(field, value, { column: column + 2 })}`);
      if (!below.has(id)) continue;
      lines.push(`${pad}  codes:`);
      write(id, column + 4);
    }
  };
  write(null, 2);
  return `${lines.join('\n')}\n`;
}
