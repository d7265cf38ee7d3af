// The suites of test/editor/packaged in the newest VS Code, with the packaged extension installed, through keys and
// clicks. `npm test -- --only newest` does everything; QUALDOWN_VSIX names a package that is already made.
// Arguments name other suites to run in the same way (`npm run screenshots`); `--grep WORD` takes some of their tests.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureEditor } from '../../scripts/lib/editors.mjs';
import { nodeModule, root, show, tail } from '../../scripts/lib/run.mjs';
import { quietSettings, serveEditor } from '../../scripts/lib/serve.mjs';
import { copySample } from '../../scripts/lib/study.mjs';
import { ensureSystem, forPages } from '../../scripts/lib/system.mjs';
import { runTwice } from './harness/twice.mjs';

const suites = join(root, 'test', 'editor', 'packaged');
const { positionals: named, values } = parseArgs({
  allowPositionals: true,
  options: { grep: { type: 'string', default: process.env['QUALDOWN_TEST_GREP'] } },
});
const log = join(root, 'out', 'logs', 'editor-newest.log');

const vsix = process.env['QUALDOWN_VSIX'] ?? (await makePackage());
await ensureSystem(forPages);
const editor = await ensureEditor('newest');
console.log(`Editor: ${editor.title}, in Chromium, with the packaged extension.`);
const code = await runTwice('newest', run);
if (code !== 0) console.error(`The editor's log, ${log}, ends with:\n${tail(log, 15)}`);
process.exit(code);

async function run({ totals, files = suiteFiles() }) {
  const study = copySample();
  const server = await serveEditor(editor, { folder: study.folder, vsix, settings: quietSettings, log });
  const env = {
    ...process.env,
    QUALDOWN_TEST_TOTALS: totals,
    QUALDOWN_EDITOR_URL: server.url,
    QUALDOWN_EDITOR_DATA: server.data,
    QUALDOWN_STUDY: study.folder,
  };
  const code = await runSuites(files, env);
  await server.stop();
  study.remove();
  return existsSync(totals) ? undefined : `The suites ended (${code}) without a result.`;
}

async function makePackage() {
  if ((await show(process.execPath, ['scripts/package.mjs'])) !== 0) process.exit(1);
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  return join(root, `qualdown-${version}.vsix`);
}

function runSuites(files, env) {
  const mocha = [nodeModule('mocha', 'bin', 'mocha.js'), '--reporter', join(root, 'test', 'reporter.cjs')];
  const options = [
    '--timeout',
    '180000',
    '--retries',
    '1',
    '--slow',
    '20000',
    '--fail-zero',
    '--no-config',
    '--exit',
  ];
  if (values.grep) options.push('--grep', values.grep);
  return show(process.execPath, ['--import', 'tsx', ...mocha, ...options, ...files], {
    env,
    timeout: 20 * 60_000,
  });
}

function suiteFiles() {
  if (named.length > 0) return named;
  return readdirSync(suites)
    .filter((file) => /\.test\.(ts|mts|mjs)$/.test(file))
    .map((file) => join(suites, file));
}
