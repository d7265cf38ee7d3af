import type { Document } from '../study/types.js';
import type { Choice } from './choice.js';
import { countsOf } from './count.js';
import type { Scheme } from './scheme.js';

/** Figures of many documents by row of a scheme; every row has its place. */
export interface Totals {
  readonly segments: Float64Array;
  readonly words: Float64Array;
  /** Documents that carry the row's code. */
  readonly documents: Float64Array;
}

/** The sum of the parts of documents: of codes by themselves, or rolled up with all below them. */
export function sumOf(
  documents: readonly Document[],
  scheme: Scheme,
  choice: Choice,
  part: 'own' | 'rolled',
): Totals {
  const parts = documents.map((document) => countsOf(document, scheme, choice)[part]);
  // Only now are all rows known: counting meets codes that the codebook lacks.
  const rows = scheme.rows.length;
  const totals = {
    segments: new Float64Array(rows),
    words: new Float64Array(rows),
    documents: new Float64Array(rows),
  };
  for (const { rows, segments, words } of parts) {
    for (let at = 0; at < rows.length; at++) {
      const row = rows[at]!;
      totals.segments[row]! += segments[at]!;
      totals.words[row]! += words[at]!;
      totals.documents[row]!++;
    }
  }
  return totals;
}
