/** Memos: comments on passages, and analytic memos in files of their own. */
export { idsIn, passageName, subjectOf } from './about.js';
export { checkMemos } from './check.js';
export { memoEntry, memosMarkdown, type MemoEntry, type PassageMemo } from './export.js';
export { memoEdits } from './follow.js';
export { passageMemos } from './passages.js';
export { isMemo, MEMO_FIELDS, readMemo } from './read.js';
export type { About, Memo, Subject } from './types.js';
export { memoPath, memoText, type NewMemo, passageId } from './write.js';
