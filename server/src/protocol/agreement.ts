import type {
  Agreement,
  AgreementSpec,
  Disagreement,
  Disagreements,
  SideOfDisagreement,
} from '../core/agreement/types.js';
import type { TextRange } from '../protocol.js';

export type {
  Agreement,
  AgreementSpec,
  AgreementUnit,
  CodeAgreement,
  Disagreement,
  SideInfo,
  SideSource,
  Universe,
} from '../core/agreement/types.js';

/** Agreement between coders, git revisions or folders of copies. */
export const agreementRequests = {
  agreement: 'qualdown/agreement',
  disagreements: 'qualdown/disagreements',
} as const;

export interface AgreementParams {
  /** URI of the study. */
  study: string;
  spec: AgreementSpec;
}
export interface DisagreementsParams extends AgreementParams {
  /** The first of those wanted; 0. */
  from?: number;
  /** How many; 200. */
  limit?: number;
}

/** What one side has of a unit, with its places as an editor has them. */
export interface SideShown extends SideOfDisagreement {
  /** Of the side's file where it is one on disk; null at a git revision. */
  uri: string | null;
  range: TextRange | null;
  marks: TextRange[];
}
export interface DisagreementShown extends Omit<Disagreement, 'sides'> {
  /** The document in the study. */
  uri: string;
  sides: SideShown[];
}
export interface DisagreementsShown extends Omit<Disagreements, 'disagreements'> {
  /** Of all. */
  total: number;
  disagreements: DisagreementShown[];
}

export interface AgreementRequestTypes {
  /** A problem is told in words with the way out: fewer than two coders, no such revision, no trust for git. */
  [agreementRequests.agreement]: {
    params: AgreementParams;
    result: { agreement: Agreement } | { problem: string };
  };
  /** In the order of documents and text. */
  [agreementRequests.disagreements]: {
    params: DisagreementsParams;
    result: DisagreementsShown | { problem: string };
  };
}
