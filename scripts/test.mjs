// `npm test`: sets everything up, checks, runs every suite in turn, and closes with the sum.
//   npm test -- --only core,cli   some steps        npm test -- --fast   all but the editors and web pages
//   npm test -- --grep pattern    some tests of the suites
import { parseArgs } from 'node:util';
import { ensureDependencies } from './lib/dependencies.mjs';
import { attempt, mochaStep, nodeStep, suiteStep } from './lib/steps.mjs';
import { nodeModule } from './lib/run.mjs';
import { ensureSystem, forPages } from './lib/system.mjs';

const { values: options } = parseArgs({
  options: { only: { type: 'string' }, fast: { type: 'boolean' }, grep: { type: 'string' } },
});
const seconds = 1000;
const grep = options.grep;
// The editors' suites take it from the environment.
if (grep) process.env['QUALDOWN_TEST_GREP'] = grep;

/** `slow` ones are left out by --fast; `built` ones test what esbuild has made. */
const steps = [
  { name: 'eslint', run: () => nodeStep([nodeModule('eslint', 'bin', 'eslint.js'), '.']) },
  { name: 'prettier', run: () => nodeStep([nodeModule('prettier', 'bin', 'prettier.cjs'), '--check', '.']) },
  { name: 'types', run: () => nodeStep([nodeModule('typescript', 'bin', 'tsc'), '-b']) },
  { name: 'core', run: () => mochaStep('core', { grep, timeout: 60 * seconds }) },
  { name: 'grammar', run: () => mochaStep('grammar', { grep, timeout: 60 * seconds }) },
  { name: 'lsp', built: true, run: () => mochaStep('lsp', { grep, timeout: 60 * seconds }) },
  { name: 'cli', built: true, run: () => mochaStep('cli', { grep, timeout: 120 * seconds }) },
  { name: 'webview', built: true, slow: true, run: webview },
  { name: 'oldest', built: true, slow: true, run: () => suiteStep('oldest', ['test/editor/oldest.mjs']) },
  { name: 'newest', slow: true, run: () => suiteStep('newest', ['test/editor/newest.mjs']) },
];

const chosen = choose();
const results = [await attempt('npm ci', setUp)];
if (chosen.some((step) => step.built)) results.push(await attempt('build', () => nodeStep(['esbuild.mjs'])));
for (const step of chosen) results.push(await attempt(step.name, step.run));
report(results.filter((result) => result !== undefined));

function choose() {
  const names = options.only?.split(',');
  const unknown = names?.filter((name) => !steps.some((step) => step.name === name)) ?? [];
  if (unknown.length > 0) {
    console.error(
      `No such step: ${unknown.join(', ')}. There are ${steps.map((step) => step.name).join(', ')}.`,
    );
    process.exit(1);
  }
  const wanted = names ? steps.filter((step) => names.includes(step.name)) : steps;
  const here = wanted.filter((step) => step.name !== 'newest' || process.platform === 'linux');
  if (here.length < wanted.length)
    console.log('The newest editor is served on Linux; its suite is left out here.');
  return options.fast ? here.filter((step) => !step.slow) : here;
}

/** Counts only when it fails: there is no test in it. */
async function setUp() {
  await ensureDependencies();
  return { passed: 0, failed: 0, skipped: 0 };
}

async function webview() {
  await ensureSystem(forPages);
  return mochaStep('webview', { grep, timeout: 120 * seconds });
}

function report(results) {
  const width = Math.max(...results.map(({ name }) => name.length));
  console.log('\n── all ──');
  for (const { name, passed, failed, skipped, took } of results) {
    const rest = skipped > 0 ? `, ${skipped} skipped` : '';
    console.log(`${name.padEnd(width)}  ${passed} passed, ${failed} failed${rest} (${took} s)`);
  }
  const sum = (key) => results.reduce((total, result) => total + result[key], 0);
  const skipped = sum('skipped') > 0 ? `, ${sum('skipped')} skipped` : '';
  const failed = sum('failed');
  // Set here, not by process.exit, so that the last line is written even into a full pipe.
  process.exitCode = failed > 0 || sum('passed') === 0 ? 1 : 0;
  console.log(`\n${sum('passed')} passed, ${failed} failed${skipped}`);
}
