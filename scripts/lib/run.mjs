// Runs other programs: with their output shown, or kept in a log of which the end is shown on failure.
import { spawn } from 'node:child_process';
import { createWriteStream, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../', import.meta.url)).replace(/[\\/]$/, '');
const windows = process.platform === 'win32';

/** Runs a program to its end with its output shown; resolves to its exit code and never rejects. */
export function show(command, args, options = {}) {
  return outcome(spawn(command, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], ...options }));
}

/** Runs a program with its output kept in `log`; rejects, with the end of the log, when it fails. */
export async function quiet(command, args, { log, ...options }) {
  mkdirSync(dirname(log), { recursive: true });
  const file = createWriteStream(log, { flags: 'a' });
  file.write(`\n$ ${command} ${args.join(' ')}\n`);
  const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], ...options });
  child.stdout.pipe(file, { end: false });
  child.stderr.pipe(file, { end: false });
  const code = await outcome(child);
  await new Promise((resolve) => file.end(resolve));
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} failed (${code}).\n${tail(log)}`);
}

/** npm as the one that runs this script where there is one, so that both have the same settings. */
export function npmCommand(args) {
  const cli = process.env['npm_execpath'];
  return cli?.endsWith('npm-cli.js')
    ? [process.execPath, [cli, ...args]]
    : [windows ? 'npm.cmd' : 'npm', args];
}

/** The last lines of a log, for people. */
export function tail(log, lines = 40) {
  try {
    return readFileSync(log, 'utf8').trimEnd().split('\n').slice(-lines).join('\n');
  } catch {
    return `(no ${log})`;
  }
}

export const nodeModule = (...path) => join(root, 'node_modules', ...path);

function outcome(child) {
  return new Promise((resolve) => {
    child.on('error', (error) => {
      console.error(String(error.message));
      resolve(127);
    });
    child.on('close', (code, signal) => resolve(code ?? signal));
  });
}
