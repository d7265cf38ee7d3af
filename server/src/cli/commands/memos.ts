import { type Command, Option } from 'commander';
import { memoEntry, memosMarkdown, type PassageMemo, passageMemos } from '../../core/memos/index.js';
import { FINE } from '../failure.js';
import type { Io } from '../io.js';
import { csv } from '../../core/csv.js';
import { json } from '../output/json.js';
import { styleFor } from '../output/style.js';
import { tableLines } from '../output/table.js';
import { reread } from '../reread.js';
import { openReadable, STUDY_OPTION, type StudyOption } from '../study.js';

interface MemosOptions extends StudyOption {
  readonly json?: boolean;
  readonly format: 'table' | 'json' | 'csv' | 'md';
}

/** `qualdown memos`: what was thought while coding, in files of its own and on passages. */
export function memosCommand(program: Command, io: Io, done: (code: number) => void): void {
  program
    .command('memos')
    .description('List memos, and the comments on passages.')
    .addOption(
      new Option('--format <format>', 'form of the output')
        .choices(['table', 'json', 'csv', 'md'])
        .default('table'),
    )
    .option('--json', 'short for --format json')
    .option(...STUDY_OPTION)
    .action(async (options: MemosOptions) => {
      const loaded = await openReadable(io, options);
      const { study, unreadableMemos } = loaded;
      for (const { file, reason } of unreadableMemos) io.stderr.write(`note: ${file} ${reason}; left out.\n`);
      const memos = Array.from(study.memos.values(), (memo) => memoEntry(study, memo));
      const passages: PassageMemo[] = [];
      for (const document of study.documents.values()) {
        const { text, document: now } = await reread(loaded, document);
        passages.push(...passageMemos(study, now, text));
      }
      const { format } = { ...options, ...(options.json && { format: 'json' as const }) };
      const name = study.config.name ?? study.codebook.name ?? '';
      if (format === 'json') io.stdout.write(json({ memos, passages }));
      else if (format === 'md') io.stdout.write(memosMarkdown(name, memos, passages));
      else if (format === 'csv') io.stdout.write(memosCsv(memos, passages));
      else io.stdout.write(forPeople(io, memos, passages));
      done(FINE);
    });
}

type Memos = readonly ReturnType<typeof memoEntry>[];

/** One table of both: a comment is about its passage. */
function memosCsv(memos: Memos, passages: readonly PassageMemo[]): string {
  const fields = ['file', 'line', 'title', 'kind', 'about', 'author', 'date', 'memo', 'passage'];
  const analytic = memos.map(({ file, title, kind, about, author, date, text }) => {
    const names = about.map((each) => each.text).join('; ');
    return [file, null, title, kind, names, author, date, text, null];
  });
  const comments = passages.map(({ file, start, codes, coder, memo, text }) => {
    return [file, start.line, null, 'passage', codes.join('; '), coder, null, memo, text];
  });
  return csv(fields, [...analytic, ...comments]);
}

function forPeople(io: Io, memos: Memos, passages: readonly PassageMemo[]): string {
  if (memos.length + passages.length === 0) return 'No memos.\n';
  const style = styleFor(io.stdout, io);
  const analytic = memos.map(({ file, title, kind, about }) => [
    file,
    kind ?? '',
    title,
    style.dim(about.map(({ text }) => text).join(', ')),
  ]);
  const comments = passages.map(({ file, start, memo, codes }) => [
    `${file}:${start.line}`,
    codes.join(', '),
    memo,
  ]);
  const heading = (text: string): string[] => [style.bold(text)];
  const parts = [
    ...(analytic.length > 0 ? [[...heading('Memos'), ...tableLines(analytic)]] : []),
    ...(comments.length > 0 ? [[...heading('On passages'), ...tableLines(comments)]] : []),
  ];
  return `${parts.map((part) => part.join('\n')).join('\n\n')}\n`;
}
