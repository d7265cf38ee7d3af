import { type Command, InvalidArgumentError } from 'commander';
import { EXPORT_KINDS, type ExportKind } from '../../exchange/kinds.js';
import { Failure, FINE } from '../failure.js';
import type { Io } from '../io.js';
import { openReadable, STUDY_OPTION, type StudyOption } from '../study.js';
import { orOutdated, put, targetOf } from './export.js';

interface ExportStudyOptions extends StudyOption {
  readonly output?: string;
  readonly force?: true;
}

/** `qualdown export`: a study as a file for other programs. */
export function exportCommand(program: Command, io: Io, done: (code: number) => void): void {
  const kinds = EXPORT_KINDS.map(({ kind, title }) => `  ${kind.padEnd(10)}${title}`).join('\n');
  program
    .command('export')
    .description('Write the study as a file for other programs.')
    .argument('<kind>', EXPORT_KINDS.map(({ kind }) => kind).join(', '), kindNamed)
    .option(...STUDY_OPTION)
    .option('--output <file>', 'the file to write (default: standard output)')
    .option('--force', 'replace a file that is there')
    .addHelpText('after', `\nKinds:\n${kinds}`)
    .action(async (kind: ExportKind, options: ExportStudyOptions) => {
      const loaded = await openReadable(io, options);
      const { output, force = false } = options;
      const target = output === undefined ? undefined : targetOf(io, loaded, output, kind.extension, force);
      if (target === undefined && io.stdout.isTTY)
        throw new Failure(`export ${kind.kind} writes a file: name it with --output FILE.`);
      put(io, target, await orOutdated(kind.make(loaded)));
      done(FINE);
    });
}

function kindNamed(name: string): ExportKind {
  const kind = EXPORT_KINDS.find((each) => each.kind === name.toLowerCase());
  if (!kind) throw new InvalidArgumentError(`There are ${EXPORT_KINDS.map((each) => each.kind).join(', ')}.`);
  return kind;
}
