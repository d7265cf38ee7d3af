import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { parseConfig } from '../../core/study/config.js';
import { CONFIG_FILE } from '../../files.js';
import { decode } from '../../files/decode.js';
import { setUpGit, undoGitSetup } from '../../git/setup.js';
import { Failure, FINE, whyNot } from '../failure.js';
import type { Io } from '../io.js';
import { rootOf, STUDY_OPTION, type StudyOption } from '../study.js';

/** The folder of the bundle. */
declare const __dirname: string;

interface Options extends StudyOption {
  readonly undo?: true;
}

/** `qualdown git`. */
export function gitCommand(program: Command, io: Io, done: (code: number) => void): void {
  program
    .command('git')
    .summary('Let git merge a study.')
    .description('How a study works with git.')
    .command('setup')
    .description(
      'Let git merge the study’s documents and YAML files so that codings never conflict: writes .gitattributes in the ' +
        'study and the settings of this clone. Says what it did.',
    )
    .option('--undo', 'take it back')
    .option(...STUDY_OPTION)
    .action(async ({ study, undo }: Options) => {
      const root = await rootOf(io, study);
      const outcome = undo
        ? await undoGitSetup(root)
        : await setUpGit(root, parseConfig(configIn(root)), {
            node: process.execPath,
            cli: join(__dirname, 'cli.cjs'),
          });
      if ('refused' in outcome) throw new Failure(outcome.refused);
      for (const line of outcome.done) io.stdout.write(`${line}\n`);
      done(FINE);
    });
}

function configIn(root: string): string | undefined {
  try {
    const read = decode(readFileSync(join(root, CONFIG_FILE)));
    if ('reason' in read) throw new Failure(`${CONFIG_FILE} ${read.reason}`);
    return read.text;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error instanceof Failure ? error : new Failure(`${CONFIG_FILE} cannot be read: ${whyNot(error)}`);
  }
}
