import type { Range } from '../problem.js';
import { codesOfMark } from '../segments.js';
import type { Document, Study } from '../study/types.js';
import { LineIndex } from '../text.js';

/** A code on a passage, whose mark was last changed before the code meant what it means. */
export interface OlderCoding {
  readonly code: string;
  /** The mark's own content. */
  readonly range: Range;
  /** Of the mark's braces, from 1: the line whose last change is known. */
  readonly line: number;
}

/**
 * The codings of a document that were made under an older definition.
 * @param isOlder whether the line (from 1) of a mark with this code was last changed before the definition was; where
 *   it was changed since, nothing can be known, and nothing is said
 */
export function olderCodings(
  { codebook, context }: Pick<Study, 'codebook' | 'context'>,
  document: Document,
  text: string,
  isOlder: (code: string, line: number) => boolean,
): OlderCoding[] {
  const lines = new LineIndex(text);
  const found: OlderCoding[] = [];
  for (let index = 0; index < document.scan.markCount; index++) {
    const codes = codesOfMark(document, index);
    if (codes.length === 0) continue;
    const { attributes, content } = document.scan.mark(index);
    const { line } = lines.positionAt(attributes.start);
    for (const name of new Set(codes)) {
      const code = codebook.resolve(context.names.name(name))?.id;
      if (code !== undefined && isOlder(code, line)) found.push({ code, range: content, line });
    }
  }
  return found;
}
