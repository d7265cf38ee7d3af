import type { Problem } from '../problem.js';
import { readAttributes } from '../scan/attributes.js';
import type { Scan } from '../scan/types.js';
import { rosterOf } from '../study/roster.js';
import type { Document, Study } from '../study/types.js';
import { problem, RULES } from './rules.js';

/**
 * What was meant as coding or as a speaker's turn and is read as plain text, whatever the reason: so that no slip of
 * the pen, of whatever kind, drops a coding in silence.
 */
export function checkUnread(study: Study, document: Document, text: string): Problem[] {
  const { scan } = document;
  return [...unreadCodes(study, scan, text), ...labelsInside(study, scan, text)];
}

const BRACES = /\{[^{}\n]*\.\p{L}[^{}\n]*\}/gu;

/** Braces with a code of the codebook that belong to no mark, where nothing else is said of the place. */
function* unreadCodes({ codebook }: Study, scan: Scan, text: string): Generator<Problem> {
  const read = new Set<number>();
  const { attributesStart } = scan.columns;
  for (let mark = 0; mark < scan.markCount; mark++) read.add(attributesStart[mark]! - 1);
  for (const { 0: braces, index } of text.matchAll(BRACES)) {
    if (read.has(index)) continue;
    const range = { start: index, end: index + braces.length };
    if (scan.notes.some(({ start, end }) => start < range.end && range.start < end)) continue;
    const { classes } = readAttributes(text, { start: range.start + 1, end: range.end - 1 });
    const code = classes.find(({ name }) => codebook.resolve(name) !== undefined);
    if (!code) continue;
    const { means, wayOut } = RULES['mark-not-read'];
    yield problem('mark-not-read', range, `“${code.name}” codes nothing here. ${means} ${wayOut}`);
  }
}

const LINE_LABEL = /^[ \t]*(?:\*\*|\[)?([\p{L}\p{N}][^\n:*[\]{}]{0,40}?) *(?::\*\*|\*\* ?:|\]:?|:)(?=[ \t])/u;

/** Labels of listed people that begin a line, but not a paragraph: all of it is the speaker's before. */
function* labelsInside({ context }: Study, scan: Scan, text: string): Generator<Problem> {
  const roster = rosterOf(context);
  for (let turn = 0; turn < scan.turnCount; turn++) {
    const { label, end } = scan.turn(turn);
    const blank = /\n[ \t]*\r?\n/g;
    blank.lastIndex = label.end;
    const paragraphEnd = Math.min(blank.exec(text)?.index ?? end, end);
    for (let line = text.indexOf('\n', label.end) + 1; line > 0 && line < paragraphEnd;) {
      const name = LINE_LABEL.exec(text.slice(line, line + 80))?.[1];
      if (name !== undefined && roster.role(name) !== undefined) {
        const { means, wayOut } = RULES['label-in-paragraph'];
        yield problem('label-in-paragraph', { start: line, end: line + name.length }, `${means} ${wayOut}`);
      }
      line = text.indexOf('\n', line) + 1;
    }
  }
}
