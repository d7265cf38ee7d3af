import { choiceOf, type Passages, wordsOf } from './counting/choice.js';
import { include, type Omitted } from './counting/include.js';
import { listedRows, schemeOf } from './counting/scheme.js';
import { sumOf, totalsOf } from './counting/sum.js';
import type { Voices } from './counting/voices.js';
import type { Condition } from './filter/condition.js';
import type { Document, Study } from './study/types.js';

/** What a table counts of a study. */
export interface Selection {
  /** Only documents that meet all conditions; those on one attribute with `=` are alternatives. */
  readonly where?: readonly Condition[];
  /** Only these documents. */
  readonly documents?: ReadonlySet<Document>;
  /** Only codings signed by this coder; else the study's `coder_of_record` with the unsigned ones, else all. */
  readonly coder?: string;
  /** Only these segments; documents, participants and words stay what they are counted of. */
  readonly passages?: Passages;
  /** Only what these say: codings and counted words, and the documents in which they take part. */
  readonly voices?: readonly Voices[];
}

/** How often each code is used: the JSON of `qualdown tally --json`. */
export interface Tally {
  /** In the order of the codebook, then those used without being in it, by id. */
  readonly codes: readonly TallyRow[];
  /** Documents counted: all but those with `coding: none`. */
  readonly documents: number;
  /** Counted words of these documents. */
  readonly words: number;
  readonly omitted: readonly Omitted[];
}

export interface TallyRow {
  readonly code: string;
  readonly parent: string | null;
  readonly segments: number;
  /** Documents that carry the code itself. */
  readonly documents: number;
  /** Counted words in its passages, each once. */
  readonly words: number;
  /** Segments that count for it or a code below it, each once. */
  readonly total: number;
  /** Present where the code is used, but not in the codebook. */
  readonly unknown?: true;
}

export function tally(study: Study, selection: Selection = {}): Tally {
  const { documents, omitted } = include(study, selection);
  const scheme = schemeOf(study);
  const choice = choiceOf(study, selection);
  const own = sumOf(documents, scheme, choice);
  const totals = totalsOf(documents, scheme, choice);
  const codes = listedRows(scheme, (row) => own.segments[row]! > 0).map(
    ([row, { code, parent, unknown }]): TallyRow => ({
      code,
      parent,
      segments: own.segments[row]!,
      documents: own.documents[row]!,
      words: own.words[row]!,
      total: totals[row]!,
      ...(unknown && { unknown }),
    }),
  );
  const words = documents.reduce((sum, document) => sum + wordsOf(document, choice, scheme.names), 0);
  return { codes, documents: documents.length, words, omitted };
}
