import { nameEnd } from '../scan/attributes.js';

/**
 * Whether a text can be a code's id: a letter, then letters, digits, `-` or `_`, in any script. What Pandoc takes
 * for a class, less the `.` and `:` that it allows inside.
 */
export function isCodeId(text: string): boolean {
  return nameEnd(text, 0, text.length) === text.length && !/[.:]/.test(text);
}
