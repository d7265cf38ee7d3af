import type { Range } from '../problem.js';
import { attributeText, withCodes } from './attributes.js';
import { insertion, type EditResult, type TextEdit } from './edit.js';
import { piecesOf, spanAround } from './pieces.js';
import { proven } from './prove.js';
import { randomSeg } from './seg.js';

export interface ApplyOptions {
  /** Signs the coding. */
  readonly coder?: string;
  /** A new value of `seg` that nobody else will make; random unless a test says otherwise. */
  readonly seg?: () => string;
}

/**
 * Codes a passage of one block. Where the passage is the content of a span by the same coder already, the span gets the
 * codes; where it crosses the edge of another mark, of emphasis or of a link, it is marked in fragments of one `seg`.
 * The clean text stays as it is, and so does every other coding: both are checked on the result before it is given.
 * @param range UTF-16 offsets; white space at its edges is left out
 */
export function applyCode(
  text: string,
  range: Range,
  codes: readonly string[],
  options: ApplyOptions = {},
): EditResult {
  if (codes.length === 0) return { refused: 'Choose a code first.' };
  const pieces = piecesOf(text, range);
  if ('refused' in pieces) return pieces;
  const coder = options.coder === '' ? undefined : options.coder;
  const [passage] = pieces;
  const same = pieces.length === 1 ? spanAround(text, passage!, coder) : undefined;
  if (same) {
    const missing = codes.filter((code) => !same.codes.includes(code));
    if (missing.length === 0) return { refused: 'The passage carries this code already.' };
    return proven(text, [withCodes(text, same, missing)], { pieces, codes: missing, coder, joins: same });
  }
  const seg = pieces.length === 1 ? undefined : (options.seg ?? randomSeg)();
  const attributes = attributeText(codes, { seg, coder });
  return proven(text, enclosing(pieces, attributes), { pieces, codes, coder, seg });
}

function enclosing(pieces: readonly Range[], attributes: string): TextEdit[] {
  return pieces.flatMap(({ start, end }) => [insertion(start, '['), insertion(end, `]{${attributes}}`)]);
}
