// Runs the suites in the browser editor: the workbench takes the extension and its tests from the address, and
// calls codeAutomationExit and codeAutomationLog of the page with the outcome and with console output.
import { appendFileSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'node:util';
import { launchChromium } from '../../../scripts/lib/chromium.mjs';
import { ensureEditor } from '../../../scripts/lib/editors.mjs';
import { root, tail } from '../../../scripts/lib/run.mjs';
import { quietTestSettings, serveEditor } from '../../../scripts/lib/serve.mjs';
import { ensureSystem, forPages } from '../../../scripts/lib/system.mjs';

const log = join(root, 'out', 'logs', 'editor-oldest.log');
const output = join(root, 'out', 'logs', 'editor-oldest.out');
/** Minutes. */
const patience = 5;

/** Resolves to nothing when the suite has run to its end (its totals tell how), else to what went wrong. */
export async function runInBrowser({ folder, tests, env }) {
  await ensureSystem(forPages);
  const editor = await ensureEditor('oldest');
  console.log(`Editor: ${editor.title}, in Chromium, with the extension from its sources.`);
  for (const file of [log, output]) rmSync(file, { force: true });
  const server = await serveEditor(editor, {
    settings: quietTestSettings,
    env: { ...env, QUALDOWN_TEST_OUTPUT: output },
    log,
  });
  const browser = await launchChromium();
  const silence = watchSilence();
  const follower = follow(output, silence.heard);
  try {
    const problem = await Promise.race([
      open(browser, address(server, folder, tests)),
      server.ended,
      silence.broken,
    ]);
    follower.look();
    if (problem) console.error(`${problem}\n${tail(log)}`);
    return problem;
  } finally {
    follower.stop();
    silence.stop();
    await browser.close();
    await server.stop();
  }
}

function address(server, folder, tests) {
  const remote = (path) => `vscode-remote://${server.authority}${path}`;
  const payload = [
    ['extensionDevelopmentPath', remote(root)],
    ['extensionTestsPath', remote(tests)],
  ];
  return `${server.url}?${new URLSearchParams({ folder, payload: JSON.stringify(payload) })}`;
}

/** Opens the editor; resolves when its tests have ended, or with what the page or the browser died of. */
async function open(browser, url) {
  const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
  const end = new Promise((resolve, reject) => {
    page.on('crash', () => resolve('The page of the editor crashed.'));
    browser.on('disconnected', () => resolve('The browser ended.'));
    page.exposeFunction('codeAutomationExit', () => resolve(undefined)).catch(reject);
  });
  await page.exposeFunction('codeAutomationLog', (type, values) => {
    appendFileSync(log, `[${type}] ${format(...values)}\n`);
  });
  try {
    await page.goto(url, { timeout: 120_000 });
  } catch (error) {
    return String(error);
  }
  return end;
}

/** An editor that hangs says nothing: `broken` resolves when nothing was heard for too long. */
function watchSilence() {
  let timer;
  let giveUp;
  const broken = new Promise((resolve) => (giveUp = resolve));
  const heard = () => {
    clearTimeout(timer);
    timer = setTimeout(
      () => giveUp(`Nothing was heard from the tests for ${patience} minutes.`),
      patience * 60_000,
    );
  };
  heard();
  return { broken, heard, stop: () => clearTimeout(timer) };
}

/** Shows what the reporter writes as it writes it. */
function follow(file, heard) {
  let shown = 0;
  const look = () => {
    const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
    if (text.length === shown) return;
    process.stdout.write(text.slice(shown));
    shown = text.length;
    heard();
  };
  const timer = setInterval(look, 250);
  return { look, stop: () => clearInterval(timer) };
}
