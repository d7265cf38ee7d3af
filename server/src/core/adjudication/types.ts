import type { Placed } from '../fields.js';
import type { Problem, Range } from '../problem.js';

/**
 * What is decided about a code on a passage that one side coded and the other did not. `left`, `right`: as that side has
 * it, coded or not; `both`: coded, wherever any side coded it; `neither`: not coded; `recode`: another code in its place.
 */
export const VERDICTS = ['left', 'right', 'both', 'neither', 'recode'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** One decision, as a file keeps it. */
export interface Decision {
  /** As written: a code's id or alias. */
  readonly code: string;
  /** Which passage of the document: the print of its words, and from the second with the same words on `-2`, `-3` … */
  readonly key: string;
  /** Its words, shortened, for whoever reads the file. */
  readonly passage: string | null;
  /** Names of the sides. */
  readonly left: string | null;
  readonly right: string | null;
  readonly decision: Verdict;
  /** With `recode`: the code in its place. */
  readonly recode: string | null;
  readonly note: string | null;
  readonly by: string | null;
  /** `2026-11-24`, by the clock of who decided. */
  readonly date: string | null;
  /** Where the file names code and passage, and the code in its place. */
  readonly codeRange: Range;
  readonly keyRange: Range;
  readonly recodeRange: Range | null;
}

/** What two or more coders agreed on about one document: `adjudication/*.yaml`. */
export interface Adjudication {
  readonly kind: 'adjudication';
  /** Path relative to the study, with `/`. */
  readonly file: string;
  /** Opaque: equal versions mean equal text. */
  readonly version: string;
  /** The document, relative to the study; empty where the file does not say. */
  readonly document: string;
  readonly documentRange: Range;
  readonly decisions: readonly Decision[];
  /** The codes it names, at their places. */
  readonly codes: readonly Placed[];
  readonly problems: readonly Problem[];
}
