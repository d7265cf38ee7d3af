import type { Command } from 'commander';
import { diffMarkdown } from '../../core/history/diff-markdown.js';
import { codebookDiff } from '../../git/codebook.js';
import { FINE } from '../failure.js';
import type { Io } from '../io.js';
import { diffTable } from '../output/codebook-diff.js';
import { json } from '../output/json.js';
import { openStudy, STUDY_OPTION, type StudyOption } from '../study.js';
import { orFail } from './filter.js';
import { addFormats } from './options.js';

interface FormatOptions extends StudyOption {
  readonly format: string;
}

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
}
