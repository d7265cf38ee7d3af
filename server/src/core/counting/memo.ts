import type { Document } from '../study/types.js';
import { type Coders, keyOf } from './coders.js';
import type { Scheme } from './scheme.js';

type PerDocument<T> = (document: Document, scheme: Scheme, coders: Coders) => T;

/**
 * Keeps what was computed of each document. Tables are sums of such parts, so that a keystroke makes one part anew and
 * not the table; and a part forgets itself with its document or codebook.
 */
export function perDocument<T>(compute: PerDocument<T>): PerDocument<T> {
  const memo = new WeakMap<Scheme, WeakMap<Document, Map<string, T>>>();
  return (document, scheme, coders) => {
    let documents = memo.get(scheme);
    if (!documents) memo.set(scheme, (documents = new WeakMap<Document, Map<string, T>>()));
    let byCoders = documents.get(document);
    if (!byCoders) documents.set(document, (byCoders = new Map<string, T>()));
    const key = keyOf(coders);
    let part = byCoders.get(key);
    if (part === undefined) byCoders.set(key, (part = compute(document, scheme, coders)));
    return part;
  };
}
