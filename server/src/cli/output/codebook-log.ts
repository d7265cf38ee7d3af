import { count } from '../../core/compare/phrases.js';
import { whenAndWho } from '../../core/history/log-markdown.js';
import type { CodeHistory } from '../../git/code-log.js';
import type { Io } from '../io.js';
import { fieldLines } from './codebook-diff.js';
import { warningLines, widthOf, wrap } from './lines.js';
import { styleFor } from './style.js';

/** The history of a code for a terminal, latest change first, as `git log` has it. */
export function logLines(io: Io, { code, changes, before, shallow }: CodeHistory): string {
  const style = styleFor(io.stdout, io);
  const width = widthOf(io);
  const top = (parent: string | null): string => parent ?? 'the top';
  const lines = [
    ...warningLines(
      shallow ? ['This clone has only the latest commits; what is older is missing.'] : [],
      width,
      style,
    ),
    ...changes
      .toReversed()
      .flatMap((change) => [
        style.bold(whenAndWho(change)) + style.dim(change.subject === '' ? '' : `  ${change.subject}`),
        ...(change.kind === 'changed' ? [] : [`  ${change.kind}`]),
        ...(change.was === null ? [] : [`  renamed: ${change.was} → ${change.code}`]),
        ...(change.moved === null ? [] : [`  moved: ${top(change.moved.from)} → ${top(change.moved.to)}`]),
        ...change.fields.flatMap((field) => fieldLines(field, style, width)),
        '',
      ]),
    ...(before
      ? [
          ...wrap(
            before.passages.length === 0
              ? `No line with ${code} is older than its meaning of today.`
              : `${count(before.passages.length, 'passage')} with ${code} on lines last changed before its meaning was (of lines touched since nothing is known):`,
            width,
          ),
          ...before.passages.flatMap(({ file, start, text, lastChangedBy, date }) => [
            `  ${style.cyan(`${file}:${start.line}`)}  ${style.dim(`last changed by ${lastChangedBy}, ${date}`)}`,
            ...wrap(text, width - 4).map((line) => `    ${line}`),
          ]),
        ]
      : ['Its meaning never changed.']),
  ];
  return `${lines.join('\n')}\n`;
}
