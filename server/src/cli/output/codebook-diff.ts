import { isSame } from '../../core/history/diff.js';
import { seen, sideText, touched } from '../../core/history/diff-markdown.js';
import type { CodebookDiff, FieldChange } from '../../core/history/diff-types.js';
import type { Io } from '../io.js';
import { warningLines, widthOf, wrap } from './lines.js';
import { styleFor, type Style } from './style.js';
import { tableLines } from './table.js';

/** What changed in a codebook, for a terminal: a line a change, below those of meaning how the words changed. */
export function diffTable(io: Io, diff: CodebookDiff): string {
  const style = styleFor(io.stdout, io);
  const width = widthOf(io);
  const { added, removed, renamed, moved, merged, split, redefined } = diff;
  const rows = [
    ...added.map(({ code, parent, passages }) => [
      'added',
      parent === null ? code : `${code}, below ${parent}`,
      touched({ before: passages.after, after: passages.after }),
    ]),
    ...removed.map(({ code, passages }) => ['removed', code, touched(passages)]),
    ...renamed.map(({ from, to, by, passages }) => [
      'renamed',
      `${from} → ${to}${seen(by)}`,
      touched(passages),
    ]),
    ...moved.map(({ code, from, to, passages }) => [
      'moved',
      `${code}: ${from ?? 'the top'} → ${to ?? 'the top'}`,
      touched(passages),
    ]),
    ...merged.map(({ from, into, by, passages }) => [
      'merged',
      `${from} → ${into}${seen(by)}`,
      touched(passages),
    ]),
    ...split.map(({ from, into, passages }) => [
      'split',
      `${from} → ${into.map(({ code, passages: some }) => `${code} (${some})`).join(', ')}`,
      touched(passages),
    ]),
    ...redefined.map(({ code, fields, passages }) => [
      'redefined',
      `${code}: ${fields.map(({ field }) => field).join(', ')}`,
      touched(passages),
    ]),
  ];
  const lines = [
    style.bold(`Codebook: from ${sideText(diff.from)} to ${sideText(diff.to)}`),
    '',
    ...warningLines(diff.warnings, width, style),
    ...(isSame(diff)
      ? ['Nothing changed.']
      : tableLines(rows.map(([kind = '', ...rest]) => [style.cyan(kind), ...rest]))),
    ...redefined.flatMap(({ code, fields }) => [
      '',
      style.bold(code),
      ...fields.flatMap((field) => fieldLines(field, style, width)),
    ]),
  ];
  return `${lines.join('\n')}\n`;
}

/** `definition: Teachers [-see-] {+watch+} each other`, as `git diff --word-diff` has it. */
export function fieldLines({ field, words }: FieldChange, style: Style, width: number): string[] {
  const text = words
    .map(({ change, text: each }) => {
      if (change === 'same') return each;
      const mark = (inner: string): string =>
        change === 'added' ? style.cyan(`{+${inner}+}`) : style.red(`[-${inner}-]`);
      const [, before = '', inner = '', after = ''] = /^(\s*)(.*?)(\s*)$/s.exec(each) ?? [];
      return inner === '' ? ' ' : `${before}${mark(inner)}${after}`;
    })
    .join('');
  return wrap(`${field}: ${text}`, width - 4).map((line, index) =>
    index === 0 ? `  ${line}` : `    ${line}`,
  );
}
