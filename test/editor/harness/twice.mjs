// An editor that is driven by keys drops one now and then on a busy machine, and what it left open then spoils the
// tests after it. So the files in which a test failed are run once more, in a fresh editor and study; this second result
// counts, and both are shown.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from '../../../scripts/lib/run.mjs';

/**
 * `run({ totals, files })` starts an editor of its own, runs these files (without `files`: all) with their totals written
 * to `totals`, and resolves to nothing, or to what it died of. Leaves the sum where `npm test` looks for it and resolves
 * to the exit code.
 */
export async function runTwice(name, run) {
  const target = process.env['QUALDOWN_TEST_TOTALS'] ?? join(root, 'out', 'totals', `${name}.json`);
  rmSync(target, { force: true });
  const first = await once(run, `${target}.first`);
  let all = first;
  const again = first.counted ? failedFiles(first.counted) : [];
  if (again.length > 0) {
    console.log(`Once more, in a fresh editor and study:\n  ${again.join('\n  ')}`);
    const second = await once(run, `${target}.second`, again);
    if (second.counted)
      all = { counted: merged(first.counted, second.counted, again), problem: second.problem };
  }
  if (!all.counted) console.error(all.problem ?? 'The editor ended without a result.');
  else writeFileSync(target, JSON.stringify(all.counted));
  // A run that died after some results is no passed run.
  if (all.counted?.failed === 0 && all.problem) console.error(all.problem);
  return all.counted && all.counted.failed === 0 && !all.problem ? 0 : 1;
}

async function once(run, totals, files) {
  mkdirSync(dirname(totals), { recursive: true });
  rmSync(totals, { force: true });
  const problem = await run({ totals, files });
  return { problem, counted: existsSync(totals) ? JSON.parse(readFileSync(totals, 'utf8')) : undefined };
}

const failedFiles = ({ files }) => Object.keys(files).filter((file) => files[file].failed > 0);

/** Of the files that were run again the second result counts; one that it lacks keeps the first. */
function merged(first, second, again) {
  const files = { ...first.files };
  for (const file of again) files[file] = second.files[file] ?? files[file];
  const sum = (key) => Object.values(files).reduce((total, each) => total + each[key], 0);
  return { passed: sum('passed'), failed: sum('failed'), skipped: sum('skipped'), files };
}
