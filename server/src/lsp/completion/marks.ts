import { Names } from '../../core/names.js';
import { scan } from '../../core/scan/index.js';
import type { ReadingContext } from '../../core/study/types.js';

/** A class that is being written: `{.buff`, `{.a .`, `{`, `::: buff`. */
export interface BegunClass {
  /** Where its id begins, the dot not included; and where what is there of it ends. */
  readonly start: number;
  readonly end: number;
  /** Whether the id still needs its dot. */
  readonly dotless: boolean;
  /** What stands before it in the same braces. */
  readonly before: string;
}

const DIV = /^[ \t>]*:{3,}[ \t]*/;
const WORD = /^[\p{L}\p{N}_-]*/u;

/**
 * The class at an offset, where one would be read as such: tried by putting one there. So code blocks, front matter
 * and brackets that nothing opens offer nothing, by the same rules as everywhere.
 */
export function begunClass(text: string, offset: number, context: ReadingContext): BegunClass | undefined {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  const line = text.slice(lineStart, offset);
  const begun = inBraces(line, lineStart) ?? afterColons(line, lineStart);
  if (!begun) return undefined;
  const end = offset + WORD.exec(text.slice(offset, offset + 200))![0].length;
  return isClass(text, begun.start, end, lineStart, begun.dotless, context) ? { ...begun, end } : undefined;
}

type Begun = Omit<BegunClass, 'end'>;

function inBraces(line: string, lineStart: number): Begun | undefined {
  const open = line.lastIndexOf('{');
  if (open < 0) return undefined;
  const inside = line.slice(open + 1);
  const isQuoted = (inside.match(/"/g)?.length ?? 0) % 2 === 1;
  const parts = /^(?<before>(?:.*\s)?)(?<dot>\.?)(?<id>[\p{L}\p{N}_-]*)$/u.exec(inside)?.groups;
  if (!parts || isQuoted || inside.includes('}')) return undefined;
  const { before = '', dot = '', id = '' } = parts;
  return { start: lineStart + line.length - id.length, dotless: dot === '', before };
}

function afterColons(line: string, lineStart: number): Begun | undefined {
  const id = /^[ \t>]*:{3,}[ \t]+(?<id>[\p{L}\p{N}_-]*)$/u.exec(line)?.groups?.['id'];
  return id === undefined
    ? undefined
    : { start: lineStart + line.length - id.length, dotless: false, before: '' };
}

function isClass(
  text: string,
  start: number,
  end: number,
  lineStart: number,
  dotless: boolean,
  context: ReadingContext,
): boolean {
  const lineEnd = text.indexOf('\n', end);
  const rest = text.slice(end, lineEnd < 0 ? text.length : lineEnd);
  const isOpen = text.slice(lineStart, start).includes('{') && !/^[^{]*\}/.test(rest);
  // A div needs an empty line above it. That it lacks one is told elsewhere, and no reason to offer no codes.
  const gap = DIV.test(text.slice(lineStart, start)) ? '\n' : '';
  const head = text.slice(0, lineStart) + gap + text.slice(lineStart, start) + (dotless ? '.' : '');
  const tried = scan(`${head}x${isOpen ? '}' : ''}${text.slice(end)}`, {
    ignoreClasses: context.ignoreClasses,
    names: new Names(),
  });
  for (let index = 0; index < tried.markCount; index++) {
    const { attributes } = tried.mark(index);
    if (attributes.start <= head.length && head.length < attributes.end) return true;
  }
  return false;
}
