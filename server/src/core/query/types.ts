import type { Range } from '../problem.js';

/** How close two passages have to be: so many counted words between them, or in one unit of the text. */
export type Closeness =
  { readonly words: number } | { readonly unit: 'sentence' | 'paragraph' | 'turn' | 'section' | 'document' };

/** A query over passages, as docs/passages.md describes it. Every value of it is a set of a document's passages. */
export type Query =
  | ({ readonly kind: 'code'; readonly code: string } & Range)
  | { readonly kind: 'not'; readonly of: Query }
  /** `parts`: two or more. */
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Query[] }
  | {
      readonly kind: 'near' | 'not-near';
      readonly of: Query;
      readonly to: Query;
      readonly within: Closeness;
    };

/** What is wrong with a query, and where in its text. */
export interface QueryProblem extends Range {
  readonly message: string;
}
export type ReadQuery = { readonly query: Query } | { readonly problem: QueryProblem };
