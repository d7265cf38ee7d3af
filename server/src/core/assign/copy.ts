import { cleanText } from '../clean.js';
import { readDocument } from '../document.js';
import { applied } from '../edits/edit.js';
import { setAttributes } from '../edits/front-matter.js';
import { readFrontMatter } from '../frontmatter/index.js';
import { frontMatterEnd } from '../scan/front-matter.js';
import { codesOfMark } from '../segments.js';
import type { ReadingContext } from '../study/types.js';

export interface CleanCopy {
  readonly text: string;
  /** What may still tell of the first coder, since it is no mark: in words. */
  readonly remarks: readonly string[];
}

/** What front matter says of the first coding. */
const OF_THE_CODER: readonly string[] = ['coder', 'coders', 'coded_by', 'memo', 'memos'];

/**
 * A document as a second coder gets it: without codings, with the comments and signatures that stood on them, as not
 * coded yet. Proven on the result: no coding is left, and text, words and turns are the first coder's.
 */
export function cleanCopy(
  file: string,
  text: string,
  context: ReadingContext,
  coder?: string,
): CleanCopy | { readonly refused: string } {
  const before = readDocument(file, text, '', context);
  const bare = cleanText(text, before.scan).text;
  const { range } = frontMatterEnd(bare);
  const stated = range ? readFrontMatter(bare.slice(range.start, range.end), range.start).entries : [];
  const gone = stated.map(({ key }) => key).filter((key) => OF_THE_CODER.includes(key));
  const edit = setAttributes(bare, {
    ...Object.fromEntries(gone.map((key) => [key, null])),
    coding: 'none',
    ...(coder !== undefined && { coder }),
  });
  if ('refused' in edit) return edit;
  const copy = applied(bare, edit.edits);
  const after = readDocument(file, copy, '', context);
  const isClean = Array.from({ length: after.scan.markCount }, (_, mark) => mark).every(
    (mark) => codesOfMark(after, mark).length === 0,
  );
  const [old, now] = [before, after].map(({ scan }) =>
    [scan.words, scan.proseWords, scan.turnCount].join(' '),
  );
  if (!isClean || old !== now || bodyOf(bare) !== bodyOf(copy)) {
    return { refused: 'Its marks cannot be taken off safely. Mend what “qualdown check” says of it first.' };
  }
  return { text: copy, remarks: remarksIn(copy) };
}

/** Text behind the front matter, and behind the empty line that one that was added brings. */
function bodyOf(text: string): string {
  return text
    .slice(frontMatterEnd(text).bodyStart)
    .replace(/^\uFEFF/, '')
    .replace(/^(?:[ \t]*\r?\n)+/, '');
}

function remarksIn(text: string): string[] {
  const body = bodyOf(text);
  return [
    ...(/<!--/.test(body) ? ['HTML comments'] : []),
    ...(/\{[^}\n]*\bmemo[ \t]*=/.test(body) ? ['a memo on a passage without a code'] : []),
    ...(/^[ \t]*#|\s#\s/m.test(text.slice(0, text.length - body.length)) ? ['comments in front matter'] : []),
  ];
}
