import { processIo } from './io.js';
import { runCli } from './run.js';

// No top-level await: the bundle is CommonJS. The code is set, not exited with, so that pipes are written to the end.
// One that is set already tells that these could not be.
void runCli(process.argv.slice(2), processIo()).then((code) => {
  process.exitCode ??= code;
});
