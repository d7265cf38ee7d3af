import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { type Command, Option } from 'commander';
import { CONFLICTS, MERGED } from '../../git/setup.js';
import { mergeFile } from '../../merge/file.js';
import { Failure, FINE, FOUND, whyNot } from '../failure.js';
import type { Io } from '../io.js';

interface Options {
  readonly markerSize?: string;
  readonly wrapped?: true;
}

/** `qualdown merge-driver`: what git runs for a study's files once `qualdown git setup` has been run. */
export function mergeDriverCommand(program: Command, io: Io, done: (code: number) => void): void {
  program
    .command('merge-driver')
    .summary('Merge one file for git.')
    .description(
      'Merge three versions of a document or YAML file for git, which runs this after “qualdown git setup”. The result ' +
        'replaces the file OURS. Exit code 0: merged; 1: conflicts are left; 2: the files could not be read.',
    )
    .argument('<base>', 'the common ancestor (%O)')
    .argument('<ours>', 'our version, replaced by the result (%A)')
    .argument('<theirs>', 'their version (%B)')
    .argument('<path>', 'the file’s name in the repository (%P)')
    .option('--marker-size <n>', 'signs that begin a marker line (%L)')
    .addOption(new Option('--wrapped', 'end with codes that no failing program gives').hideHelp())
    .action(
      async (base: string, ours: string, theirs: string, path: string, { markerSize, wrapped }: Options) => {
        const [was, one, other] = [base, ours, theirs].map(bytesOf) as [Buffer, Buffer, Buffer];
        const size = Number(markerSize);
        const { bytes, conflicts, notes } = await mergeFile(was, one, other, {
          folder: io.cwd,
          path,
          markerSize: Number.isInteger(size) && size > 0 ? size : 7,
        });
        try {
          // Whole or not at all: should it fail, git merges the file itself.
          writeFileSync(`${ours}.merged`, bytes);
          renameSync(`${ours}.merged`, ours);
        } catch (error) {
          throw new Failure(`the result of merging ${path} cannot be written: ${whyNot(error)}`);
        }
        for (const { line, message } of notes) io.stderr.write(`qualdown: ${path}:${line}: ${message}\n`);
        if (wrapped) done(conflicts > 0 ? CONFLICTS : MERGED);
        else done(conflicts > 0 ? FOUND : FINE);
      },
    );
}

function bytesOf(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new Failure(`${file} cannot be read: ${whyNot(error)}`);
  }
}
