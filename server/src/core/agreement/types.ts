/** Plain types of agreement: what is asked, what comes out. They travel as JSON, so nothing here has a method. */

export type AgreementUnit = 'character' | 'word' | 'sentence' | 'turn' | 'paragraph' | 'passage';
/** `all`: every unit of counted text; `coded`: only those that some side coded with any of the codes. */
export type Universe = 'all' | 'coded';
export type Metric = 'nominal' | 'ordinal' | 'interval' | 'ratio';

/** Where the codings of one side are. */
export type SideSource =
  /** Codings of the study's documents signed by this coder; null: those that nobody signed. */
  | { readonly kind: 'coder'; readonly coder: string | null; readonly name?: string }
  /** The study as a git revision has it. */
  | { readonly kind: 'ref'; readonly ref: string; readonly name?: string }
  /** A folder with copies of documents, or one document; relative to the study. `.`: the study as it stands. */
  | { readonly kind: 'path'; readonly path: string; readonly name?: string };

/** What is asked. Every field that is absent has its default. */
export interface AgreementSpec {
  /** Two or more; all coders of the study. */
  readonly sides?: readonly SideSource[];
  /** `turn`, and `sentence` in notes without turns. */
  readonly unit?: AgreementUnit;
  /** `all` */
  readonly universe?: Universe;
  /** Only these codes, by id or alias; those that some side used. */
  readonly codes?: readonly string[];
  /** Each code together with those below it. */
  readonly rollup?: boolean;
  /** A code whose children exclude each other: which of them a unit has is one nominal variable, with pooled figures. */
  readonly domain?: string;
  /** Coders: whose the codings are that nobody signed; the coder of record, else nobody's. */
  readonly unsigned?: string;
  /** Globs of documents, relative to the study. */
  readonly documents?: readonly string[];
  /** Only documents whose attributes are so, as typed: `district=Alder`. */
  readonly where?: readonly string[];
  /** Coders: also documents in which fewer than two sides coded anything, as read by everybody and found empty. */
  readonly everyDocument?: boolean;
  /** Precision, recall and F of all other sides against the one of this name. */
  readonly against?: string;
  /** Of the bootstrap: 1 and 1,000. 0 resamples: no intervals. */
  readonly seed?: number;
  readonly resamples?: number;
}

/** A part of 1, or a coefficient up to 1; null: not defined (no variation, nothing to compare). */
export type Value = number | null;

export interface Coefficients {
  readonly percentAgreement: Value;
  /** Of exactly two sides; with more, null here and found in `pairs`. */
  readonly cohenKappa: Value;
  readonly fleissKappa: Value;
  readonly gwetAC1: Value;
  readonly krippendorffAlpha: Value;
}
export type CoefficientName = keyof Coefficients;

/** 95 % of the resamples. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}
export type Intervals = { readonly [name in CoefficientName]: Interval | null };

/** One side held against the one chosen as the standard. */
export interface Retrieval {
  readonly coder: string;
  /** Of the units this side coded, those that the standard coded too. */
  readonly precision: Value;
  /** Of the units the standard coded, those that this side coded too. */
  readonly recall: Value;
  readonly f: Value;
}

export interface CodeAgreement extends Coefficients {
  readonly code: string;
  /** Used without being in the codebook. */
  readonly unknown?: true;
  /** Units that at least two sides could code. */
  readonly units: number;
  /** Of them those on which not all sides agree. */
  readonly disagreements: number;
  /** The part of its units that each side coded, in the order of `coders`; null: it had none to code. */
  readonly baseRates: readonly Value[];
  /** Krippendorff's u-alpha of the code's passages on the words of all documents. */
  readonly uAlpha?: Value;
  readonly intervals: Intervals;
  readonly against?: readonly Retrieval[];
}

export interface PairAgreement {
  readonly coders: readonly [string, string];
  readonly units: number;
  /** Pooled; null where codes do not exclude each other. */
  readonly percentAgreement: Value;
  readonly cohenKappa: Value;
  readonly codes: readonly {
    readonly code: string;
    readonly units: number;
    readonly percentAgreement: Value;
    readonly cohenKappa: Value;
    /** The largest kappa that the two could reach with their base rates. */
    readonly kappaMax: Value;
    /** S of Bennett, or the kappa of Brennan and Prediger. */
    readonly brennanPrediger: Value;
    readonly gwetAC1: Value;
  }[];
}

