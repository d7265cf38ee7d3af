// The suites of test/editor/suite in the oldest VS Code that the extension allows, through VS Code's own API.
// `npm run build` first; `npm test -- --only oldest` does everything.
import { join } from 'node:path';
import { root } from '../../scripts/lib/run.mjs';
import { copySample } from '../../scripts/lib/study.mjs';
import { bundleSuites } from './harness/bundle.mjs';
import { runInBrowser } from './harness/in-browser.mjs';
import { desktopEditor, runInDesktop } from './harness/in-desktop.mjs';
import { runTwice } from './harness/twice.mjs';

await bundleSuites();
const desktop = desktopEditor();
process.exit(await runTwice('oldest', run));

async function run({ totals, files }) {
  const study = copySample();
  const tests = join(root, 'test', 'editor', 'harness', 'index.cjs');
  const env = { QUALDOWN_TEST_TOTALS: totals, ...(files && { QUALDOWN_TEST_FILES: JSON.stringify(files) }) };
  const task = { folder: study.folder, tests, env };
  const problem = desktop ? await runInDesktop(desktop, task) : await runInBrowser(task);
  study.remove();
  return problem;
}
