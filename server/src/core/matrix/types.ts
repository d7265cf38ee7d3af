import type { StatedSpec } from '../comparisons/types.js';
import type { Problem, Range } from '../problem.js';

/** A researcher's summary of one cell. */
export interface Summary {
  /** Value of the row: of the attribute (empty: documents without it), a document's path, a participant's id. */
  readonly row: string;
  /** As written: a code's id or alias. */
  readonly code: string;
  readonly summary: string;
  /** The fingerprints of the passages under it when it was written, sorted; undefined: nobody noted them. */
  readonly seen: readonly string[] | undefined;
  /** Where the file names row and code. */
  readonly rowRange: Range;
  readonly codeRange: Range;
}

/** The summaries of a framework matrix, and which matrix that is: `matrices/*.yaml`. */
export interface Matrix extends StatedSpec {
  readonly kind: 'matrix';
  /** Path relative to the study, with `/`. */
  readonly file: string;
  /** Opaque: equal versions mean equal text. */
  readonly version: string;
  /** As stated, else the file's name. */
  readonly name: string;
  readonly summaries: readonly Summary[];
  readonly problems: readonly Problem[];
}
