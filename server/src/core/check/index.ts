import type { Problem } from '../problem.js';
import type { Document, Study } from '../study/types.js';
import { checkAttributes } from './attributes.js';
import { checkCodes } from './codes.js';
import { checkMarks } from './marks.js';
import { checkNotes } from './notes.js';
import { checkUnread } from './unread.js';

export { checkCodebook } from './codebook.js';
export { type Fix, fixesOf, SURE } from './fixes.js';
export { RULES } from './rules.js';
export type { Rule, RuleId } from './rules.js';
export { checkStudy } from './study.js';

/**
 * What is wrong in one document by itself, the codebook and qualdown.yaml, in the order of its text. Looks at no
 * other document (`checkStudy` does), so that it can follow every keystroke.
 * @param text the text that the document was read from
 */
export function checkDocument(study: Study, document: Document, text: string): Problem[] {
  const { scan } = document;
  const problems = [
    ...checkAttributes(study, document, text),
    ...checkNotes(study, document),
    ...checkCodes(study, scan, text),
    ...checkMarks(study, scan, text),
    ...checkUnread(study, document, text),
  ];
  return problems.sort((a, b) => a.start - b.start || a.end - b.end);
}

/** What is wrong in qualdown.yaml by itself. */
export function checkConfig({ config }: Study): Problem[] {
  return [...config.problems];
}
