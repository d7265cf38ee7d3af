import { cleanText } from '../clean.js';
import { Names } from '../names.js';
import type { Range } from '../problem.js';
import type { MarkFacts } from '../remark/marks.js';
import { scan } from '../scan/index.js';
import { applied, type EditResult, type TextEdit } from './edit.js';

const MISREAD =
  'Marked here, the passage would not be read as one: a bracket in it has no partner, or a sign beside it gives the mark ' +
  'another meaning. Select a little more or less.';

/** What an edit is meant to add. */
export interface Intent {
  readonly pieces: readonly Range[];
  readonly codes: readonly string[];
  readonly coder?: string | undefined;
  readonly seg?: string | undefined;
  /** The span that gets the codes, where there is one. */
  readonly joins?: MarkFacts;
}

/** The edits, if the result reads as intended and in all else as before; refused otherwise. */
export function proven(text: string, edits: readonly TextEdit[], intent: Intent): EditResult {
  const before = factsOf(text);
  const after = factsOf(applied(text, edits));
  for (const piece of intent.pieces) {
    const range = { start: before.toClean(piece.start), end: before.toClean(piece.end) };
    for (const code of intent.codes) before.add(range, code, intent.joins?.seg ?? intent.seg, intent.coder);
  }
  return before.toString() === after.toString() ? { edits } : { refused: MISREAD };
}

/** Clean text, counted words, turns and codings of a text, in terms of the clean text. */
function factsOf(text: string) {
  const read = scan(text, { names: new Names() });
  const clean = cleanText(text, read);
  const codings: string[] = [];
  const add = ({ start, end }: Range, code: string, seg = '', coder = '') =>
    void codings.push(JSON.stringify([start, end, code, seg, coder]));
  for (let index = 0; index < read.markCount; index++) {
    const mark = read.mark(index);
    const range = { start: clean.toClean(mark.content.start), end: clean.toClean(mark.content.end) };
    for (const code of mark.codes) {
      add(range, read.names.name(code), read.names.name(mark.seg), read.names.name(mark.coder));
    }
  }
  return {
    toClean: (offset: number) => clean.toClean(offset),
    add,
    toString: () => JSON.stringify([clean.text, read.words, read.turnCount, codings.sort()]),
  };
}
