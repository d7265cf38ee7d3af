/** Edits of documents: worked out on the text, proven on the result, and refused with a sentence where they cannot be. */
export { applyCode, type ApplyOptions } from './edits/apply.js';
export { removeCode } from './edits/remove.js';
export { setCoding } from './edits/coding.js';
export { setAttributes, type AttributeChanges } from './edits/front-matter.js';
export { applied, type EditResult, type TextEdit } from './edits/edit.js';
