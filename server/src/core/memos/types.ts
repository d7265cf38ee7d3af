import type { Problem, Range } from '../problem.js';

/** What a memo is about, as its front matter has it: the text without quotes, and where it stands. */
export interface About extends Range {
  readonly text: string;
}

/** An analytic memo: a Markdown file below `memos/`, with front matter that says what it is about. */
export interface Memo {
  /** Path relative to the study, with `/`. */
  readonly file: string;
  /** Opaque: equal versions mean equal text. */
  readonly version: string;
  /** As stated, else the first heading, else the file's name. */
  readonly title: string;
  /** Codes, documents (`alder/ap1.md`) and passages (`alder/ap1.md#open-doors`); none: of the study at large. */
  readonly about: readonly About[];
  readonly kind: string | null;
  readonly author: string | null;
  readonly date: string | null;
  /** Without front matter and the heading that is its title. Memos are short, and listed with their words. */
  readonly text: string;
  /** Of its front matter alone. */
  readonly problems: readonly Problem[];
}

/** What an `about` leads to. */
export type Subject =
  | { readonly kind: 'code'; readonly id: string; readonly name: string }
  | { readonly kind: 'document'; readonly file: string }
  | { readonly kind: 'passage'; readonly file: string; readonly id: string; readonly at: Range }
  | { readonly kind: 'missing'; readonly why: string; readonly near: readonly string[] };
