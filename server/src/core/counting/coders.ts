import type { Names } from '../names.js';
import { segmentsOf } from '../segments.js';
import type { Document, Study } from '../study/types.js';

/** Whose codings count. `coder` null: only what nobody signed. */
export type Coders = 'all' | { readonly coder: string | null; readonly unsigned: boolean };

/**
 * An asked-for coder stands alone; else the study's coder of record counts together with what nobody signed; else
 * everybody.
 */
export function codersOf(study: Study, asked?: string): Coders {
  if (asked !== undefined) return onlyOf(asked);
  const record = study.config.coderOfRecord;
  return record === undefined ? 'all' : { coder: record, unsigned: true };
}

export function onlyOf(coder: string | null): Coders {
  return { coder, unsigned: coder === null };
}

/** Whether a segment signed by `coder` (a name's id, -1 = nobody) counts; made once for a document. */
export function selector(coders: Coders, names: Names): (coder: number) => boolean {
  if (coders === 'all') return () => true;
  const wanted = coders.coder === null ? -1 : names.find(coders.coder);
  return (coder) => (coder < 0 ? coders.unsigned : coder === wanted);
}

/** Equal for equal choices. */
export function keyOf(coders: Coders): string {
  return coders === 'all' ? '' : JSON.stringify([coders.coder, coders.unsigned]);
}

/** Who signed segments of a document; null stands for nobody. */
export function codersIn({ context }: Study, document: Document): Set<string | null> {
  const ids = new Set(segmentsOf(document).coder);
  return new Set([...ids].map((id) => (id < 0 ? null : context.names.name(id))));
}
