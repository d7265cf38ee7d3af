/** A letter, then letters, digits, `-` or `_`; Unicode letters are letters. */
export function isCodeId(text: string): boolean {
  return /^\p{L}[\p{L}\p{N}_-]*$/u.test(text);
}
