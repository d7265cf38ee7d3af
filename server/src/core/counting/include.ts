import { scalarsOf } from '../study/values.js';
import type { AttributeValue, Document, Study } from '../study/types.js';
import { segmentsOf } from '../segments.js';

/** A document counts only if its attribute has this value; `value` as a person types it. */
export interface Condition {
  readonly attribute: string;
  readonly value: string;
}

/** A file that counts in no figure of a table, and why. */
export interface Omitted {
  readonly file: string;
  readonly reason: string;
}

export interface Included {
  /** What tables count, in the order of the study. */
  readonly documents: readonly Document[];
  /** Documents that meet the conditions but are not coded yet. */
  readonly none: readonly Document[];
  /** `none` and what cannot be read, by file. */
  readonly omitted: readonly Omitted[];
}

/** Which documents of a study a table counts: those that meet the conditions and are coded at least in part. */
export function include(study: Study, where: readonly Condition[] = []): Included {
  const asked = [...study.documents.values()].filter(({ attributes }) => meets(attributes, where));
  const none = asked.filter(({ coding }) => coding === 'none');
  const omitted = [
    ...none.map((document) => ({ file: document.file, reason: whyNone(document) })),
    ...study.unreadable,
  ];
  return {
    documents: asked.filter(({ coding }) => coding !== 'none'),
    none,
    omitted: omitted.sort((a, b) => (a.file < b.file ? -1 : 1)),
  };
}

function whyNone(document: Document): string {
  const { count } = segmentsOf(document);
  const passages = count === 1 ? '1 passage is coded' : `${count} passages are coded`;
  if (count > 0) return `says coding: none, though ${passages}`;
  return document.codingStated ? 'not coded yet (coding: none)' : 'not coded yet (no passage is coded)';
}

/** Conditions on one attribute are alternatives, those on different ones hold together. A list meets by any element. */
export function meets(
  attributes: { get(name: string): AttributeValue | undefined },
  where: readonly Condition[],
): boolean {
  return where.every(({ attribute }) =>
    where.some(
      (other) => other.attribute === attribute && textsOf(attributes.get(attribute)).includes(other.value),
    ),
  );
}

/** The values of an attribute as a person types them; none where it is absent or empty. */
export function textsOf(value: AttributeValue | undefined): string[] {
  return valuesOf(value).map(String);
}

export type Scalar = string | number | boolean;

/** The values of an attribute: several for a list, none where it is absent or empty. */
export function valuesOf(value: AttributeValue | undefined): Scalar[] {
  const given = scalarsOf(value ?? null).filter((each) => each !== null);
  return given.filter((each) => each !== '');
}
