import type { Provenance } from '../core/report/provenance.js';
import type { TextFormat } from '../core/report/text.js';
import type { Report } from '../core/report/types.js';

export type FileFormat = TextFormat | 'xlsx' | 'docx' | 'html' | 'svg';
export type Theme = 'light' | 'dark' | 'contrast-dark' | 'contrast-light';

/** All that a file is made of, as plain data: it is written in a thread of its own. */
export interface FileJob {
  readonly format: FileFormat;
  readonly report: Report;
  readonly provenance: Provenance;
  /** What figures rest on (docx, html). */
  readonly evidence?: readonly Evidence[];
  /** The codes that the report is about (html). */
  readonly codebook?: readonly CodeEntry[];
  /** What was replaced by numbers, or left out, in words. */
  readonly leftOut?: readonly string[];
  readonly bom?: boolean;
  /** svg: which chart, how wide (pixels), in which colours; on nothing where it lies in a page of its own background. */
  readonly chart?: {
    readonly index: number;
    readonly width: number;
    readonly theme: Theme;
    readonly bare?: boolean;
  };
}

/** What one figure rests on. */
export interface Evidence {
  readonly sheet: number;
  /** Keys in that sheet. */
  readonly row: string;
  readonly column: string;
  readonly title: string;
  /** The figure in words. */
  readonly sentence: string;
  readonly documents: readonly {
    readonly file: string;
    readonly passages: readonly Quotation[];
  }[];
  /** Documents of the column without such a passage. */
  readonly without: readonly string[];
  readonly withoutParticipants: readonly string[];
}

export interface Quotation {
  readonly line: number;
  readonly speaker: string | null;
  /** null: the words are left out. */
  readonly text: string | null;
}

export interface CodeEntry {
  readonly id: string;
  readonly name: string;
  readonly depth: number;
  readonly color: string;
  readonly brief?: string;
  readonly definition?: string;
  readonly useWhen?: string;
  readonly notWhen?: string;
  readonly examples: readonly string[];
}
