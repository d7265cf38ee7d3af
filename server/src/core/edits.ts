/** Edits of documents: worked out on the text, proven on the result, and refused with a sentence where they cannot be. */
export { applyCode, codingTarget, type ApplyOptions, type EditOptions, type Target } from './edits/apply.js';
export { removeCode, removeCodes, uncode } from './edits/remove.js';
export { replaceCode, resizePassage, setMark } from './edits/change.js';
export { passagesAt, type SegmentHere } from './edits/here.js';
export type { Reader } from './edits/reading.js';
export { setCoding } from './edits/coding.js';
export { setAttributes, type AttributeChanges } from './edits/front-matter.js';
export { applied, type EditResult, type TextEdit } from './edits/edit.js';
