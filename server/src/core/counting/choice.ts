import type { Names } from '../names.js';
import { segmentsOf } from '../segments.js';
import type { Document, Study } from '../study/types.js';

/** Which codings count. Those left out are as if they were not written; what the documents hold stays the same. */
export interface Choice {
  /** Those of one coder, with or without the unsigned ones; `coder` null: only the unsigned. Everybody's if absent. */
  readonly by?: { readonly coder: string | null; readonly unsigned: boolean };
  /** Only these segments. */
  readonly passages?: Passages;
}

/** Segments of documents: 1 at the index of each that is one of them. A document that is absent has none. */
export type Passages = ReadonlyMap<Document, Uint8Array>;

/**
 * An asked-for coder stands alone; else the study's coder of record counts together with what nobody signed; else
 * everybody.
 */
export function choiceOf(
  study: Study,
  asked: { readonly coder?: string; readonly passages?: Passages },
): Choice {
  const { coder, passages } = asked;
  const record = study.config.coderOfRecord;
  const by =
    coder !== undefined
      ? { coder, unsigned: false }
      : record !== undefined
        ? { coder: record, unsigned: true }
        : undefined;
  return { ...(by && { by }), ...(passages && { passages }) };
}

/** Whether a segment counts, by its index; made once for a document. undefined: all do. */
export function chooser(
  { by, passages }: Choice,
  document: Document,
  names: Names,
): ((segment: number) => boolean) | undefined {
  const { coder } = segmentsOf(document);
  const chosen = passages && (passages.get(document) ?? new Uint8Array());
  if (!by) return chosen && ((segment) => chosen[segment] === 1);
  const wanted = by.coder === null ? -1 : names.find(by.coder);
  const signed = (segment: number) => (coder[segment]! < 0 ? by.unsigned : coder[segment] === wanted);
  return chosen ? (segment) => chosen[segment] === 1 && signed(segment) : signed;
}

/** Equal for choices that make the same of every document; undefined for one that is not worth remembering. */
export function keyOf({ by, passages }: Choice): string | undefined {
  if (passages) return undefined;
  return by ? JSON.stringify([by.coder, by.unsigned]) : '';
}

/** Who signed segments of a document; null stands for nobody. */
export function codersIn({ context }: Study, document: Document): Set<string | null> {
  const ids = new Set(segmentsOf(document).coder);
  return new Set([...ids].map((id) => (id < 0 ? null : context.names.name(id))));
}
