import type { Scalar } from '../attributes/values.js';
import { compareValues } from '../compare/columns.js';
import type { Table } from '../compare/table.js';
import { type Choice, wordsOf } from '../counting/choice.js';
import { takesPart } from '../counting/include.js';
import { sumOf } from '../counting/sum.js';
import { participantsAmong, type Voices } from '../counting/voices.js';
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

/** Codes by time and case, for all and for the same participants only. */
export function stabilityOf(table: Table, over: string): Stability {
  const byDocument = timesOf(table.included.documents, over);
  const times = [...new Set([...byDocument.values()].flat())].sort(compareValues);
  const at = (documents: readonly Document[], time: string): Document[] =>
    documents.filter((document) => byDocument.get(document)!.includes(time));
  return {
    times,
    untimed: [...byDocument.values()].filter((own) => own.length === 0).length,
    cases: table.columns
      .filter(({ documents }) => documents > 0)
      .map(({ source }): StabilityCase => {
        const groups = times.map((time) => at(source.documents, time));
        const same = alwaysThere(groups, source.choice);
        const voices: Voices = { by: 'participant', names: new Set(same) };
        const theirs = { ...source.choice, voices: [...(source.choice.voices ?? []), voices] };
        const { names } = table.scheme;
        const all = groups.map((group) => new Group(table, group, source.choice));
        const again = groups.map(
          (group) =>
            new Group(
              table,
              group.filter((each) => takesPart(each, theirs.voices, names)),
              theirs,
            ),
        );
        return {
          value: source.values[0]!,
          same,
          rows: table.rows.map(({ row, code }) => {
            const [one, other] = [all, again].map((each) => each.map((group) => group.of(row))) as [
              (Moment | null)[],
              (Moment | null)[],
            ];
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

class Group {
  readonly #totals;
  readonly #words: number;

  constructor(
    { scheme, rolled }: Table,
    private readonly documents: readonly Document[],
    choice: Choice,
  ) {
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
