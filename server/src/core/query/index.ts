import { didYouMean, nearest } from '../nearest.js';
import type { Study } from '../study/types.js';
import { tally } from '../tally.js';
import { parseQuery } from './parse.js';
import type { Query, ReadQuery } from './types.js';

export { evaluateQuery, type Found, needsText } from './evaluate.js';
export type { Query, QueryProblem, ReadQuery } from './types.js';

/**
 * Reads a query over the codes of a study: ids, aliases and names of its codebook, and codes that are only used in
 * documents. The codes of the query are ids. Never throws.
 */
export function readQuery(text: string, study: Study): ReadQuery {
  const read = parseQuery(text);
  if ('problem' in read) return read;
  const known = knownCodes(study);
  for (const { code, start, end } of codesIn(read.query)) {
    if (known.has(code) || known.has(code.toLowerCase())) continue;
    const near = didYouMean(nearest(code, [...known.values()]));
    return { problem: { start, end, message: `No code is called “${code}”.${near}` } };
  }
  return { query: resolved(read.query, (code) => known.get(code) ?? known.get(code.toLowerCase())!) };
}

/** The codes a query names, in the order of its text. */
export function codesIn(query: Query): (Query & { readonly kind: 'code' })[] {
  switch (query.kind) {
    case 'code':
      return [query];
    case 'not':
      return codesIn(query.of);
    case 'and':
    case 'or':
      return query.parts.flatMap(codesIn);
    case 'near':
    case 'not-near':
      return [...codesIn(query.of), ...codesIn(query.to)];
  }
}

/** Ids by what they may be called: names in lower case too, where just one code has them. An id wins over a name. */
function knownCodes(study: Study): ReadonlyMap<string, string> {
  const byName = new Map<string, string | null>();
  const ids = new Map<string, string>();
  for (const { id, name, aliases } of study.codebook.codes.values()) {
    const key = name.toLowerCase();
    byName.set(key, byName.has(key) ? null : id);
    for (const alias of aliases) ids.set(alias, id);
  }
  for (const { code } of tally(study).codes) ids.set(code, code);
  const known = new Map<string, string>();
  for (const [name, id] of byName) if (id !== null) known.set(name, id);
  for (const [id, code] of ids) known.set(id, code);
  return known;
}

function resolved(query: Query, idOf: (code: string) => string): Query {
  const inside = (each: Query): Query => resolved(each, idOf);
  switch (query.kind) {
    case 'code':
      return { ...query, code: idOf(query.code) };
    case 'not':
      return { ...query, of: inside(query.of) };
    case 'and':
    case 'or':
      return { ...query, parts: query.parts.map(inside) };
    case 'near':
    case 'not-near':
      return { ...query, of: inside(query.of), to: inside(query.to) };
  }
}
