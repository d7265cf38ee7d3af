import type { AnalysisKind } from './types.js';

/**
 * What an analysis asks: the content of `comparisons/*.yaml`, the state of the Compare view, the options of the command
 * line, and what an export states as its query. Every field that is absent has its default.
 */
export interface AnalysisSpec {
  /** `crosstab` */
  readonly kind?: AnalysisKind;
  /** One or two attributes whose values are the columns, or `participant`, `speaker`, `coder`; the study's `compare_by`. */
  readonly by?: readonly string[];
  /** Only these codes, by id or alias. */
  readonly codes?: readonly string[];
  /** Each code together with those below it. */
  readonly rollup?: boolean;
  /** Only the roots of the codebook, each rolled up. */
  readonly families?: boolean;
  /** What cells of a crosstab show; `overview`. */
  readonly measure?: Measure;
  readonly filter?: Filter;
  /** Cooccurrence: what counts as together; `overlap`. */
  readonly within?: 'overlap' | 'turn' | 'paragraph' | 'document';
  /** Stability: the attribute that orders time; `wave`. */
  readonly over?: string;
  /** Matrix: what the rows are; `case`. */
  readonly unit?: 'case' | 'document' | 'participant';
  /** Matrix: name of the summaries shown in its cells (`matrices/*.yaml`); those written for just this matrix, if any. */
  readonly summaries?: string;
  /** Matrix: the passages themselves, also where there is a summary. */
  readonly passages?: boolean;
  /** Contrast: what is resampled; participants, where there are none documents. */
  readonly level?: 'participant' | 'document';
  /** Contrast: also Cramér's V and odds ratio. */
  readonly tests?: boolean;
  /** Contrast: also the p-value of Fisher's exact test. */
  readonly p?: boolean;
  /** Contrast: of the resampling. */
  readonly seed?: number;
  readonly resamples?: number;
}

/** Which documents and which codings count. All that is stated holds together. */
export interface Filter {
  /** As typed: `district=Alder`, `wave!=1`, `date>=2024-01-01`, `date<2024-07`; those on one attribute with `=` are alternatives. */
  readonly where?: readonly string[];
  readonly coder?: string;
  /** Only what these speakers say (labels or participants' ids): codings and counted words. */
  readonly speaker?: readonly string[];
  /** Globs of documents, relative to the study. */
  readonly documents?: readonly string[];
  /** Only passages that this query over codes finds (docs/passages.md). */
  readonly query?: string;
  /** Only documents in which this query finds nothing. */
  readonly without?: string;
}

export type Measure =
  /** Documents and participants with at least one, of how many, and the share of counted words. */
  | 'overview'
  | 'documents'
  | 'participants'
  | 'segments'
  | 'words'
  | 'share'
  | 'rate'
  /** Segments as a part of the row's, the column's, the table's. */
  | 'row-percent'
  | 'column-percent'
  | 'total-percent'
  | 'present';
