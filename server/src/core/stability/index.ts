import type { Scalar } from '../attributes/values.js';
import { compareValues } from '../compare/columns.js';
import type { Table } from '../compare/table.js';
import { type Choice, wordsOf } from '../counting/choice.js';
import { takesPart } from '../counting/include.js';
import { sumOf } from '../counting/sum.js';
import { participantsAmong } from '../counting/voices.js';
import { textsOf, valuesOf } from '../attributes/values.js';
import type { Document } from '../study/types.js';

/** One code in one case at one time. */
export interface Moment {
  readonly documents: number;
  readonly of_documents: number;
  readonly words: number;
  readonly of_words: number;
  /** null without words. */
  readonly share: number | null;
}

/** Of the last time less the first, in parts of 1; null where one of them has no documents (or words). */
export interface Difference {
  readonly documents: number | null;
  readonly share: number | null;
}

export interface StabilityRow {
  readonly code: string;
  /** One for each time; null where the case has no coded document. */
  readonly all: readonly (Moment | null)[];
  /** The same, of what only those say who take part at every time. */
  readonly same: readonly (Moment | null)[];
  readonly differences: { readonly all: Difference; readonly same: Difference };
}

export interface StabilityCase {
  /** null: documents without the attribute. */
  readonly value: Scalar | null;
  /** Participants with coded documents of this case at every time. */
  readonly same: readonly string[];
  readonly rows: readonly StabilityRow[];
}

export interface Stability {
  readonly times: readonly string[];
  /** Documents that state no time. */
  readonly untimed: number;
  readonly cases: readonly StabilityCase[];
}

/** The time of a document: its value of an attribute; of dates the year, or where all are of one year the month. */
export function timesOf(
  documents: readonly Document[],
  over: string,
): ReadonlyMap<Document, readonly string[]> {
  const isDate = (text: string): boolean => /^\d{4}-\d\d(-\d\d)?(?=$|[T ])/.test(text);
  const texts = documents.flatMap(({ attributes }) => textsOf(attributes.get(over)));
  const dated = texts.length > 0 && texts.every(isDate);
  const length = new Set(texts.map((text) => text.slice(0, 4))).size > 1 ? 4 : 7;
  return new Map(
    documents.map((document) => {
      const own = valuesOf(document.attributes.get(over)).map(String);
      return [document, [...new Set(dated ? own.map((text) => text.slice(0, length)) : own)]];
    }),
  );
}

/** Some documents and what counts in them. */
export interface Group {
  readonly documents: readonly Document[];
  readonly choice: Choice;
}

/** The documents of one case by time. */
export interface CaseInTime {
  readonly value: Scalar | null;
  /** Participants with coded documents at every time. */
  readonly same: readonly string[];
  /** One for each time: all, and what only the same participants say. */
  readonly groups: { readonly all: readonly Group[]; readonly same: readonly Group[] };
}

export interface Times {
  readonly times: readonly string[];
  /** Documents that state no time. */
  readonly untimed: number;
  readonly cases: readonly CaseInTime[];
}

/** Which documents stand where. */
export function casesInTime({ included, columns, scheme }: Table, over: string): Times {
  const byDocument = timesOf(included.documents, over);
  const times = [...new Set([...byDocument.values()].flat())].sort(compareValues);
  return {
    times,
    untimed: [...byDocument.values()].filter((own) => own.length === 0).length,
    cases: columns
      .filter(({ documents }) => documents > 0)
      .map(({ source: { values, documents, choice } }) => {
        const all = times.map((time) => documents.filter((each) => byDocument.get(each)!.includes(time)));
        const same = alwaysThere(all, choice);
        const voices = [...(choice.voices ?? []), { by: 'participant', names: new Set(same) } as const];
        return {
          value: values[0]!,
          same,
          groups: {
            all: all.map((group) => ({ documents: group, choice })),
            same: all.map((group) => ({
              documents: group.filter((each) => takesPart(each, voices, scheme.names)),
              choice: { ...choice, voices },
            })),
          },
        };
      }),
  };
}

/** Codes by time and case, for all and for the same participants only. */
export function stabilityOf(table: Table, over: string): Stability {
  const { times, untimed, cases } = casesInTime(table, over);
  return {
    times,
    untimed,
    cases: cases.map(({ value, same, groups }): StabilityCase => {
      const all = groups.all.map((group) => new Figures(table, group));
      const again = groups.same.map((group) => new Figures(table, group));
      return {
        value,
        same,
        rows: table.rows.map(({ row, code }) => {
          const one = all.map((group) => group.of(row));
          const other = again.map((group) => group.of(row));
          return {
            code,
            all: one,
            same: other,
            differences: { all: differenceOf(one), same: differenceOf(other) },
          };
        }),
      };
    }),
  };
}

/** Participants of every group, by id. Nobody where there is but one time. */
function alwaysThere(groups: readonly (readonly Document[])[], { voices }: Choice): string[] {
  const sets = groups.map((group) => new Set(group.flatMap((each) => participantsAmong(each, voices))));
  const [first = new Set<string>(), ...others] = sets;
  return others.length === 0 ? [] : [...first].filter((id) => others.every((set) => set.has(id))).sort();
}

class Figures {
  readonly #totals;
  readonly #words: number;
  private readonly documents: readonly Document[];

  constructor({ scheme, rolled }: Table, { documents, choice }: Group) {
    this.documents = documents;
    this.#totals = sumOf(documents, scheme, choice, rolled);
    this.#words = documents.reduce((sum, document) => sum + wordsOf(document, choice, scheme.names), 0);
  }

  of(row: number): Moment | null {
    if (this.documents.length === 0) return null;
    const words = this.#totals.words[row] ?? 0;
    return {
      documents: this.#totals.documents[row] ?? 0,
      of_documents: this.documents.length,
      words,
      of_words: this.#words,
      share: this.#words > 0 ? words / this.#words : null,
    };
  }
}

function differenceOf(moments: readonly (Moment | null)[]): Difference {
  const [first, last] = [moments[0], moments.at(-1)];
  if (!first || !last || moments.length < 2) return { documents: null, share: null };
  return {
    documents: last.documents / last.of_documents - first.documents / first.of_documents,
    share: first.share === null || last.share === null ? null : last.share - first.share,
  };
}
