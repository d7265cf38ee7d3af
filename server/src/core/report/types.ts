/**
 * What every analysis (compare, spread, contrast, cooccur, matrix …) gives to be shown or written: one shape, so that
 * each analysis is made once and each format (page, table, csv, md, xlsx, docx, html) is written once.
 */
export interface Report {
  readonly kind: AnalysisKind | 'agreement';
  /** `Codes by district` */
  readonly title: string;
  /** The sentence that describes the table in words: what is counted, of what, and what is left out. */
  readonly sentence: string;
  /** What to know before trusting the figures, most serious first. They travel with every export. */
  readonly warnings: readonly string[];
  /** How figures are defined, with the source of each formula. */
  readonly notes: readonly string[];
  readonly sheets: readonly Sheet[];
  readonly charts: readonly Chart[];
}

export type AnalysisKind =
  'crosstab' | 'spread' | 'contrast' | 'reciprocity' | 'stability' | 'cooccurrence' | 'matrix' | 'saturation';

/** One table. */
export interface Sheet {
  readonly title: string;
  /** What the rows are: `Code`, `Document`. */
  readonly stub: string;
  readonly columns: readonly SheetColumn[];
  readonly rows: readonly SheetRow[];
}

export interface SheetColumn {
  /** Unique in its sheet; what a cell's passages are asked for by. */
  readonly key: string;
  readonly name: string;
  /** A head over neighbouring columns: the first attribute of a pair. */
  readonly group?: string;
  /** What the column stands on: `8 documents`, `5 people`, `6,120 counted words`, `1 not coded`. */
  readonly lines: readonly string[];
  /** What each of its cells holds, in this order. */
  readonly figures: readonly Figure[];
}

export interface Figure {
  readonly key: string;
  /** `documents`, `share of counted words` */
  readonly name: string;
  readonly format: 'text' | 'count' | 'percent' | 'decimal';
  /** Its values are a part of something: each cell has `of` for it. */
  readonly of?: true;
}

export interface SheetRow {
  /** Unique in its sheet: a code's id, a file, a participant. */
  readonly key: string;
  readonly name: string;
  /** How deep it stands below other rows, roots 0. */
  readonly depth: number;
  /** Of a code: its colour and meaning. */
  readonly color?: string;
  readonly brief?: string;
  /** One for each column. */
  readonly cells: readonly SheetCell[];
}

export interface SheetCell {
  /** One for each figure of the column: a percentage is a part of 1; null where there is nothing to count. */
  readonly values: readonly (number | string | null)[];
  /** What each value is of; null for a figure that is no part. Absent where no figure of the column is one. */
  readonly of?: readonly (number | null)[];
  /** The figures as people read them, one for each. */
  readonly texts: readonly string[];
  /** From 0 to 1: how strongly the cell is tinted. Absent: not at all. */
  readonly heat?: number;
  /** What is to be known of this figure: `rests on one document`. */
  readonly mark?: string;
  /** The whole cell in words, for whoever hears it or rests on it with the mouse. */
  readonly title?: string;
}

/** A picture of a report's figures: data only, drawn elsewhere. */
export type Chart = BarChart | SlopeChart | HeatChart | NetworkChart | CurveChart;

interface ChartBase {
  readonly title: string;
  /** What is seen, in a sentence, for whoever cannot see it. */
  readonly alt: string;
}
/** Grouped bars, or dots with a range: one group a category, one mark a series. */
export interface BarChart extends ChartBase {
  readonly kind: 'bars' | 'dots';
  readonly format: Figure['format'];
  readonly axis: string;
  readonly categories: readonly string[];
  readonly series: readonly {
    readonly name: string;
    readonly values: readonly (number | null)[];
    /** Of dots: from, to of each. */
    readonly ranges?: readonly (readonly [number, number] | null)[];
  }[];
}
/** Lines from wave to wave. */
export interface SlopeChart extends ChartBase {
  readonly kind: 'slopes';
  readonly format: Figure['format'];
  readonly axis: string;
  readonly points: readonly string[];
  readonly series: readonly { readonly name: string; readonly values: readonly (number | null)[] }[];
}
export interface HeatChart extends ChartBase {
  readonly kind: 'heat';
  readonly format: Figure['format'];
  readonly columns: readonly string[];
  readonly rows: readonly string[];
  /** By row, then column. */
  readonly values: readonly (readonly (number | null)[])[];
}
export interface NetworkChart extends ChartBase {
  readonly kind: 'network';
  readonly nodes: readonly { readonly name: string; readonly size: number; readonly color?: string }[];
  /** Indices of nodes. */
  readonly links: readonly { readonly from: number; readonly to: number; readonly weight: number }[];
}
export interface CurveChart extends ChartBase {
  readonly kind: 'curve';
  readonly axis: string;
  readonly points: readonly string[];
  readonly values: readonly number[];
}
