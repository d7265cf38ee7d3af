import { markdownText } from '../compare/markdown.js';
import { count } from '../compare/phrases.js';
import { fieldMarkdown } from './diff-markdown.js';
import type { CodeChange } from './log.js';

interface Told {
  readonly code: string;
  readonly changes: readonly CodeChange[];
  readonly before: {
    readonly change: CodeChange;
    readonly passages: readonly {
      readonly file: string;
      readonly start: { readonly line: number };
      readonly text: string;
      readonly lastChangedBy: string;
      readonly date: string;
    }[];
  } | null;
  readonly shallow: boolean;
}

/** The history of a code as Markdown, latest change first. */
export function logMarkdown({ code, changes, before, shallow }: Told): string {
  return [
    `# History of the code \`${code}\``,
    '',
    ...(shallow
      ? ['> **Warning.** This clone has only the latest commits; what is older is missing.', '']
      : []),
    ...changes
      .toReversed()
      .flatMap((change) => [
        `## ${markdownText(whenAndWho(change))}`,
        '',
        ...(change.subject === '' ? [] : [`*${markdownText(change.subject)}*`, '']),
        ...whatChanged(change).flatMap((line) => [line, '']),
      ]),
    ...(before ? older(before) : []),
  ].join('\n');
}

function older({ change, passages }: NonNullable<Told['before']>): string[] {
  const head = ['## Coded before its meaning changed', ''];
  if (passages.length === 0) return [...head, `No line with this code is older than ${when(change)}.`, ''];
  return [
    ...head,
    `${count(passages.length, 'passage')} with this code ${passages.length === 1 ? 'stands' : 'stand'} on lines that were last changed before ${when(change)}. Lines touched since are not listed, since nothing is known of them.`,
    '',
    ...passages.map(
      ({ file, start, text, lastChangedBy, date }) =>
        `- ${markdownText(file)}, line ${start.line}: “${markdownText(text)}” (last changed by ${markdownText(lastChangedBy)}, ${date})`,
    ),
    '',
  ];
}

const when = ({ commit, date }: CodeChange): string =>
  commit === '' ? 'the change that is not committed yet' : `${date} (${commit.slice(0, 7)})`;

/** `2024-03-05, Ana (3f2a91c)`, `Not committed yet`. */
export function whenAndWho({ commit, date, author }: CodeChange): string {
  return commit === '' ? 'Not committed yet' : `${date}, ${author} (${commit.slice(0, 7)})`;
}

/** `Renamed from x.`, `Moved from the top to below x.` */
export function whatChanged({ kind, code, was, moved, fields }: CodeChange): string[] {
  const place = (parent: string | null): string => (parent === null ? 'the top' : `below \`${parent}\``);
  return [
    ...(kind === 'added' ? ['Added.'] : kind === 'removed' ? ['Removed.'] : []),
    ...(was === null ? [] : [`Renamed from \`${was}\` to \`${code}\`.`]),
    ...(moved === null ? [] : [`Moved from ${place(moved.from)} to ${place(moved.to)}.`]),
    ...fields.map(fieldMarkdown),
  ];
}
