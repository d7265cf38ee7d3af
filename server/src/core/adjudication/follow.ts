import type { TextEdit } from '../edits/edit.js';
import type { Adjudication } from './types.js';

/**
 * Lets decisions go on about the same codes when these are renamed or merged. Where the new code has decisions of its own
 * in the file, the old one's stay under the old id, which goes on to mean the new code: nothing is lost.
 * @param to what stands in the place of a code, itself where nothing does
 */
export function followInDecisions({ decisions }: Adjudication, to: (code: string) => string): TextEdit[] {
  const codes = [...new Set(decisions.map(({ code }) => code))];
  const edits = new Map<number, TextEdit>();
  for (const { code, codeRange, recode, recodeRange } of decisions) {
    const now = to(code);
    const isAlone = codes.filter((each) => to(each) === now).length === 1;
    if (now !== code && isAlone) edits.set(codeRange.start, { ...codeRange, text: now });
    if (recode !== null && recodeRange && to(recode) !== recode) {
      const { start, end } = recodeRange;
      edits.set(start, { start, end, text: to(recode) });
    }
  }
  return [...edits.values()].sort((a, b) => a.start - b.start);
}
