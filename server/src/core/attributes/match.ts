import { nearest } from '../nearest.js';
import type { Study } from '../study/types.js';
import { fold } from '../study/values.js';
import { cellOf, takesOf } from './table.js';
import { shownValue, typedValue } from './typed.js';

/** A value that a table of attributes states otherwise than the document does. */
export interface AttributeChange {
  readonly file: string;
  readonly attribute: string;
  /** As cells show them; empty: none. */
  readonly from: string;
  readonly to: string;
  /** Why the study does not take it. */
  readonly wrong: string | null;
}

/** What a table, keyed by file name, would do to the documents of a study. */
export interface AttributeMatch {
  readonly changes: readonly AttributeChange[];
  /** The column that names files, as headed. */
  readonly key: string;
  /** Rows that name no document; `near`: those that may be meant. */
  readonly unmatched: readonly { readonly name: string; readonly near: readonly string[] }[];
  /** Rows whose name several documents have. */
  readonly ambiguous: readonly { readonly name: string; readonly files: readonly string[] }[];
  /** Names that stand in several rows with different values: the table contradicts itself, nothing is taken. */
  readonly repeated: readonly string[];
  /** Attributes that neither qualdown.yaml nor any document had before. */
  readonly added: readonly string[];
  /** Documents that were found. */
  readonly matched: number;
}

const KEYS = ['file', 'filename', 'file name', 'document', 'document name', 'documentname', 'path', 'name'];

/**
 * What the rows of a table state of documents, the first row naming the attributes. Rows are found by path or by base
 * name, with or without extension, in whatever capitals. An empty cell states nothing: it empties no attribute.
 * @returns undefined: no column names documents
 */
export function matchAttributes(
  study: Study,
  rows: readonly (readonly string[])[],
): AttributeMatch | undefined {
  const [heads = [], ...body] = rows.filter((row) => row.some((cell) => cell.trim() !== ''));
  const finder = new Finder(study.documents.keys());
  const key = keyColumn(heads, body, finder);
  if (key < 0 || body.length === 0) return undefined;
  const names = heads.map((head) => attributeName(study, head));
  const unmatched: { name: string; near: string[] }[] = [];
  const ambiguous: { name: string; files: readonly string[] }[] = [];
  const stated = new Map<string, Map<string, Set<string>>>();
  for (const row of body) {
    const name = (row[key] ?? '').trim();
    if (name === '') continue;
    const files = finder.find(name);
    if (files.length === 0) unmatched.push({ name, near: nearest(stem(name), finder.stems()) });
    else if (files.length > 1) ambiguous.push({ name, files });
    else state(stated, files[0]!, names, row, key);
  }
  const repeated = new Set<string>();
  const changes = [...stated].flatMap(([file, attributes]) =>
    [...attributes].flatMap(([attribute, values]) => {
      if (values.size === 1) return changeOf(study, file, attribute, [...values][0]!);
      repeated.add(file);
      return [];
    }),
  );
  const known = new Set(['coding', study.config.compareBy, ...study.config.attributes.keys()]);
  for (const { attributes } of study.documents.values())
    for (const name of attributes.keys()) known.add(name);
  const added = [...new Set(changes.map(({ attribute }) => attribute))].filter((name) => !known.has(name));
  const head = heads[key]!.trim();
  return { changes, key: head, unmatched, ambiguous, repeated: [...repeated], added, matched: stated.size };
}

function state(
  stated: Map<string, Map<string, Set<string>>>,
  file: string,
  names: readonly string[],
  row: readonly string[],
  key: number,
): void {
  const attributes = stated.get(file) ?? new Map<string, Set<string>>();
  stated.set(file, attributes);
  names.forEach((name, column) => {
    const value = (row[column] ?? '').trim();
    if (column === key || name === '' || value === '') return;
    attributes.set(name, (attributes.get(name) ?? new Set()).add(value));
  });
}

function changeOf(study: Study, file: string, attribute: string, to: string): AttributeChange[] {
  const from = cellOf(study.documents.get(file)!, attribute);
  const typed = typedValue(to, takesOf(study, attribute));
  const wrong =
    from === null
      ? 'The document has several values with names of their own here; change them in its front matter.'
      : 'wrong' in typed
        ? typed.wrong
        : null;
  const shown = 'value' in typed ? shownValue(typed.value) : to;
  return shown === from ? [] : [{ file, attribute, from: from ?? '', to: shown, wrong }];
}

/** As the study writes the attribute, where only capitals or spaces differ. */
function attributeName(study: Study, head: string): string {
  const name = head.trim();
  const known = [study.config.compareBy, ...study.config.attributes.keys()];
  for (const { attributes } of study.documents.values()) {
    if (attributes.has(name)) return name;
  }
  return known.find((each) => fold(each) === fold(name)) ?? name;
}

/** By its head; where none is called so, the column in which most cells name documents. */
function keyColumn(heads: readonly string[], body: readonly (readonly string[])[], finder: Finder): number {
  const hits = heads.map(
    (_, column) => body.filter((row) => finder.find(row[column] ?? '').length > 0).length,
  );
  const headed = heads.findIndex((head, column) => KEYS.includes(fold(head)) && hits[column]! > 0);
  if (headed >= 0) return headed;
  const best = hits.indexOf(Math.max(...hits));
  if (best >= 0 && hits[best]! * 2 >= body.length && hits[best]! > 0) return best;
  return heads.findIndex((head) => KEYS.slice(0, -1).includes(fold(head)));
}

/** Documents by whatever a spreadsheet calls them. */
class Finder {
  readonly #byName = new Map<string, Set<string>>();
  readonly #stems = new Set<string>();

  constructor(files: Iterable<string>) {
    for (const file of files) {
      const base = file.split('/').at(-1)!;
      this.#stems.add(stem(base));
      for (const name of [file, stem(file), base, stem(base)]) {
        const key = fold(name);
        this.#byName.set(key, (this.#byName.get(key) ?? new Set()).add(file));
      }
    }
  }

  /** The path as it is goes first; else the base name, `interview.docx` as well as `interview.md`. */
  find(written: string): readonly string[] {
    const name = written
      .trim()
      .replaceAll('\\', '/')
      .replace(/^\.?\//, '');
    if (name === '') return [];
    for (const each of [name, stem(name)]) {
      const files = this.#byName.get(fold(each));
      if (files) return [...files];
    }
    return [];
  }

  stems(): Iterable<string> {
    return this.#stems;
  }
}

function stem(name: string): string {
  return name.replace(/\.(?:md|markdown|docx?|txt|vtt|srt|rtf|odt|pdf|mp3|wav|m4a|mp4)$/i, '');
}
