// Times of programs and functions; two sides are measured in turn, so that both meet the same machine.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

export function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/**
 * Runs each measurement once unnoticed, then `runs` times in turn; gives the medians of the figures each yields.
 * @param measurements functions that give an object of numbers
 */
export async function alternate(runs, ...measurements) {
  const figures = measurements.map(() => []);
  for (let at = -1; at < runs; at++) {
    for (const [index, measure] of measurements.entries()) {
      const figure = await measure();
      if (at >= 0) figures[index].push(figure);
    }
  }
  return figures.map((each) =>
    Object.fromEntries(Object.keys(each[0]).map((key) => [key, median(each.map((figure) => figure[key]))])),
  );
}

/**
 * Time of a shell's pipeline in seconds: `wall`, and `cpu` of all its processes, which other programs disturb less.
 * `args` are its $1, $2…; a pipeline that fails rejects.
 */
export async function timeOf(pipeline, ...args) {
  const script = `set -o pipefail; TIMEFORMAT='%3R %3U %3S'; time { ${pipeline}; }`;
  const { stderr } = await run('bash', ['-c', script, 'bash', ...args], { maxBuffer: 1 << 24 });
  const [wall, user, system] = stderr.trim().split('\n').at(-1).split(' ').map(Number);
  if (Number.isNaN(wall) || Number.isNaN(system)) throw new Error(`No time was told: ${stderr}`);
  return { wall, cpu: user + system };
}

/** Whether a program is there to be measured against. */
export async function hasProgram(name) {
  return run(name, ['--version']).then(
    () => true,
    (error) => error.code !== 'ENOENT',
  );
}

export const seconds = (value) =>
  value < 0.1 ? `${(value * 1000).toFixed(value < 0.01 ? 2 : 1)} ms` : `${value.toFixed(2)} s`;
export const megabytes = (bytes) => `${(bytes / 1e6).toFixed(1)} MB`;
