import type { Document } from '../study/types.js';
import type { Choice } from './choice.js';
import { countsOf, rolledCountsOf } from './count.js';
import type { Scheme } from './scheme.js';

/** Figures of many documents by row of a scheme; every row has its place. */
export interface Totals {
  readonly segments: Float64Array;
  readonly words: Float64Array;
  /** Documents that carry the row's code. */
  readonly documents: Float64Array;
}

/** The sum of the figures of documents: of codes by themselves, or rolled up with all below them. */
export function sumOf(
  documents: readonly Document[],
  scheme: Scheme,
  choice: Choice,
  rolled = false,
): Totals {
  const parts = documents.map((document) =>
    rolled ? rolledCountsOf(document, scheme, choice) : countsOf(document, scheme, choice).own,
  );
  // Only now are all rows known: counting meets codes that the codebook lacks.
  const room = scheme.rows.length;
  const totals = {
    segments: new Float64Array(room),
    words: new Float64Array(room),
    documents: new Float64Array(room),
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

/** Segments of each code with all below it, in all documents together. */
export function totalsOf(documents: readonly Document[], scheme: Scheme, choice: Choice): Float64Array {
  const parts = documents.map((document) => countsOf(document, scheme, choice).total);
  const totals = new Float64Array(scheme.rows.length);
  for (const { rows, segments } of parts) {
    for (let at = 0; at < rows.length; at++) totals[rows[at]!]! += segments[at]!;
  }
  return totals;
}
