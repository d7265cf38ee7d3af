import { type Condition, meets } from '../counting/include.js';
import { readAttributes } from '../scan/attributes.js';
import { fragmentsOf } from '../segments.js';
import type { Document } from '../study/types.js';

/**
 * The `key=value` attributes of a segment, as written; of fragments that differ the first.
 * @param text what the document was read from
 */
export function attributesOf(
  document: Document,
  text: string,
  marks: readonly number[],
): Record<string, string> {
  const pairs = marks.flatMap((mark) => readAttributes(text, document.scan.mark(mark).attributes).pairs);
  return Object.fromEntries(pairs.reverse().map(({ key, value }) => [key, value]));
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
