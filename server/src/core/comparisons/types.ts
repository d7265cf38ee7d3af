import type { Placed } from '../fields.js';
import type { Problem } from '../problem.js';
import type { AnalysisSpec } from '../report/spec.js';

/** A spec as a file states it, with the places of what only the study can say whether it is right. */
export interface StatedSpec {
  readonly spec: AnalysisSpec;
  readonly codes: readonly Placed[];
  readonly attributes: readonly Placed[];
}

/** A comparison saved by name: `comparisons/*.yaml`. */
export interface Comparison extends StatedSpec {
  readonly kind: 'comparison';
  /** Path relative to the study, with `/`. */
  readonly file: string;
  /** Opaque: equal versions mean equal text. */
  readonly version: string;
  /** As stated, else the file's name. */
  readonly name: string;
  readonly problems: readonly Problem[];
}
