import { Command, CommanderError } from 'commander';
import { mergeDriverCommand } from './commands/merge-driver.js';
import { FINE, isFailure, WRONG } from './failure.js';
import type { AddCommand } from './commands/index.js';
import type { Io } from './io.js';
import { version } from '../version.js';

/**
 * Runs one command of `qualdown` and gives its exit code: 0 = fine, 1 = problems found, 2 = wrong use or unreadable
 * input. Never rejects: whatever goes wrong is told in one line on stderr.
 * @param argv What stands behind the program's name.
 */
export async function runCli(argv: readonly string[], io: Io): Promise<number> {
  let code = FINE;
  // Git runs this one for each file of a merge: nothing else is loaded for it.
  const commands =
    argv[0] === 'merge-driver' ? [mergeDriverCommand] : (await import('./commands/index.js')).commands;
  const program = programFor(commands, io, (result) => (code = result));
  try {
    if (argv.length === 0) program.help({ error: true });
    await program.parseAsync(argv, { from: 'user' });
    return code;
  } catch (error) {
    // Commander has told already what was wrong with the call; help and version are no errors.
    if (error instanceof CommanderError) return error.exitCode === 0 ? FINE : WRONG;
    io.stderr.write(`qualdown: ${isFailure(error) ? error.message : unexpected(error)}\n`);
    return WRONG;
  }
}

function programFor(commands: readonly AddCommand[], io: Io, done: (code: number) => void): Command {
  const program = new Command('qualdown')
    .description('Counts and compares the coded passages of a study in Markdown.')
    .version(version, '-V, --version', 'Print the version.')
    .helpOption('-h, --help', 'Print this help.')
    .helpCommand('help [command]', 'Print the help of a command.')
    .configureHelp({ showGlobalOptions: false })
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
      // One line, also with its suggestion.
      outputError: (text, write) =>
        write(`qualdown: ${text.replace(/^error: /, '').replace(/\n(?=\()/, ' ')}`),
      getOutHelpWidth: () => io.stdout.columns ?? 100,
      getErrHelpWidth: () => io.stderr.columns ?? 100,
    })
    .addHelpText('after', '\nExit code: 0 fine, 1 problems found, 2 wrong use or unreadable input.');
  for (const add of commands) {
    add(program, io, done);
  }
  return program;
}

/** For a fault of our own: its kind and message, without the stack. */
function unexpected(error: unknown): string {
  return `stopped by an unexpected fault (${error instanceof Error ? `${error.name}: ${error.message}` : String(error)})`;
}
