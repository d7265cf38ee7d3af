import { applied } from '../core/edits/edit.js';
import { setAttributes } from '../core/edits/front-matter.js';
import { compose, linesOfAnswer, type Transcript } from '../core/import/index.js';
import { guessColumns, type RowColumns } from '../core/import/columns.js';
import { replacer } from '../core/import/names.js';
import { typedValue } from '../core/attributes/typed.js';
import { count } from '../core/compare/phrases.js';
import { parseConfig } from '../core/study/config.js';
import type { AttributeValue, StudyConfig } from '../core/study/types.js';
import type { Ground, Plan, PlannedFile, PlanOptions } from './plan.js';
import { tableOf } from './spreadsheet.js';
import { defaultFolder, documentName, inFolder } from './target.js';
import { Unreadable } from './unreadable.js';

const MOST_ROWS = 20_000;

/** A table as documents, one a row: a column is the text, one may name them, the others are attributes. @throws Unreadable */
export async function planRows(bytes: Uint8Array, ground: Ground, options: PlanOptions): Promise<Plan> {
  const [heads = [], ...rows] = await tableOf(bytes, options.file);
  if (rows.length === 0) throw new Unreadable('has no rows below the one that heads its columns');
  if (rows.length > MOST_ROWS) throw new Unreadable(`has more than ${MOST_ROWS} rows. Split it`);
  const columns = guessColumns(heads, rows, { text: options.textColumn, name: options.nameColumn });
  if ('refused' in columns) throw new Unreadable(columns.refused);
  const sheet = new Sheet(heads, columns, ground, options);
  const files = rows.flatMap((row, index) => sheet.document(row, index + 2));
  if (files.length === 0)
    throw new Unreadable(`has no text in “${heads[columns.text]!.trim()}”: name another column as its text`);
  return { files, codes: [], report: [sheet.summary(files.length), ...sheet.notes()] };
}

class Sheet {
  readonly #heads: readonly string[];
  readonly #columns: RowColumns;
  readonly #options: PlanOptions;
  readonly #config: StudyConfig;
  readonly #names: (text: string) => string;
  readonly #taken: Set<string>;
  readonly #empty: number[] = [];
  readonly #wrong: string[] = [];

  constructor(heads: readonly string[], columns: RowColumns, ground: Ground, options: PlanOptions) {
    this.#heads = heads;
    this.#columns = columns;
    this.#options = options;
    this.#config = parseConfig(ground.config);
    this.#names = replacer(new Map(options.names));
    this.#taken = new Set(ground.taken.map((path) => path.toLowerCase()));
  }

  /** @param line of the table, from 1 */
  document(row: readonly string[], line: number): PlannedFile[] {
    const said = row[this.#columns.text]?.trim() ?? '';
    if (said === '') {
      this.#empty.push(line);
      return [];
    }
    const { known, inText, source } = this.#options;
    const choices = { names: new Map(this.#options.names), inText };
    const transcript: Transcript = { parts: linesOfAnswer(said), voices: [], omitted: [], notes: [] };
    const { text, words, turns } = compose(transcript, choices, known, source);
    const attributes = this.#attributes(row, line);
    const result =
      Object.keys(attributes).length === 0
        ? { edits: [] }
        : setAttributes(text, attributes, this.#config.attributes);
    if ('refused' in result)
      throw new Unreadable(`has a row ${line} whose attributes cannot be written. ${result.refused}`);
    return [{ path: this.#path(row, line), text: applied(text, result.edits), words, turns }];
  }

  summary(documents: number): string {
    const named = (at: number): string => `“${this.#heads[at]!.trim()}”`;
    const { text, name, attributes } = this.#columns;
    return [
      `${count(documents, 'document')}, one a row`,
      `the text is ${named(text)}`,
      name === undefined ? 'they are named by their rows' : `${named(name)} names them`,
      attributes.length > 0
        ? `attributes: ${attributes.map((at) => attributeOf(this.#heads[at]!)).join(', ')}`
        : 'no attributes',
    ].join('; ');
  }

  notes(): string[] {
    const lines = (all: readonly number[]): string =>
      all.slice(0, 8).join(', ') + (all.length > 8 ? ' …' : '');
    return [
      ...(this.#empty.length > 0
        ? [`${count(this.#empty.length, 'row')} without a text left out: ${lines(this.#empty)}`]
        : []),
      ...this.#wrong.slice(0, 20),
      ...(this.#wrong.length > 20 ? [`and ${this.#wrong.length - 20} more values like these`] : []),
    ];
  }

  /** Values as the study types them. One that it does not take stays as it is written, and is told. */
  #attributes(row: readonly string[], line: number): Record<string, AttributeValue> {
    const values: Record<string, AttributeValue> = {};
    for (const at of this.#columns.attributes) {
      const name = attributeOf(this.#heads[at]!);
      const cell = (row[at] ?? '').replace(/\s+/g, ' ').trim();
      if (cell === '' || name in values) continue;
      const typed = typedValue(this.#names(cell), {
        name,
        rule: this.#config.attributes.get(name),
        list: false,
      });
      if ('value' in typed) values[name] = typed.value;
      else {
        values[name] = cell;
        this.#wrong.push(`row ${line}, ${name}: ${typed.wrong.replace(/\.$/, '')}`);
      }
    }
    return values;
  }

  /** Two rows of one name are told apart by a number. */
  #path(row: readonly string[], line: number): string {
    const { name } = this.#columns;
    const stem = this.#options.file.replace(/\.[^.]*$/, '');
    const written = name === undefined ? '' : (row[name] ?? '').trim();
    const bare = this.#names(written === '' ? `${stem} ${line}` : written);
    for (let count = 1; ; count++) {
      const file = documentName(`${bare}${count === 1 ? '' : ` ${count}`}.csv`);
      const path = inFolder(this.#options.into ?? defaultFolder(this.#config, file), file);
      if (this.#taken.has(path.toLowerCase())) continue;
      this.#taken.add(path.toLowerCase());
      return path;
    }
  }
}

/** A head as front matter names it: `How long have you taught?` as `how_long_have_you_taught`. */
function attributeOf(head: string): string {
  const name =
    head
      .trim()
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu)
      ?.join('_') ?? 'column';
  const given = ['source', 'title', 'participants', 'coding'].includes(name) ? `${name}_given` : name;
  return given.slice(0, 60);
}
