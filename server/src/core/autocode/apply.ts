import { applied, applyCode, type TextEdit } from '../edits.js';
import { type CodedText, readCoded } from '../lost.js';
import { firstNotBelow } from '../scan/lookahead.js';
import type { Range } from '../problem.js';

export interface CodedUnits {
  /** Of the whole document, ascending. */
  readonly edits: readonly TextEdit[];
  /** Ranges that are coded by them. */
  readonly coded: readonly Range[];
  /** Those that cannot be, each with a sentence that says why. */
  readonly refused: readonly { readonly range: Range; readonly reason: string }[];
}

const MISREAD = 'Coded together with the others, the passage would not be read as one. Code it by hand.';

/**
 * Codes many ranges of one document by one edit. Each is worked out as if it were alone; then it is proven on the result
 * that the clean text and all other codings are as before, and that just these ranges carry the code now.
 * @param ranges ascending, apart from each other
 */
export function codeRanges(text: string, ranges: readonly Range[], code: string, coder?: string): CodedUnits {
  const refused: { range: Range; reason: string }[] = [];
  const coded: { range: Range; edits: readonly TextEdit[] }[] = [];
  for (const range of ranges) {
    const result = applyCode(text, range, [code], coder === undefined ? {} : { coder });
    if ('refused' in result) refused.push({ range, reason: result.refused });
    else coded.push({ range, edits: result.edits });
  }
  const before = readCoded(text);
  const together = (part: typeof coded): TextEdit[] => part.flatMap(({ edits }) => edits);
  const isRight = (part: typeof coded): boolean =>
    holds(before, readCoded(applied(text, together(part))), part, code);
  let kept = coded;
  if (!isRight(coded)) {
    // One of them spoils the others, which is rare: it is left out, and told.
    kept = [];
    for (const each of coded) {
      if (isRight([...kept, each])) kept.push(each);
      else refused.push({ range: each.range, reason: MISREAD });
    }
  }
  return { edits: together(kept), coded: kept.map(({ range }) => range), refused };
}

function holds(
  before: CodedText,
  after: CodedText,
  coded: readonly { readonly range: Range }[],
  code: string,
): boolean {
  if (before.clean.text !== after.clean.text) return false;
  if (others(before, code) !== others(after, code)) return false;
  const wanted = covered(before, code);
  for (const { range } of coded) {
    const [start, end] = [before.clean.toClean(range.start), before.clean.toClean(range.end)];
    fill(wanted, before, { start, end });
  }
  return String(wanted) === String(covered(after, code));
}

/** Every coding but those with the code, by the words it covers. */
function others({ codings }: CodedText, code: string): string {
  const rest = codings.filter((coding) => coding.code !== code);
  return JSON.stringify(rest.map((coding) => [coding.code, coding.coder, coding.words]).sort());
}

/** Of each word 1 if it carries the code, else 0. */
function covered({ codings, words }: CodedText, code: string): Uint8Array {
  const flags = new Uint8Array(words.length);
  for (const coding of codings) {
    if (coding.code !== code) continue;
    for (const { start, end } of coding.words) flags.fill(1, start, end);
  }
  return flags;
}

function fill(flags: Uint8Array, { words }: CodedText, { start, end }: Range): void {
  const starts = words.map((word) => word.start);
  flags.fill(1, firstNotBelow(starts, start), firstNotBelow(starts, end));
}
