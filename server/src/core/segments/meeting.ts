import { type Condition, meets } from '../filter/condition.js';
import { readAttributes } from '../scan/attributes.js';
import { fragmentsOf } from '../segments.js';
import type { Document } from '../study/types.js';

/**
 * The `key=value` attributes of a segment, as written and in that order; of fragments that differ the first.
 * @param text what the document was read from
 */
export function attributesOf(
  document: Document,
  text: string,
  marks: readonly number[],
): Record<string, string> {
  const first = new Map<string, string>();
  for (const mark of marks) {
    for (const { key, value } of readAttributes(text, document.scan.mark(mark).attributes).pairs) {
      if (!first.has(key)) first.set(key, value);
    }
  }
  return Object.fromEntries(first);
}

/** Whether a segment meets conditions with its own attributes, or where its marks lack one, with its document's. */
export function hasValues(
  attributes: Readonly<Record<string, string>>,
  document: Document,
  where: readonly Condition[],
): boolean {
  const get = (name: string) =>
    Object.hasOwn(attributes, name) ? attributes[name] : document.attributes.get(name);
  return meets({ get }, where);
}

/** Of each segment of a document 1 if it meets conditions, else 0. */
export function segmentsMeeting(document: Document, text: string, where: readonly Condition[]): Uint8Array {
  const fragments = fragmentsOf(document);
  return Uint8Array.from(fragments, (marks) =>
    Number(hasValues(attributesOf(document, text, marks), document, where)),
  );
}
