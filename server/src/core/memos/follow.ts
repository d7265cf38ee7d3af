import { stringify } from 'yaml';
import type { TextEdit } from '../edits/edit.js';
import type { Memo } from './types.js';

/**
 * What is to be written into memos so that they stay about the same codes when these are renamed or merged. Nothing
 * but the ids in `about` is touched.
 * @param renamed from an id, or an old one, to what stands in its place; a memo about a code that became several stays as it is
 * @returns edits by file, for the texts that the memos were read from
 */
export function memoEdits(
  memos: Iterable<Memo>,
  renamed: ReadonlyMap<string, readonly string[]>,
): Map<string, readonly TextEdit[]> {
  const edits = new Map<string, readonly TextEdit[]>();
  for (const { file, about } of memos) {
    const changed = about.flatMap(({ text, start, end }) => {
      const dot = text.startsWith('.') ? '.' : '';
      const [to, ...more] = renamed.get(text.slice(dot.length)) ?? [];
      return to === undefined || more.length > 0 || dot + to === text
        ? []
        : [{ start, end, text: dot + plain(to) }];
    });
    if (changed.length > 0) edits.set(file, changed);
  }
  return edits;
}

/** An id of letters, digits, `-` and `_` stands in YAML as it is, with quotes or without; but for words such as `null`. */
function plain(id: string): string {
  return stringify(id).trimEnd();
}
