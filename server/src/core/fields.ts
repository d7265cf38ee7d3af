import { problem } from './check/rules.js';
import type { RuleId } from './check/rules.js';
import { didYouMean, nearest } from './nearest.js';
import type { Problem, Range } from './problem.js';
import type { Entry, Mapping, Scalar, Value, Yaml } from './yaml/index.js';

/** A text of a file and where it stands. */
export interface Placed extends Range {
  readonly text: string;
}

/**
 * Reads the fields of a codebook or of qualdown.yaml, and says what is wrong with each. What was nearly right
 * (a number where a text belongs, one text where a list does) is read as it was meant, and reported all the same.
 */
export class FieldReader {
  readonly #problems: Problem[];
  readonly #text: string;
  /** Lines that YAML could not read: what else looks wrong there only follows from that. */
  readonly #broken: ReadonlySet<number>;

  constructor(text: string, yaml: Yaml) {
    this.#text = text;
    this.#problems = yaml.faults.map((fault) => problem('yaml-syntax', fault, fault.message));
    this.#broken = new Set(yaml.faults.map(({ start }) => this.#line(start)));
  }

  /** All that was reported, in the order of the text. */
  get problems(): readonly Problem[] {
    return this.#problems.toSorted((a, b) => a.start - b.start || a.end - b.end);
  }

  report(rule: RuleId, range: Range, message: string, data?: Readonly<Record<string, unknown>>): void {
    if (this.#broken.has(this.#line(range.start))) return;
    this.#problems.push(problem(rule, range, message, data));
  }

  /** The entries of a map by field; those that begin with `x-` are the author's own and left out. */
  fields(map: Mapping | undefined, known: readonly string[], of: string): ReadonlyMap<string, Entry> {
    const fields = new Map<string, Entry>();
    for (const entry of this.distinct(map)) {
      const { key, keyRange } = entry;
      if (known.includes(key)) fields.set(key, entry);
      else if (!key.startsWith('x-')) {
        const near = nearest(key, known);
        const hint = didYouMean(near) || ' A field of your own begins with “x-”.';
        this.report('field-unknown', keyRange, `There is no field “${key}” in ${of}.${hint}`, {
          nearest: near,
        });
      }
    }
    return fields;
  }

  /** The entries of a map, each key once. */
  distinct(map: Mapping | undefined): readonly Entry[] {
    const entries = new Map<string, Entry>();
    for (const entry of map?.entries ?? []) {
      const { key, keyRange } = entry;
      if (!entries.has(key)) entries.set(key, entry);
      else this.report('field-repeated', keyRange, `“${key}” is stated twice here; the first holds.`);
    }
    return [...entries.values()];
  }

  map(entry: Entry | undefined): Mapping | undefined {
    const value = entry?.value;
    if (!entry || !value) return undefined;
    if (value.kind === 'map') return value;
    this.#wrongType(
      entry.key,
      value,
      'takes a map: each entry on a line of its own below, indented, as `name: …`',
    );
    return undefined;
  }

  /** A text without the white space around it; undefined for an empty one. */
  text(entry: Entry | undefined): string | undefined {
    return entry?.value && (this.#placed(entry.key, entry.value)?.text || undefined);
  }

  texts(entry: Entry | undefined): readonly Placed[] {
    const value = entry?.value;
    if (!entry || !value) return [];
    if (value.kind === 'list') return value.items.flatMap((item) => this.#placed(entry.key, item) ?? []);
    this.#wrongType(entry.key, value, 'takes a list: `[one, two]`, or a line beginning with “- ” for each');
    return value.kind === 'scalar' ? [{ text: value.text.trim(), start: value.start, end: value.end }] : [];
  }

  /** Texts: one as it is, or a list of them. */
  oneOrMore(entry: Entry | undefined): readonly Placed[] {
    const value = entry?.value;
    if (!entry || !value) return [];
    const items = value.kind === 'list' ? value.items : [value];
    return items.flatMap((item) => this.#placed(entry.key, item) ?? []);
  }

  /** A whole number that is not below `least`. */
  whole(entry: Entry | undefined, least: number): number | undefined {
    const value = entry?.value;
    if (!entry || !value) return undefined;
    const number = value.kind === 'scalar' ? value.value : undefined;
    if (typeof number === 'number' && Number.isSafeInteger(number) && number >= least) return number;
    this.#wrongType(entry.key, value, `takes a whole number, ${least} or more`);
    return undefined;
  }

  flag(entry: Entry | undefined): boolean | undefined {
    const value = entry?.value;
    if (!entry || !value) return undefined;
    if (value.kind === 'scalar' && typeof value.value === 'boolean') return value.value;
    this.#wrongType(entry.key, value, 'is either true or false');
    return undefined;
  }

  choice<T extends string>(entry: Entry | undefined, choices: readonly T[]): T | undefined {
    const text = this.text(entry);
    if (!entry?.value || text === undefined) return undefined;
    const choice = choices.find((candidate) => candidate === text);
    if (choice === undefined) {
      this.report('field-value', entry.value, `“${entry.key}” is one of: ${choices.join(', ')}.`, {
        choices,
      });
    }
    return choice;
  }

  /** The items of a list of plain values, of whatever type. */
  scalars(entry: Entry | undefined): readonly Scalar[] {
    const value = entry?.value;
    if (!entry || !value) return [];
    if (value.kind === 'scalar') {
      this.#wrongType(entry.key, value, 'takes a list: `[one, two]`, or a line beginning with “- ” for each');
      return [value];
    }
    const items = value.kind === 'list' ? value.items : [];
    const scalars = items.filter((item) => item.kind === 'scalar');
    if (value.kind === 'map' || scalars.length < items.length) {
      this.#wrongType(entry.key, value, 'takes a list of plain values');
    }
    return scalars;
  }

  #placed(key: string, value: Value): Placed | undefined {
    if (value.kind === 'list') this.#wrongType(key, value, 'takes one text, not a list');
    else if (value.kind === 'map') {
      this.#wrongType(
        key,
        value,
        'takes a text. This one is read as fields, because of a colon or a brace in it: put it in quotes',
      );
    } else {
      const { start, end, text } = value;
      if (typeof value.value !== 'string') {
        this.#wrongType(key, value, `takes a text. Put it in quotes: "${text}"`);
      }
      return { text: text.trim(), start, end };
    }
    return undefined;
  }

  #wrongType(key: string, range: Range, takes: string): void {
    this.report('field-type', range, `“${key}” ${takes}.`);
  }

  #line(offset: number): number {
    return this.#text.lastIndexOf('\n', offset - 1);
  }
}
