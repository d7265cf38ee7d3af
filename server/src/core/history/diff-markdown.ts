import { markdownText } from '../compare/markdown.js';
import { count } from '../compare/phrases.js';
import { isSame } from './diff.js';
import type { CodebookDiff, DiffSide, Evidence, FieldChange, Touched } from './diff-types.js';
import type { WordChange } from './words.js';

/** What changed in a codebook as Markdown: for a methods appendix, for release notes, for a page in the editor. */
export function diffMarkdown(name: string, diff: CodebookDiff): string {
  const { from, to, warnings } = diff;
  return [
    `# Changes of the codebook${name === '' ? '' : `: ${markdownText(name)}`}`,
    '',
    `From ${sideText(from)} to ${sideText(to)}. Numbers of passages are those that carry the code itself, before and after.`,
    '',
    ...warnings.flatMap((warning) => [`> **Warning.** ${markdownText(warning)}`, '']),
    ...(isSame(diff) ? ['Nothing changed.', ''] : sections(diff)),
  ].join('\n');
}

function sections(diff: CodebookDiff): string[] {
  const { added, removed, renamed, moved, merged, split, redefined } = diff;
  return [
    ...section(
      'Added',
      added.map(({ code, name, parent, brief, passages }) => {
        const below = parent === null ? '' : `, below ${id(parent)}`;
        const meaning = brief === null ? '' : `. ${markdownText(brief)}`;
        return `${named(code, name)}${below} (${count(passages.after, 'passage')})${meaning}`;
      }),
    ),
    ...section(
      'Removed',
      removed.map(({ code, name, passages }) => `${named(code, name)} (${touched(passages)})`),
    ),
    ...section(
      'Renamed',
      renamed.map(
        ({ from, to, by, passages }) => `${id(from)} is ${id(to)} now${seen(by)} (${touched(passages)})`,
      ),
    ),
    ...section(
      'Moved',
      moved.map(
        ({ code, from, to, passages }) =>
          `${id(code)}: from ${place(from)} to ${place(to)} (${touched(passages)})`,
      ),
    ),
    ...section(
      'Merged',
      merged.map(
        ({ from, into, by, passages }) =>
          `${id(from)} (${count(passages.before, 'passage')}) went into ${id(into)} (${count(passages.after, 'passage')} now)${seen(by)}`,
      ),
    ),
    ...section(
      'Split',
      split.map(({ from, into, passages }) => {
        const parts = into.map((part) => `${id(part.code)} (${count(part.passages, 'passage')} of it)`);
        return `${id(from)} (${touched(passages)}) into ${parts.join(', ')}`;
      }),
    ),
    ...(redefined.length > 0 ? ['## Redefined', ''] : []),
    ...redefined.flatMap(({ code, fields, passages }) => [
      `### ${id(code)}`,
      '',
      `${sentence(touched(passages))}.`,
      '',
      ...fields.flatMap((field) => [fieldMarkdown(field), '']),
    ]),
  ];
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [`## ${title}`, '', ...lines.map((line) => `- ${line}`), ''];
}

/** `**Definition:** Teachers ~~see~~ **watch** each other.` */
export function fieldMarkdown({ field, before, after, words }: FieldChange): string {
  const label = `**${sentence(field.replace('_', ' '))}:**`;
  if (before === '') return `${label} (new) ${markdownText(after)}`;
  if (after === '') return `${label} (taken out) ~~${tight(before)}~~`;
  const text = words.reduce((line, word) => joined(line, wordMarkdown(word)), '');
  return `${label} ${text.replaceAll(/\s+/g, ' ').trim()}`;
}

/** With a blank where a mark between a letter and a sign would be no emphasis (CommonMark 6.2). */
function joined(line: string, next: string): string {
  const open = /[\p{L}\p{N}]$/u.test(line) && /^(?:\*\*|~~)[^\p{L}\p{N}\s]/u.test(next);
  const close = /[^\p{L}\p{N}\s](?:\*\*|~~)$/u.test(line) && /^[\p{L}\p{N}]/u.test(next);
  return open || close ? `${line} ${next}` : line + next;
}

function wordMarkdown({ change, text }: WordChange): string {
  if (change === 'same') return markdownText(text);
  const mark = change === 'added' ? '**' : '~~';
  const inner = tight(text);
  // Blanks stand outside the marks, or these would be no emphasis.
  return inner === ''
    ? ' '
    : `${/^\s/.test(text) ? ' ' : ''}${mark}${inner}${mark}${/\s$/.test(text) ? ' ' : ''}`;
}

const tight = (text: string): string => markdownText(text).replaceAll('~', '\\~').trim();
const id = (code: string): string => `\`${code}\``;
const named = (code: string, name: string): string =>
  name === code ? id(code) : `${id(code)} ${markdownText(name)}`;
const place = (parent: string | null): string => (parent === null ? 'the top' : `below ${id(parent)}`);
const sentence = (text: string): string => `${(text[0] ?? '').toUpperCase()}${text.slice(1)}`;

/** `12 passages`, `12 passages, 9 now`. */
export function touched({ before, after }: Touched): string {
  return before === after ? count(after, 'passage') : `${count(before, 'passage')}, ${after} now`;
}

/** Nothing where the codebook itself says so. */
export function seen(by: Evidence): string {
  if (by === 'passages') return ', as its passages show';
  return by === 'likeness' ? ', as it reads alike' : '';
}

/** `v1 (3f2a91c, 2024-03-05)`, `the files as they stand`. */
export function sideText({ ref, commit, date }: DiffSide): string {
  if (ref === '') return 'the files as they stand';
  const short = commit.slice(0, 7);
  return `${ref.startsWith(short) ? '' : `${markdownText(ref)} `}(${short}, ${date})`;
}
