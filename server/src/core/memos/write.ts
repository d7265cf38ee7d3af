import { stringify } from 'yaml';
import { freePath } from '../paths.js';

export interface NewMemo {
  readonly title: string;
  readonly about: readonly string[];
  readonly author: string | null;
  /** `2024-03-05`. */
  readonly date: string;
  readonly kind: string | null;
}

/** The text of a new memo: its front matter and its title as a heading, ready to write below. */
export function memoText({ title, about, kind, author, date }: NewMemo): string {
  const subject = about.length === 1 ? about[0] : about;
  const fields = {
    ...(about.length > 0 && { about: subject }),
    ...(kind !== null && { kind }),
    ...(author !== null && author !== '' && { author }),
    date,
  };
  return `---\n${stringify(fields, { lineWidth: 0 })}---\n\n# ${title.replace(/\s+/g, ' ').trim()}\n\n`;
}

/** A free path for a memo of this title: `memos/who-gets-the-fragile-children.md`. */
export function memoPath(title: string, taken: (path: string) => boolean): string {
  return freePath('memos', title, '.md', 'memo', taken);
}

/** A free `#id` for a passage that begins so. */
export function passageId(text: string, taken: (id: string) => boolean): string {
  const words = text
    .normalize('NFC')
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu);
  const base =
    (words ?? [])
      .slice(0, 4)
      .join('-')
      .replace(/^[^\p{L}]+/u, '')
      .slice(0, 40) || 'passage';
  for (let number = 1; ; number++) {
    const id = number === 1 ? base : `${base}-${number}`;
    if (!taken(id)) return id;
  }
}
