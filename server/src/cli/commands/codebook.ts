import type { Command } from 'commander';
import { diffMarkdown } from '../../core/history/diff-markdown.js';
import { logMarkdown } from '../../core/history/log-markdown.js';
import { codeHistory } from '../../git/code-log.js';
import { codebookDiff } from '../../git/codebook.js';
import { codebookJob } from '../../report/codebook/export.js';
import type { CodebookFormat } from '../../report/codebook/job.js';
import { makeInThread } from '../../report/thread.js';
import { Failure, FINE } from '../failure.js';
import type { Io } from '../io.js';
import { diffTable } from '../output/codebook-diff.js';
import { logLines } from '../output/codebook-log.js';
import { json } from '../output/json.js';
import { openReadable, openStudy, STUDY_OPTION, type StudyOption } from '../study.js';
import { addOut, orOutdated, put, targetOf } from './export.js';
import { historyIn, orFail, textsOf } from './filter.js';
import { addFormats } from './options.js';

interface FormatOptions extends StudyOption {
  readonly format: string;
}

interface PrintOptions extends FormatOptions {
  readonly out?: string;
  readonly force?: boolean;
  readonly quotations: boolean;
}

const CODEBOOK_FORMATS = ['md', 'html', 'csv', 'docx', 'json'] as const satisfies readonly CodebookFormat[];

/** `qualdown codebook`: the codebook's history, and the codebook as a file to read. */
export function codebookCommand(program: Command, io: Io, done: (code: number) => void): void {
  const command = program.command('codebook').description('Tell how the codebook changed, and print it.');
  const diff = command
    .command('diff')
    .description(
      'Codes added, removed, renamed, moved, merged, split and redefined, and the passages this touches.',
    )
    .argument(
      '[range]',
      'v1..v2, or v1 for all since v1; main...HEAD for what a branch changed (default: since the last commit)',
    )
    .option(...STUDY_OPTION);
  addFormats(diff, ['table', 'md', 'json']).action(
    async (range: string | undefined, options: FormatOptions) => {
      const loaded = await openStudy(io, options);
      const result = orFail(await codebookDiff(loaded, range));
      const { config, codebook } = loaded.study;
      if (options.format === 'json') io.stdout.write(json(result));
      else if (options.format === 'md')
        io.stdout.write(diffMarkdown(config.name ?? codebook.name ?? '', result));
      else io.stdout.write(diffTable(io, result));
      done(FINE);
    },
  );

  const log = command
    .command('log')
    .description('Who changed a code, when and how, and what was coded before its meaning changed.')
    .argument('<code>', 'an id or an alias, also of a code that is gone')
    .option(...STUDY_OPTION);
  addFormats(log, ['table', 'md', 'json']).action(async (code: string, options: FormatOptions) => {
    const loaded = await openStudy(io, options);
    const { root, study } = loaded;
    const history = (await historyIn(loaded)) ?? undefined;
    const result = orFail(await codeHistory(root, study, history, textsOf(loaded), code));
    if (options.format === 'json') io.stdout.write(json(result));
    else if (options.format === 'md') io.stdout.write(logMarkdown(result));
    else io.stdout.write(logLines(io, result));
    done(FINE);
  });

  const print = command
    .command('print')
    .description('Write the codebook with its counts and an example passage for each code.')
    .option(...STUDY_OPTION)
    .option('--no-quotations', 'without example passages');
  addOut(addFormats(print, CODEBOOK_FORMATS), CODEBOOK_FORMATS).action(async (options: PrintOptions) => {
    const loaded = await openReadable(io, options);
    const { out, force = false, quotations } = options;
    const format = options.format as CodebookFormat;
    const target = out === undefined ? undefined : targetOf(io, loaded, out, format, force);
    if (target === undefined && io.stdout.isTTY && format === 'docx')
      throw new Failure('--format docx writes a file: name it with --out FILE.');
    const job = await orOutdated(codebookJob(loaded, textsOf(loaded), { format, quotations, git: true }));
    put(io, target, await makeInThread(job));
    done(FINE);
  });
}
