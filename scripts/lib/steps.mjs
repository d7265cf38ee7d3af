// The steps of a test run: each ends in {passed, failed, skipped}, and what crashes or runs nothing has failed.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { nodeModule, root, show } from './run.mjs';

const longest = 30 * 60_000;

/** Runs a step under its own heading; nothing that it does ends the run. */
export async function attempt(name, run) {
  console.log(`\n── ${name} ──`);
  const started = Date.now();
  let result;
  try {
    result = await run();
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    result = { passed: 0, failed: 1, skipped: 0 };
  }
  return { name, ...result, took: Math.round((Date.now() - started) / 1000) };
}

/** A check without tests of its own counts as one. */
export async function nodeStep(args) {
  const code = await show(process.execPath, args, { timeout: longest });
  return code === 0 ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0 };
}

/** The suites of one folder, run from their sources by mocha. */
export function mochaStep(folder, { timeout, grep }) {
  const reporter = join(root, 'test', 'reporter.cjs');
  const options = ['--no-config', '--exit', '--forbid-only', '--fail-zero', '--reporter', reporter];
  options.push('--timeout', String(timeout), ...(grep ? ['--grep', grep] : []));
  const mocha = nodeModule('mocha', 'bin', 'mocha.js');
  const seed = pathToFileURL(join(root, 'test', 'seed.mjs')).href;
  return suiteStep(folder, [
    '--import',
    'tsx',
    '--import',
    seed,
    mocha,
    ...options,
    `test/${folder}/**/*.test.ts`,
  ]);
}

/** A program that runs suites and leaves their totals where it is told. */
export async function suiteStep(name, args) {
  const totals = join(root, 'out', 'totals', `${name}.json`);
  mkdirSync(join(totals, '..'), { recursive: true });
  rmSync(totals, { force: true });
  const env = { ...process.env, QUALDOWN_TEST_TOTALS: totals };
  const code = await show(process.execPath, args, { env, timeout: longest });
  const counted = existsSync(totals) ? JSON.parse(readFileSync(totals, 'utf8')) : undefined;
  if (!counted) return failure(`${name} ended (${code}) without a result.`);
  if (counted.passed + counted.failed === 0) return failure(`${name} ran no test.`, counted);
  if (code !== 0 && counted.failed === 0)
    return failure(`${name} ended with ${code} though no test failed.`, counted);
  return counted;
}

function failure(message, { passed, skipped } = { passed: 0, skipped: 0 }) {
  console.error(message);
  return { passed, failed: 1, skipped };
}
