import type { MeaningField } from './match.js';
import type { WordChange } from './words.js';

/** What is different between two states of a codebook, and how many passages it touches. Codes by id. */
export interface CodebookDiff {
  readonly from: DiffSide;
  readonly to: DiffSide;
  readonly added: readonly AddedCode[];
  readonly removed: readonly RemovedCode[];
  readonly renamed: readonly RenamedCode[];
  readonly moved: readonly MovedCode[];
  readonly merged: readonly MergedCode[];
  readonly split: readonly SplitCode[];
  readonly redefined: readonly RedefinedCode[];
  /** What is to be known of the figures. */
  readonly warnings: readonly string[];
}

export interface DiffSide {
  /** As named; empty: the files as they stand. */
  readonly ref: string;
  readonly commit: string;
  /** `2024-03-05`; empty for the files as they stand. */
  readonly date: string;
}

/** Segments that carry the code itself, as `tally` counts them; under its old id at the earlier state. */
export interface Touched {
  readonly before: number;
  readonly after: number;
}

/**
 * How a change is known: the codebook states it (`alias`, `replaced_by`); the passages of the one carry the other now;
 * or the two read alike.
 */
export type Evidence = 'alias' | 'replaced_by' | 'passages' | 'likeness';

export interface AddedCode {
  readonly code: string;
  readonly name: string;
  readonly parent: string | null;
  readonly brief: string | null;
  readonly passages: Touched;
}
export interface RemovedCode {
  readonly code: string;
  readonly name: string;
  readonly passages: Touched;
}
export interface RenamedCode {
  readonly from: string;
  readonly to: string;
  readonly by: Evidence;
  readonly passages: Touched;
}
export interface MovedCode {
  readonly code: string;
  /** The code above it; null: at the top. */
  readonly from: string | null;
  readonly to: string | null;
  readonly passages: Touched;
}
export interface MergedCode {
  readonly from: string;
  readonly into: string;
  readonly by: Evidence;
  readonly passages: Touched;
}
export interface SplitCode {
  readonly from: string;
  /** With the passages that went from the one to each. */
  readonly into: readonly { readonly code: string; readonly passages: number }[];
  readonly passages: Touched;
}
export interface RedefinedCode {
  readonly code: string;
  readonly fields: readonly FieldChange[];
  readonly passages: Touched;
}
export interface FieldChange {
  readonly field: MeaningField | 'status' | 'codable' | 'counterpart';
  readonly before: string;
  readonly after: string;
  readonly words: readonly WordChange[];
}
