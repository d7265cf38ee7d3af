import { cutsOfMark } from '../clean.js';
import { Names } from '../names.js';
import { readAttributes } from '../scan/attributes.js';
import { scan } from '../scan/index.js';
import type { Mark, Scan } from '../scan/types.js';
import type { EditResult, TextEdit } from './edit.js';

/**
 * Takes a code off the segment that mark `index` of the scan belongs to (all its fragments). A mark that has no other
 * code goes with all its attributes; the text between its delimiters stays as it is.
 */
export function removeCode(text: string, index: number, code: string): EditResult {
  const read = scan(text, { names: new Names() });
  const mark = index < read.markCount ? read.mark(index) : undefined;
  const id = read.names.find(code);
  if (!mark?.codes.includes(id)) return { refused: `The passage does not carry “${code}”.` };
  const edits = fragmentsOf(read, mark, id).flatMap((each) => removal(text, read, each, code));
  return { edits: edits.sort((a, b) => a.start - b.start) };
}

function fragmentsOf(read: Scan, mark: Mark, code: number): Mark[] {
  if (mark.seg === -1) return [mark];
  return Array.from({ length: read.markCount }, (_, index) => read.mark(index)).filter(
    (each) => each.seg === mark.seg && each.codes.includes(code),
  );
}

function removal(text: string, read: Scan, mark: Mark, code: string): TextEdit[] {
  if (mark.codes.length === 1) return cutsOfMark(text, read, mark).map((range) => ({ ...range, text: '' }));
  return readAttributes(text, mark.attributes)
    .classes.filter(({ name }) => name === code)
    .map(({ start, end }) => {
      const from = text[start - 1] === '.' ? start - 1 : start;
      if (/[ \t]/.test(text[from - 1] ?? '')) return { start: from - 1, end, text: '' };
      return { start: from, end: /[ \t]/.test(text[end] ?? '') ? end + 1 : end, text: '' };
    });
}
