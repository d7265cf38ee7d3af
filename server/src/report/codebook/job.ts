import type { PrintedCodebook } from '../../core/codebook/print/types.js';

export type CodebookFormat = 'md' | 'csv' | 'html' | 'docx' | 'json';

/** All that the file of a printed codebook is made of, as plain data. */
export interface CodebookJob {
  readonly format: CodebookFormat;
  readonly printed: PrintedCodebook;
  /** How it was made, line by line. */
  readonly about: readonly (readonly [name: string, value: string])[];
}
