import { listSegments } from '../segments/list.js';
import type { Document, Study } from '../study/types.js';
import type { PassageMemo } from './export.js';

/** Whether a text can hold a comment on a passage at all: most documents of a large study do not. */
export const mayHaveMemos = (text: string): boolean => /\bmemo[ \t]*=/.test(text);

/** The comments on passages of one document. `text` is what it was read from. */
export function passageMemos(study: Study, document: Document, text: string): PassageMemo[] {
  if (!mayHaveMemos(text)) return [];
  return listSegments(study, document, text).flatMap(
    ({ file, start, fragments, codes, coder, attributes, text: passage }) => {
      const memo = attributes['memo'];
      return memo === undefined || memo.trim() === ''
        ? []
        : [
            {
              file,
              start,
              end: fragments[0]!.end,
              codes,
              coder,
              memo: memo.replace(/\s+/g, ' ').trim(),
              text: passage,
            },
          ];
    },
  );
}
