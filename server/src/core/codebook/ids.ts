import { nameEnd } from '../scan/attributes.js';

/**
 * Whether a text can be a code's id: a letter, then letters, digits, `-` or `_`, in any script. What Pandoc takes
 * for a class, less the `.` and `:` that it allows inside.
 */
export function isCodeId(text: string): boolean {
  return nameEnd(text, 0, text.length) === text.length && !/[.:]/.test(text);
}

/** An id made of a name: small letters, what is no letter or digit a hyphen; `code` where nothing is left of it. */
export function idFromName(name: string): string {
  const words =
    name
      .normalize('NFC')
      .toLowerCase()
      .match(/[\p{L}\p{N}_]+/gu) ?? [];
  const letters = words.join('-').replace(/^[^\p{L}]+/u, '');
  return isCodeId(letters) ? letters : 'code';
}
