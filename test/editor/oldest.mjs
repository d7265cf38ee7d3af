// The suites of test/editor/suite in the oldest VS Code that the extension allows, through VS Code's own API.
// `npm run build` first; `npm test -- --only oldest` does everything.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from '../../scripts/lib/run.mjs';
import { copySample } from '../../scripts/lib/study.mjs';
import { bundleSuites } from './harness/bundle.mjs';
import { runInBrowser } from './harness/in-browser.mjs';
import { desktopEditor, runInDesktop } from './harness/in-desktop.mjs';

const totals = process.env['QUALDOWN_TEST_TOTALS'] ?? join(root, 'out', 'totals', 'oldest.json');
mkdirSync(dirname(totals), { recursive: true });
rmSync(totals, { force: true });

await bundleSuites();
const study = copySample();
const tests = join(root, 'test', 'editor', 'harness', 'index.cjs');
const task = { folder: study.folder, tests, totals };
const desktop = desktopEditor();
const problem = desktop ? await runInDesktop(desktop, task) : await runInBrowser(task);
study.remove();

const counted = existsSync(totals) ? JSON.parse(readFileSync(totals, 'utf8')) : undefined;
if (!counted) console.error(problem ?? 'The editor ended without a result.');
// A run that died after some results is no passed run.
if (counted && problem && counted.failed === 0) console.error(problem);
process.exit(counted && counted.failed === 0 && !problem ? 0 : 1);
