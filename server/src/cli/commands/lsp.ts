import type { Command } from 'commander';
import type { Io } from '../io.js';

/** `qualdown lsp`: the language server, for any editor. */
export function lspCommand(program: Command, _io: Io): void {
  program
    .command('lsp')
    .description('Start the language server, for any editor.')
    .requiredOption('--stdio', 'speak over standard input and output')
    .action(async () => {
      // Loaded only here: every other command starts faster without it.
      const { startServer } = await import('../../lsp/server.js');
      startServer();
      // It ends the process itself, when the editor says so or goes away.
      await new Promise<never>(() => undefined);
    });
}
