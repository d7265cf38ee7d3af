import type { Verdict } from '../core/adjudication/types.js';
import type { AgreementSpec, SideInfo, SideSource } from '../core/agreement/types.js';
import type { StudyEditOutcome, TextRange } from '../protocol.js';

export type { Verdict } from '../core/adjudication/types.js';

/** What coders decide about passages on which they disagree, and what it makes of the agreed document. */
export const adjudicationRequests = {
  agreementChoices: 'qualdown/agreementChoices',
  adjudication: 'qualdown/adjudication',
  decide: 'qualdown/decide',
} as const;

/** What a study offers to be compared. */
export interface AgreementChoices {
  /** Who signed codings, or is said to have coded a document. */
  coders: string[];
  /** Folders with copies of documents: `second-coder`. */
  folders: string[];
  /** Branches and tags; empty where git may not run, or there is none. */
  refs: string[];
  /** Whether git may run at all: the workspace is trusted. */
  git: boolean;
  /** What to begin with; empty where there are no two sides. */
  sides: SideSource[];
}

/** A decision as its file keeps it. */
export interface DecisionShown {
  /** Of the file of decisions. */
  uri: string;
  decision: Verdict;
  recode: string | null;
  note: string | null;
  by: string | null;
  date: string | null;
  left: string | null;
  right: string | null;
}

/** One disagreement over the text of the agreed document, with what was decided about it. */
export interface AdjudicationItem {
  /** With document and code it names the disagreement. */
  key: string;
  file: string;
  uri: string;
  code: string;
  name: string;
  speaker: string | null;
  /** By side: whether it coded the unit; null: it takes no part. */
  coded: (boolean | null)[];
  /** The unit in the study's document; null: the document does not have this text (any more). */
  range: TextRange | null;
  /** The unit's clean text, with some words around it; offsets in `text`. */
  text: string;
  unit: { start: number; end: number };
  /** What each side coded there. */
  marks: { side: number; start: number; end: number }[];
  decision: DecisionShown | null;
}

/** A decision about what is no disagreement (any more): it was written into the document, or the text changed. */
export interface SettledDecision extends DecisionShown {
  key: string;
  file: string;
  code: string;
  name: string;
  passage: string | null;
}

export interface Adjudicated {
  sides: SideInfo[];
  unit: string;
  items: AdjudicationItem[];
  settled: SettledDecision[];
  warnings: string[];
}

export interface DecideParams {
  /** URI of the study. */
  study: string;
  spec: AgreementSpec;
  file: string;
  code: string;
  key: string;
  /** null: what was decided is taken back; the document stays as it is. */
  decision: Verdict | null;
  /** With `recode`. */
  recode?: string | null;
  note?: string | null;
  by?: string | null;
  /** `2026-11-24`, by the person's clock. */
  date: string;
}

export interface AdjudicationRequestTypes {
  [adjudicationRequests.agreementChoices]: { params: { study: string }; result: AgreementChoices };
  /** All disagreements, in the order of documents and text. */
  [adjudicationRequests.adjudication]: {
    params: { study: string; spec: AgreementSpec };
    result: Adjudicated | { problem: string };
  };
  /** One step: the decision in its file and, where that differs, the codes in the document. */
  [adjudicationRequests.decide]: { params: DecideParams; result: StudyEditOutcome & { uri?: string } };
}
