/** What the extension and the page of the comparison say to each other. All texts come ready to be shown. */

/** A figure with what it is: shown in a corner of its cell, and under `title` in full. */
export interface PageCell {
  /** Documents that carry the code, of how many: `5/6`. */
  documents: string;
  /** Share of the counted words. */
  share: string;
  /** Participants who carry it, of how many; empty where nobody is listed. */
  participants: string;
  /** Passages per 1,000 counted words. */
  rate: string;
  /** Length of the bar: the share as a part of the table's largest. */
  bar: number;
  /** The whole cell in words. */
  title: string;
  empty: boolean;
}
export interface PageRow {
  code: string;
  name: string;
  brief: string;
  color: string;
  depth: number;
  family: boolean;
  cells: PageCell[];
}
export interface PageColumn {
  name: string;
  /** What the column stands on: documents, participants, words. */
  lines: string[];
}
export interface Page {
  title: string;
  subtitle: string;
  warnings: string[];
  /** How to read a cell: its four corners. */
  legend: Pick<PageCell, 'documents' | 'share' | 'participants' | 'rate'>;
  columns: PageColumn[];
  rows: PageRow[];
  /** Whether a code's figures hold those of the codes below it. */
  rollup: boolean;
  texts: { codes: string; alone: string; rollup: string; empty: string };
}

export type ToPage = { type: 'page'; page: Page } | { type: 'failed'; message: string };
export type FromPage =
  | { type: 'ready' }
  | { type: 'rollup'; rollup: boolean }
  | { type: 'open'; code: string; column: number | null };
