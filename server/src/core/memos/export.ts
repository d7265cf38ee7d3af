import type { Study } from '../study/types.js';
import type { LineColumn } from '../text.js';
import { subjectOf } from './about.js';
import type { Memo, Subject } from './types.js';

/** A memo as programs read it: an entry of `qualdown memos --json`. */
export interface MemoEntry {
  readonly file: string;
  readonly title: string;
  readonly kind: string | null;
  readonly author: string | null;
  readonly date: string | null;
  readonly about: readonly { readonly text: string; readonly kind: Subject['kind']; readonly name: string }[];
  readonly text: string;
}

/** A comment of one line on a passage. */
export interface PassageMemo {
  readonly file: string;
  /** Of the passage's first piece. */
  readonly start: LineColumn;
  readonly end: LineColumn;
  readonly codes: readonly string[];
  readonly coder: string | null;
  readonly memo: string;
  /** The passage. */
  readonly text: string;
}

export function memoEntry(study: Study, { file, title, kind, author, date, about, text }: Memo): MemoEntry {
  const subjects = about.map((each) => {
    const subject = subjectOf(study, each.text);
    return { text: each.text, kind: subject.kind, name: subjectName(subject, each.text) };
  });
  return { file, title, kind, author, date, about: subjects, text };
}

export function subjectName(subject: Subject, text: string): string {
  switch (subject.kind) {
    case 'code':
      return subject.name;
    case 'document':
      return subject.file;
    case 'passage':
      return `${subject.file}#${subject.id}`;
    case 'missing':
      return text;
  }
}

/** All memos as one document to read on, those on passages after the analytic ones. */
export function memosMarkdown(
  name: string,
  memos: readonly MemoEntry[],
  onPassages: readonly PassageMemo[],
): string {
  const analytic = memos.flatMap(({ title, kind, author, date, about, text, file }) => {
    const names = about.map((each) => each.name);
    const facts = [kind, author, date, file].filter((fact) => fact !== null);
    return [
      `## ${title}`,
      `*${facts.map(plain).join(' · ')}*`,
      ...(names.length > 0 ? [`About: ${names.map(plain).join(', ')}`] : []),
      ...(text === '' ? [] : [deeper(text)]),
    ];
  });
  const byFile = new Map<string, PassageMemo[]>();
  for (const each of onPassages) byFile.set(each.file, [...(byFile.get(each.file) ?? []), each]);
  const comments = [...byFile].flatMap(([file, all]) => [
    `### ${plain(file)}`,
    ...all.flatMap(({ start, codes, coder, memo, text }) => [
      quoted(text),
      `${plain(memo)} (${[codes.join(', '), coder, `line ${start.line}`].filter((part) => part !== null).join('; ')})`,
    ]),
  ]);
  const head = `# Memos: ${name}`;
  return (
    [head, ...analytic, ...(comments.length > 0 ? ['## On passages', ...comments] : [])].join('\n\n') + '\n'
  );
}

/** Headings of a memo stand below its title. */
function deeper(text: string): string {
  return text.replace(/^(#{1,4})(?=[ \t])/gm, '##$1');
}

function quoted(text: string): string {
  return text
    .split(/\r?\n/)
    .map((line) => `> ${line}`.trimEnd())
    .join('\n');
}

function plain(text: string): string {
  return text.replace(/[\\`*_[\]<>|]/g, '\\$&').replace(/\s+/g, ' ');
}