export interface Range3 {
  readonly min: number;
  readonly median: number;
  readonly max: number;
  /** Codes for which the coefficient is defined, and those for which it is not. */
  readonly defined: number;
  readonly undefined: number;
}

/** Where a side's codings come from, as the result records it. */
export interface SideInfo {
  readonly name: string;
  readonly source: 'coder' | 'ref' | 'path' | 'column';
  /** Of a git revision: as asked, and the commit it was. */
  readonly ref?: string;
  readonly commit?: string;
  readonly path?: string;
  /** Documents compared that this side has, and its passages in them. */
  readonly documents: number;
  readonly passages: number;
}

/** The JSON of `qualdown agree`. */
export interface Agreement {
  /** `row`: of a ratings table. */
  readonly unit: AgreementUnit | 'row';
  readonly universe: Universe;
  /** Names of the sides; figures by side follow this order. */
  readonly coders: readonly string[];
  readonly sides: readonly SideInfo[];
  readonly units: number;
  readonly documents: number;
  /** Pooled, where codes exclude each other (a domain, a ratings table); else null. */
  readonly overall: (Coefficients & { readonly intervals: Intervals }) | null;
  /** Of the figures by code; null where none is defined. */
  readonly summary: { readonly [name in CoefficientName]: Range3 | null };
  readonly codes: readonly CodeAgreement[];
  readonly pairs: readonly PairAgreement[];
  readonly against?: string;
  /** Words of the texts compared, and those that have no counterpart in another side's text: left out. */
  readonly alignment: {
    readonly words: number;
    readonly unaligned: number;
    readonly share: Value;
    readonly documents: readonly {
      readonly file: string;
      readonly words: number;
      readonly unaligned: number;
    }[];
  };
  /** Documents whose path differs between the sides. */
  readonly renamed: readonly { readonly file: string; readonly side: string; readonly path: string }[];
  /** Documents that are not compared, and why. */
  readonly omitted: readonly { readonly file: string; readonly reason: string }[];
  readonly seed: number;
  readonly resamples: number;
  readonly warnings: readonly string[];
}

/** A stretch of a document's source, in UTF-16 units, end exclusive. */
export interface Place {
  readonly start: number;
  readonly end: number;
}

/** What one side has of a unit about which sides disagree. */
export interface SideOfDisagreement {
  readonly side: string;
  /** null: this side has no such document, or not this stretch of it; it takes no part. */
  readonly coded: boolean | null;
  /** The side's own file (relative to the study, or to the side's folder, or at its revision). */
  readonly file: string | null;
  /** The unit in the side's text. */
  readonly place: Place | null;
  /** The side's passages with this code that touch the unit, in its text: one range a fragment. */
  readonly passages: readonly (Place & { readonly id: string | null; readonly seg: string | null })[];
  /** The unit in clean text. */
  readonly text: string | null;
  /** What of `text` the passages cover, ascending and apart from each other. */
  readonly marked: readonly Place[];
}

/** One code in one unit that some sides coded and others did not. */
export interface Disagreement {
  /** Stable while the text and the unit stay: of document, code and words of the unit. */
  readonly id: string;
  /** The document in the study. */
  readonly file: string;
  readonly code: string;
  /** Names of sides. */
  readonly coded: readonly string[];
  readonly not: readonly string[];
  /** Who speaks the unit, as the label has it. */
  readonly speaker: string | null;
  /** Number of the unit in its document, from 0. */
  readonly unit: number;
  readonly sides: readonly SideOfDisagreement[];
}

export interface Disagreements {
  readonly unit: Agreement['unit'];
  readonly universe: Universe;
  readonly coders: readonly string[];
  readonly sides: readonly SideInfo[];
  readonly disagreements: readonly Disagreement[];
  readonly warnings: readonly string[];
}
