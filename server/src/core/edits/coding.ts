import { readDocument } from '../document.js';
import { readFrontMatter } from '../frontmatter/index.js';
import { Names } from '../names.js';
import { frontMatterEnd } from '../scan/front-matter.js';
import type { Coding, ReadingContext } from '../study/types.js';
import { applied, insertion, type EditResult, type TextEdit } from './edit.js';

/** Says in a document's front matter how far its coding has come; front matter is added where there is none. */
export function setCoding(text: string, coding: Coding): EditResult {
  const edit = codingEdit(text, coding);
  return isRight(text, applied(text, [edit]), coding)
    ? { edits: [edit] }
    : { refused: `This front matter cannot be changed safely. Write “coding: ${coding}” into it by hand.` };
}

function codingEdit(text: string, coding: Coding): TextEdit {
  const lineBreak = /\r?\n/.exec(text)?.[0] ?? '\n';
  const { range } = frontMatterEnd(text);
  if (!range) {
    const start = text.startsWith('\uFEFF') ? 1 : 0;
    return insertion(start, ['---', `coding: ${coding}`, '---', '', ''].join(lineBreak));
  }
  const yaml = text.slice(range.start, range.end);
  const entry = readFrontMatter(yaml, range.start).entries.find(({ key }) => key === 'coding');
  if (!entry) {
    const gap = yaml === '' || yaml.endsWith('\n') ? '' : lineBreak;
    return insertion(range.end, `${gap}coding: ${coding}${lineBreak}`);
  }
  if (entry.value) {
    return { start: range.start + entry.value.start, end: range.start + entry.value.end, text: coding };
  }
  const colon = text.indexOf(':', range.start + entry.keyRange.end) + 1;
  const rest = /^[ \t]*(?:~|[nN]ull|NULL)?/.exec(text.slice(colon, range.end))![0];
  return { start: colon, end: colon + rest.length, text: ` ${coding}` };
}

const CONTEXT: Omit<ReadingContext, 'names'> = {
  attributes: new Map(),
  ignoreClasses: new Set(),
  speakers: new Map(),
  participants: new Map(),
};

/** The new text states the coding, and every other attribute, and all that follows, is as before. */
function isRight(before: string, after: string, coding: Coding): boolean {
  const [old, now] = [before, after].map((text) => {
    const document = readDocument('', text, '', { ...CONTEXT, names: new Names() });
    const { coding: _, ...attributes } = Object.fromEntries(document.attributes);
    const { words, markCount, turnCount } = document.scan;
    const problems = document.problems.filter(({ rule }) => rule !== 'coding-value').length;
    return { document, facts: JSON.stringify({ attributes, words, markCount, turnCount, problems }) };
  });
  return now!.document.codingStated && now!.document.coding === coding && now!.facts === old!.facts;
}
