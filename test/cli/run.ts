import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { text } from 'node:stream/consumers';

/** What ships: `npm test` bundles it first. */
export const CLI = fileURLToPath(new URL('../../dist/cli.cjs', import.meta.url));
export const SAMPLE = fileURLToPath(new URL('../../samples/districts', import.meta.url));

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Surroundings {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

export function start(args: readonly string[], { cwd, env }: Surroundings = {}) {
  // Nothing of the surroundings of the test run may decide how the output looks.
  const { PATH = '', SystemRoot = '' } = process.env;
  return spawn(process.execPath, [CLI, ...args], { cwd, env: { PATH, SystemRoot, ...env }, stdio: 'pipe' });
}

/** Runs the command line as a process, in a pipe. */
export async function run(args: readonly string[], surroundings?: Surroundings): Promise<Outcome> {
  const child = start(args, surroundings);
  child.stdin.end();
  const [stdout, stderr, code] = await Promise.all([text(child.stdout), text(child.stderr), exitOf(child)]);
  return { code, stdout, stderr };
}

export async function exitOf(child: ChildProcess): Promise<number | null> {
  const [code] = (await once(child, 'close')) as [number | null];
  return code;
}

/** The JSON of a command that goes well. */
export async function runJson<T>(args: readonly string[], surroundings?: Surroundings): Promise<T> {
  const { code, stdout, stderr } = await run([...args, '--json'], surroundings);
  if (code !== 0) throw new Error(`exit ${String(code)}: ${stderr}`);
  return JSON.parse(stdout) as T;
}
