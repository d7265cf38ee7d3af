import type { Range } from '../problem.js';

/** Puts `text` in place of a range. */
export interface TextEdit extends Range {
  readonly text: string;
}

/** Edits of one text, ascending and apart from each other; or a sentence that says why there are none. */
export type EditResult = { readonly edits: readonly TextEdit[] } | { readonly refused: string };

/** The text with the edits made. Insertions at one place keep their order. */
export function applied(text: string, edits: readonly TextEdit[]): string {
  let result = '';
  let at = 0;
  for (const edit of edits) {
    result += text.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return result + text.slice(at);
}

export function insertion(at: number, text: string): TextEdit {
  return { start: at, end: at, text };
}
