import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Workbench } from '../harness/workbench.js';
import { chooseFolder, row, view, waitUntil, webPage } from './support.js';

/** The language servers that run out of the package under test, by number of process. */
function ownServers(): string[] {
  const all = execFileSync('ps', ['-A', '-o', 'pid=,args='], { encoding: 'utf8', maxBuffer: 1e8 }).split(
    '\n',
  );
  const data = process.env['QUALDOWN_EDITOR_DATA']!;
  const own = all.filter((line) => line.includes(data) && /qualdown[^ ]*dist.server\.cjs/.test(line));
  return own.map((line) => line.trim().split(/\s/)[0]!);
}

describe('a folder of Markdown without a study in the newest editor', () => {
  let workbench: Workbench;
  let folder = '';
  /** Of windows that were closed before: the editor keeps them a while, for the case that one comes back. */
  let others: string[];
  const servers = (): string[] => ownServers().filter((pid) => !others.includes(pid));
  beforeEach(async () => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'qualdown-outside-')));
    mkdirSync(join(folder, 'interviews'));
    writeFileSync(
      join(folder, 'interviews', 'one.md'),
      '---\ndistrict: Alder\n---\n\n**P1:** We [never]{.x} met.\n',
    );
    writeFileSync(join(folder, 'notes.md'), 'Notes.\n');
    others = ownServers();
    workbench = await Workbench.open({ folder });
  });
  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await workbench.screenshot(`failed-${this.currentTest.title}`);
    await workbench.close();
    // The editor that was just closed may still write into the folder.
    rmSync(folder, { recursive: true, force: true, maxRetries: 50, retryDelay: 200 });
  });

  it('has no server running and nothing painted, even where the Markdown preview has woken the extension', async () => {
    await workbench.openFile('interviews/one.md');
    await workbench.runCommand('Markdown: Open Preview to the Side');
    // VS Code wakes all that have a plug-in for its Markdown before it shows any, in the text or in the preview.
    await webPage(workbench).getByText('[never]{.x}').waitFor();
    await workbench.page.waitForTimeout(3000);
    assert.deepEqual(servers(), []);
    const text = workbench.page.locator('.monaco-editor .view-line span').filter({ hasText: 'never' });
    assert.equal(await text.last().evaluate((span) => getComputedStyle(span).backgroundImage), 'none');
    assert.equal(await workbench.page.locator('[id*="qualdown."].statusbar-item').count(), 0);
  });

  it('is made a study on request', async () => {
    await workbench.runCommand('Qualdown: Create a codebook');
    await workbench.page.locator('.tab.active', { hasText: 'codebook.yaml' }).waitFor();
    const codebook = readFileSync(join(folder, 'codebook.yaml'), 'utf8');
    assert.match(codebook, /^codes:$/m);
    await workbench.runCommand('View: Show Qualdown');
    await row(workbench, 'Codes', 'Buffering').waitFor();
    await row(workbench, 'Codes', /^x.*not in the codebook/s).waitFor();
    await row(workbench, 'Documents', /Alder\s*1 document/).waitFor();
    assert.equal(servers().length, 1);
  });

  it('has a codebook opened that is there already, and not overwritten', async () => {
    writeFileSync(join(folder, 'codebook.yaml'), 'codes: { mine: {} }\n');
    await workbench.runCommand('Qualdown: Create a codebook');
    await workbench.page.locator('.tab.active', { hasText: 'codebook.yaml' }).waitFor();
    await workbench.runCommand('View: Show Qualdown');
    await row(workbench, 'Codes', 'mine').waitFor();
    assert.equal(readFileSync(join(folder, 'codebook.yaml'), 'utf8'), 'codes: { mine: {} }\n');
  });

  it('has views that say how to begin; the sample is copied to where one likes, and opened', async () => {
    await workbench.runCommand('View: Show Qualdown');
    const welcome = view(workbench, 'Codes').locator('.welcome-view');
    await welcome.getByRole('button', { name: 'Create a Codebook' }).waitFor();
    await welcome.getByRole('button', { name: 'Open the Sample Study' }).click();
    const opened = workbench.page.context().waitForEvent('page');
    await chooseFolder(workbench, folder, 'Where shall');
    await waitUntil(() => existsSync(join(folder, 'districts', 'codebook.yaml')));
    const page = await opened;
    await page
      .locator('.pane', { hasText: 'Codes' })
      .getByText('Loose coupling')
      .waitFor({ timeout: 90_000 });
    await page.locator('.tab.active', { hasText: 'ap1-wave1.md' }).waitFor();
  });
});
