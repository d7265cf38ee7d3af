import type { Document } from '../study/types.js';
import { type Choice, keyOf } from './choice.js';
import type { Scheme } from './scheme.js';

type PerDocument<T> = (document: Document, scheme: Scheme, choice: Choice) => T;

/**
 * Keeps what was computed of each document. Tables are sums of such parts, so that a keystroke makes one part anew and
 * not the table; and a part forgets itself with its document or codebook.
 */
export function perDocument<T>(compute: PerDocument<T>): PerDocument<T> {
  const memo = new WeakMap<Scheme, WeakMap<Document, Map<string, T>>>();
  return (document, scheme, choice) => {
    const key = keyOf(choice);
    if (key === undefined) return compute(document, scheme, choice);
    let documents = memo.get(scheme);
    if (!documents) memo.set(scheme, (documents = new WeakMap<Document, Map<string, T>>()));
    let byChoice = documents.get(document);
    if (!byChoice) documents.set(document, (byChoice = new Map<string, T>()));
    let part = byChoice.get(key);
    if (part === undefined) byChoice.set(key, (part = compute(document, scheme, choice)));
    return part;
  };
}
