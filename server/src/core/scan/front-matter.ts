import type { Range } from '../problem.js';

export interface FrontMatter {
  /** The YAML between the fences; undefined where there is none. */
  readonly range: Range | undefined;
  /** Where the text begins. */
  readonly bodyStart: number;
}

const OPENING = /^\ufeff?---[ \t]*\r?\n(?![ \t\r]*(\n|$))/;
const CLOSING = /^(---|\.\.\.)[ \t]*\r?$/m;

/**
 * The front matter of a document: from a first line `---`, which no blank line follows, to the next line `---` or
 * `...`. Unclosed it is text, as in Pandoc.
 */
export function frontMatterEnd(source: string): FrontMatter {
  const bom = source.charCodeAt(0) === 0xfeff ? 1 : 0;
  if (!source.startsWith('---', bom)) return { range: undefined, bodyStart: bom };
  const opening = OPENING.exec(source.slice(0, 200));
  if (opening === null) return { range: undefined, bodyStart: bom };
  const start = opening[0].length;
  for (let line = start; line < source.length;) {
    const next = source.indexOf('\n', line);
    const end = next === -1 ? source.length : next;
    if (source.charCodeAt(line) <= 0x2e && CLOSING.test(source.slice(line, Math.min(end, line + 200)))) {
      return { range: { start, end: line }, bodyStart: Math.min(end + 1, source.length) };
    }
    line = end + 1;
  }
  return { range: undefined, bodyStart: bom };
}
