import { readAttributes } from '../scan/attributes.js';
import type { MarkFacts } from '../remark/marks.js';
import { insertion, type TextEdit } from './edit.js';

/** What stands between the braces of a new mark. */
export function attributeText(
  codes: readonly string[],
  { seg, coder }: { seg?: string | undefined; coder?: string | undefined },
): string {
  const parts = codes.map((code) => `.${code}`);
  if (seg !== undefined) parts.push(`seg=${seg}`);
  if (coder !== undefined) parts.push(`coder=${value(coder)}`);
  return parts.join(' ');
}

function value(text: string): string {
  return /^[\p{L}\p{N}_-]+$/u.test(text) ? text : `"${text.replace(/["\\]/g, '\\$&')}"`;
}

/** Puts more codes behind those that a span has. */
export function withCodes(text: string, span: MarkFacts, codes: readonly string[]): TextEdit {
  const { classes } = readAttributes(text, span.attributes);
  const last = classes.at(-1)!;
  // A class may stand in `class="a b"`, where a dot would be part of the name.
  const dotted = text[last.start - 1] === '.';
  const added = codes.map((code) => (dotted ? ` .${code}` : ` ${code}`)).join('');
  return insertion(last.end, added);
}
