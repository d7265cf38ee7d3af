import { type Choice, choiceOf, codersIn } from '../counting/choice.js';
import { type Included, type Scalar, valuesOf } from '../counting/include.js';
import type { Document, Study } from '../study/types.js';
import type { Selection } from '../tally.js';

/** One case of a comparison: its documents, and whose codings count in it. */
export interface CaseColumn {
  /** null: the documents without the attribute. */
  readonly value: Scalar | null;
  /** What counts: coded at least in part. */
  readonly documents: readonly Document[];
  /** How many more are not coded yet. */
  readonly none: number;
  readonly choice: Choice;
}

/** Whether a comparison by this name is one of coders: where no attribute has the name. */
export function comparesCoders(study: Study, by: string): boolean {
  return by === 'coder' && !attributeNames(study).includes(by);
}

/** The columns of a comparison, in natural order (2 before 10), the one without a value last. */
export function columnsOf(study: Study, by: string, included: Included, selection: Selection): CaseColumn[] {
  const columns = comparesCoders(study, by)
    ? coderColumns(study, included, selection)
    : attributeColumns(by, included, choiceOf(study, selection));
  return columns.sort((a, b) => compareValues(a.value, b.value));
}

/** The attributes by which a study can be compared: those of its documents, and those it declares. By name. */
export function attributeNames(study: Study): string[] {
  const names = new Set(study.config.attributes.keys());
  for (const { attributes } of study.documents.values())
    for (const name of attributes.keys()) names.add(name);
  return [...names].sort(natural.compare);
}

const natural = new Intl.Collator('en', { numeric: true });

function compareValues(a: Scalar | null, b: Scalar | null): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  const [one, other] = [String(a), String(b)];
  const [first, second] = [numberOf(a), numberOf(b)];
  if (first !== undefined && second !== undefined && first !== second) return first - second;
  if ((first === undefined) !== (second === undefined)) return first === undefined ? 1 : -1;
  return natural.compare(one, other) || (one < other ? -1 : Number(one > other));
}

/** Also of a text that is written as a number; the collator knows neither signs nor decimals. */
function numberOf(value: Scalar): number | undefined {
  if (typeof value === 'number') return Number.isNaN(value) ? undefined : value;
  return typeof value === 'string' && /^[-+]?\d+(\.\d+)?$/.test(value) ? Number(value) : undefined;
}

function attributeColumns(by: string, { documents, none }: Included, choice: Choice): CaseColumn[] {
  const columns = new Map<string | null, { value: Scalar | null; documents: Document[]; none: number }>();
  const each = (
    document: Document,
    visit: (column: { documents: Document[]; none: number }) => void,
  ): void => {
    // `1` and `"1"` are one case.
    const values = new Map(valuesOf(document.attributes.get(by)).map((value) => [String(value), value]));
    for (const [key, value] of values.size > 0 ? values : [[null, null] as const]) {
      let column = columns.get(key);
      if (!column) columns.set(key, (column = { value, documents: [], none: 0 }));
      visit(column);
    }
  };
  for (const document of documents) each(document, (column) => column.documents.push(document));
  for (const document of none) each(document, (column) => column.none++);
  return [...columns.values()].map((column) => ({ ...column, choice }));
}

/** A column for each coder, with the documents in which they coded something, and one for what nobody signed. */
function coderColumns(study: Study, included: Included, { coder, passages }: Selection): CaseColumn[] {
  const byCoder = new Map<string | null, Document[]>();
  for (const document of included.documents) {
    for (const name of codersIn(study, document)) {
      if (coder !== undefined && name !== coder) continue;
      const documents = byCoder.get(name);
      if (documents) documents.push(document);
      else byCoder.set(name, [document]);
    }
  }
  return [...byCoder].map(([value, documents]) => ({
    value,
    documents,
    none: 0,
    choice: { ...(passages && { passages }), by: { coder: value, unsigned: value === null } },
  }));
}
