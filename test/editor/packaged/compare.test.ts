import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { copySample } from '../../../scripts/lib/study.mjs';
import { Workbench } from '../harness/workbench.js';
import { chooseNewFile, row, waitUntil, webPage } from './support.js';

describe('the Compare view in the newest editor', () => {
  // A study of its own: comparisons are saved into it, and its documents change.
  const study = copySample();
  let workbench: Workbench;
  before(async () => {
    workbench = await Workbench.open({ folder: study.folder });
    await workbench.runCommand('View: Show Qualdown');
    await row(workbench, 'Codes', /Buffering\s*\d+/).waitFor();
    await workbench.runCommand('Qualdown: Compare districts');
    await cell('Buffering', 'Alder').waitFor();
  });
  after(async () => {
    await workbench.close();
    study.remove();
  });
  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await workbench.screenshot(`failed-${this.currentTest.title}`);
  });

  const page = () => webPage(workbench);
  const choose = (picker: string, value: string): Promise<unknown> =>
    page().getByRole('combobox', { name: picker, exact: true }).selectOption(value);
  const button = (name: string): Locator => page().getByRole('button', { name, exact: true });
  const said = (text: string | RegExp): Promise<void> =>
    page().locator('.status').filter({ hasText: text }).waitFor();
  /** The cell of a code under a head; the heads of the sample stand in alphabetical order. */
  const cell = (code: string, district: string): Locator =>
    page()
      .getByRole('row', { name: code })
      .first()
      .getByRole('gridcell')
      .nth(['Alder', 'District Two', 'Port Hallam', 'Tilden'].indexOf(district));
  const shows = (code: string, district: string, text: string | RegExp): Promise<void> =>
    cell(code, district).filter({ hasText: text }).waitFor();

  it('shows other figures, and opens what one rests on, at its place in the text', async () => {
    await shows('Buffering', 'Alder', '7/8');
    await choose('Figures', 'segments');
    await shows('Buffering', 'Alder', /^\s*11\s*$/);
    await choose('Figures', 'overview');
    await cell('Buffering', 'Alder').click();
    await page().getByRole('heading', { name: 'Buffering · Alder' }).waitFor();
    await page().locator('.passage', { hasText: 'parents want to see a face' }).click();
    await workbench.page.locator('.tab.active', { hasText: 'ap1-wave1.md' }).waitFor();
    await workbench.page.locator('.editor-group-container.active .selected-text').first().waitFor();
    await cell('Buffering', 'District Two').click();
    await page().getByText('Documents without: 4').waitFor();
  });

  it('follows coding, and loses neither place nor what is open', async () => {
    await cell('Buffering', 'Tilden').click();
    await page().getByRole('heading', { name: 'Buffering · Tilden' }).waitFor();
    const file = join(study.folder, 'tilden', 'tt1-wave1.md');
    const before = readFileSync(file, 'utf8');
    assert(before.includes('Sixteen years'));
    writeFileSync(file, before.replace('Sixteen years', '[Sixteen years]{.buffering}'));
    await shows('Buffering', 'Tilden', '2/7');
    await page().locator('.passage', { hasText: 'Sixteen years' }).waitFor();
    assert.equal(await cell('Buffering', 'Tilden').getAttribute('aria-selected'), 'true');
    writeFileSync(file, before);
    await shows('Buffering', 'Tilden', '1/7');
  });

  it('draws its charts', async () => {
    await button('Charts').click();
    const image = page().locator('aside img').first();
    await image.waitFor();
    await waitUntil(() => image.evaluate((img: HTMLImageElement) => img.complete && img.naturalWidth > 300));
    await button('Close').click();
  });

  it('is saved for the team by name, and opened again', async () => {
    await choose('Figures', 'words');
    await button('Save…').click();
    await workbench.input().waitFor();
    await workbench.answer('Words by district');
    await said('Saved as “Words by district”.');
    const file = join(study.folder, 'comparisons', 'words-by-district.yaml');
    await waitUntil(() => existsSync(file));
    assert.match(readFileSync(file, 'utf8'), /measure: words/);
    await choose('Figures', 'overview');
    await shows('Buffering', 'Alder', '7/8');
    await button('Open saved…').click();
    await workbench.choose('Words by district');
    await shows('Buffering', 'Alder', /^\s*324\s*$/);
  });

  it('goes into a file', async () => {
    const file = join(study.folder, 'table.csv');
    await button('Export…').click();
    await workbench.choose('CSV');
    // Several things may be ticked here; Enter takes them as they are.
    await workbench.page
      .locator('.quick-input-widget:visible', { hasText: 'What goes into the file' })
      .waitFor();
    await workbench.page.keyboard.press('Enter');
    await chooseNewFile(workbench, file);
    await said(/Exported to .*table\.csv/);
    const text = readFileSync(file, 'utf8');
    assert.match(text, /^\uFEFF?code,/i);
    assert.match(text, /Buffering|buffering/);
  });

  it('shows what it showed when its page is loaded anew', async () => {
    await choose('Figures', 'rate');
    await shows('Buffering', 'Alder', /^\s*1\.7\s*$/);
    await workbench.runCommand('Developer: Reload Webviews');
    await shows('Buffering', 'Alder', /^\s*1\.7\s*$/);
  });

  it('keeps a summary of a cell of the matrix', async () => {
    await choose('Analysis', 'matrix');
    const alder = page().getByRole('row', { name: 'Alder' }).first().getByRole('gridcell');
    await alder.first().click();
    await page().getByRole('textbox', { name: 'Summary', exact: true }).fill('They keep the weather off.');
    await button('Save summary').click();
    await said('The summary is saved.');
    await alder.first().filter({ hasText: 'They keep the weather off.' }).waitFor();
    const [kept] = readdirSync(join(study.folder, 'matrices'));
    assert.match(readFileSync(join(study.folder, 'matrices', kept!), 'utf8'), /They keep the weather off\./);
  });
});
