import type { Choice } from '../counting/choice.js';
import type { Scalar } from '../attributes/values.js';
import type { Included } from '../counting/include.js';
import type { Document, Study } from '../study/types.js';
import type { Dimension } from './dimensions.js';

/** One case of a comparison: its documents, and what counts in them. */
export interface CaseColumn {
  /** One for each dimension; null: the documents without the attribute, what nobody signed or said. */
  readonly values: readonly (Scalar | null)[];
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

/** Names one column among others: the same for `1` and `"1"`. */
export function columnKey(values: readonly (Scalar | null)[]): string {
  return JSON.stringify(values.map((value) => (value === null ? null : String(value))));
}

/**
 * The columns of a comparison: the values of the dimensions that occur together, in natural order (2 before 10) of the
 * first dimension, then the second; those without a value last.
 */
export function columnsOf(
  dimensions: readonly Dimension[],
  { documents, none }: Included,
  choice: Choice,
): CaseColumn[] {
  const columns = new Map<
    string,
    { values: (Scalar | null)[]; documents: Document[]; none: number; choice: Choice }
  >();
  const visit = (document: Document, isCoded: boolean): void => {
    for (const { values, choice: own } of placesOf(document, dimensions, choice)) {
      const key = columnKey(values);
      let column = columns.get(key);
      if (!column) columns.set(key, (column = { values, documents: [], none: 0, choice: own }));
      if (isCoded) column.documents.push(document);
      else column.none++;
    }
  };
  for (const document of documents) visit(document, true);
  // Nobody has signed or not signed what is not coded yet.
  if (dimensions.every(({ kind }) => kind !== 'coder')) for (const document of none) visit(document, false);
  return [...columns.values()].sort((a, b) => compareAll(a.values, b.values));
}

/** The columns in which a document stands: every value of one dimension with every value of the other. */
function placesOf(document: Document, dimensions: readonly Dimension[], choice: Choice) {
  let places: { values: (Scalar | null)[]; choice: Choice }[] = [{ values: [], choice }];
  for (const dimension of dimensions) {
    places = places.flatMap(({ values, choice: own }) =>
      dimension.partsOf(document, own).map((part) => ({
        values: [...values, part.value],
        choice: part.choice,
      })),
    );
  }
  return places;
}

function compareAll(a: readonly (Scalar | null)[], b: readonly (Scalar | null)[]): number {
  for (let at = 0; at < a.length; at++) {
    const order = compareValues(a[at]!, b[at]!);
    if (order !== 0) return order;
  }
  return 0;
}

/** The attributes by which a study can be compared: those of its documents, and those it declares. By name. */
export function attributeNames(study: Study): string[] {
  const names = new Set(study.config.attributes.keys());
  for (const { attributes } of study.documents.values())
    for (const name of attributes.keys()) names.add(name);
  return [...names].sort(natural.compare);
}

/** Attributes that participants have and no document states: what they say can be told apart by them. By name. */
export function participantAttributes(study: Study): string[] {
  const names = new Set<string>();
  for (const document of study.documents.values())
    for (const id of document.participants)
      for (const name of document.attributesOfParticipant(id).keys()) if (name !== 'name') names.add(name);
  for (const { attributes } of study.documents.values())
    for (const name of attributes.keys()) names.delete(name);
  return [...names].sort(natural.compare);
}

const natural = new Intl.Collator('en', { numeric: true });

/** Natural order, null last. */
export function compareValues(a: Scalar | null, b: Scalar | null): number {
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

/** The values of a column as one text; null where it has none at all. */
export function columnText(values: readonly (Scalar | null)[]): string | null {
  return values.every((value) => value === null)
    ? null
    : values.map((value) => String(value ?? '–')).join(', ');
}
