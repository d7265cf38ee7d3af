import assert from 'node:assert/strict';
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
import { row, view, waitUntil } from './support.js';

describe('a folder of Markdown without a study in the newest editor', () => {
  let workbench: Workbench;
  let folder = '';
  beforeEach(async () => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'qualdown-outside-')));
    mkdirSync(join(folder, 'interviews'));
    writeFileSync(
      join(folder, 'interviews', 'one.md'),
      '---\ndistrict: Alder\n---\n\n**P1:** We [never]{.x} met.\n',
    );
    writeFileSync(join(folder, 'notes.md'), 'Notes.\n');
    workbench = await Workbench.open({ folder });
  });
  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await workbench.screenshot(`failed-${this.currentTest.title}`);
    await workbench.close();
    // The editor that was just closed may still write into the folder.
    rmSync(folder, { recursive: true, force: true, maxRetries: 50, retryDelay: 200 });
  });

  it('does not wake the extension', async () => {
    await workbench.openFile('interviews/one.md');
    // Something else that Markdown wakes: by then ours would be awake as well.
    await workbench.runCommand('Developer: Show Running Extensions');
    const running = workbench.page.locator('.runtime-extensions-editor .monaco-list-row');
    await running.filter({ hasText: 'Markdown Language Features' }).waitFor();
    await workbench.page.waitForTimeout(3000);
    assert.equal(await running.filter({ hasText: /qualdown/i }).count(), 0);
  });

  it('is made a study on request, and nothing that is there is overwritten', async () => {
    await workbench.runCommand('Qualdown: Create a codebook');
    await workbench.page.locator('.tab.active', { hasText: 'codebook.yaml' }).waitFor();
    const codebook = readFileSync(join(folder, 'codebook.yaml'), 'utf8');
    assert.match(codebook, /^codes:$/m);
    await workbench.runCommand('View: Show Qualdown');
    await row(workbench, 'Codes', 'Buffering').waitFor();
    await row(workbench, 'Codes', /^x.*not in the codebook/s).waitFor();
    await row(workbench, 'Documents', /Alder\s*1 document/).waitFor();

    writeFileSync(join(folder, 'codebook.yaml'), 'codes: { mine: {} }\n');
    await workbench.runCommand('Qualdown: Create a codebook');
    await row(workbench, 'Codes', 'mine').waitFor();
    assert.equal(readFileSync(join(folder, 'codebook.yaml'), 'utf8'), 'codes: { mine: {} }\n');
  });

  it('has views that say how to begin; the sample is copied to where one likes, and opened', async () => {
    await workbench.runCommand('View: Show Qualdown');
    const welcome = view(workbench, 'Codes').locator('.welcome-view');
    await welcome.getByRole('button', { name: 'Create a Codebook' }).waitFor();
    await welcome.getByRole('button', { name: 'Open the Sample Study' }).click();
    const opened = workbench.page.context().waitForEvent('page');
    await workbench.page.locator('.quick-input-widget:visible', { hasText: 'Where shall' }).waitFor();
    await workbench.answer(`${folder}/`);
    await waitUntil(() => existsSync(join(folder, 'districts', 'codebook.yaml')));
    const page = await opened;
    await page.locator('.pane', { hasText: 'Codes' }).getByText('Loose coupling').waitFor();
    await page.locator('.tab.active', { hasText: 'ap1-wave1.md' }).waitFor();
  });
});
