import type { CodeStatus } from '../types.js';

/** A codebook to be read and handed on, with what it was used for. */
export interface PrintedCodebook {
  readonly title: string;
  readonly codes: readonly PrintedCode[];
  /** What the figures count. */
  readonly sentence: string;
}

export interface PrintedCode {
  readonly id: string;
  readonly name: string;
  readonly parent: string | null;
  /** Roots 0. */
  readonly depth: number;
  readonly color: string;
  readonly status: CodeStatus;
  readonly codable: boolean;
  readonly brief: string | null;
  readonly definition: string | null;
  readonly useWhen: string | null;
  readonly notWhen: string | null;
  readonly examples: readonly string[];
  readonly aliases: readonly string[];
  readonly counterpart: string | null;
  readonly replacedBy: string | null;
  /** As `tally` counts. */
  readonly segments: number;
  readonly total: number;
  readonly documents: number;
  /** One passage that carries it; null: there is none, or quotations are left out. */
  readonly passage: PrintedPassage | null;
}

export interface PrintedPassage {
  readonly text: string;
  readonly file: string;
  readonly line: number;
  readonly speaker: string | null;
}
