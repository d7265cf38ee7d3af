import { problem } from '../check/rules.js';
import { nameOfFile } from '../paths.js';
import { readFrontMatter } from '../frontmatter/index.js';
import { frontMatterEnd } from '../scan/front-matter.js';
import { scalarsOf, attributeValue } from '../study/values.js';
import type { Entry, Scalar } from '../yaml/index.js';
import type { About, Memo } from './types.js';

/** The fields of a memo's front matter, as schemas/memo.schema.json describes them. */
export const MEMO_FIELDS = ['title', 'about', 'kind', 'author', 'date'] as const;

const FOLDER = 'memos/';

/** Whether a path of a study is a memo: Markdown in its folder `memos`, or a folder in that. */
export function isMemo(path: string): boolean {
  const names = path.split('/');
  return (
    path.startsWith(FOLDER) &&
    /\.md$/i.test(path) &&
    !/^readme\.md$/i.test(names.at(-1)!) &&
    !names.some((name) => name.startsWith('.') || name === 'node_modules')
  );
}

/** Reads one memo. Never throws; what is wrong in its front matter is among its problems. */
export function readMemo(file: string, text: string, version: string): Memo {
  const { range, bodyStart } = frontMatterEnd(text);
  const base = range?.start ?? 0;
  const front = readFrontMatter(range ? text.slice(range.start, range.end) : '', base);
  const problems = front.problems.map((each) => ({
    ...each,
    start: each.start + base,
    end: each.end + base,
  }));
  const entryOf = (name: string): Entry | undefined => front.entries.find(({ key }) => key === name);
  const one = (name: string): string | null => {
    const entry = entryOf(name);
    const values = scalarsOf(attributeValue(entry?.value, 'text') ?? null).filter((value) => value !== null);
    return values.length === 0 ? null : values.join(', ');
  };
  const about = entryOf('about');
  const places = aboutOf(about, text, base);
  if (about && !about.value && /^[ \t]*#/.test(text.slice(base + about.end).replace(/^:/, ''))) {
    const at = { start: about.keyRange.start + base, end: about.keyRange.end + base };
    problems.push(problem('memo-about-comment', at, COMMENT));
  }
  const body = text.slice(bodyStart);
  const heading = /^\s*#{1,6}[ \t]+(.+?)[ \t]*#*[ \t]*(?:\r?\n|$)/.exec(body);
  const stated = one('title');
  return {
    file,
    version,
    title: stated ?? heading?.[1] ?? nameOfFile(file),
    about: places,
    kind: one('kind'),
    author: one('author'),
    date: one('date'),
    text: (heading && (stated === null || stated === heading[1])
      ? body.slice(heading[0].length)
      : body
    ).trim(),
    problems,
  };
}

const COMMENT =
  'What follows `#` is a comment to YAML, so this memo is about nothing. Put it in quotes, with the document before it: `about: "alder/ap1.md#some-id"`.';

function aboutOf(entry: Entry | undefined, text: string, base: number): About[] {
  const value = entry?.value;
  const scalars = value?.kind === 'list' ? value.items : value ? [value] : [];
  return scalars
    .filter((each): each is Scalar => each.kind === 'scalar' && each.text.trim() !== '')
    .map(({ text: written, start, end }) => {
      const quoted = /["']/.test(text.charAt(base + start)) ? 1 : 0;
      return { text: written.trim(), start: base + start + quoted, end: base + end - quoted };
    });
}
