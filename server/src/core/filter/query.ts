import type { Passages } from '../counting/choice.js';
import { evaluateQuery, needsText, type Query, readQuery } from '../query/index.js';
import type { Texts } from '../report/analyse.js';
import { segmentsOf } from '../segments.js';
import type { Document, Study } from '../study/types.js';
import { Unmet } from './unmet.js';

/** The segments that a query over codes finds. Texts are read only where it asks for sentences or paragraphs. */
export async function passagesFound(study: Study, query: string, texts: Texts): Promise<Passages> {
  const read = queryOf(study, query);
  const passages = new Map<Document, Uint8Array>();
  for (const document of study.documents.values()) {
    const found = await foundIn(study, document, read, texts);
    if (found) passages.set(document, found);
  }
  return passages;
}

/** The documents in which a query finds nothing. */
export async function documentsWithout(study: Study, query: string, texts: Texts): Promise<Set<Document>> {
  const found = await passagesFound(study, query, texts);
  const without = [...study.documents.values()].filter(
    (document) => found.get(document)?.includes(1) === false,
  );
  if (without.length === 0) throw new Unmet(`Every document has a passage of “${query}”.`);
  return new Set(without);
}

function queryOf(study: Study, text: string): Query {
  const read = readQuery(text, study);
  if ('query' in read) return read.query;
  const { start, message } = read.problem;
  throw new Unmet(`In the query “${text}”, character ${start + 1}: ${message}`);
}

/** undefined where the document's text is needed and has changed. */
async function foundIn(
  study: Study,
  document: Document,
  query: Query,
  texts: Texts,
): Promise<Uint8Array | undefined> {
  if (segmentsOf(document).count === 0) return new Uint8Array();
  if (!needsText(query, document)) return evaluateQuery(query, study, document, () => '');
  const text = await texts.of(document);
  return text === undefined ? undefined : evaluateQuery(query, study, document, () => text);
}
