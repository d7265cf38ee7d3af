import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sample } from '../../../scripts/lib/study.mjs';
import { Workbench } from '../harness/workbench.js';
import { goTo, row, select, shownText, view, waitUntil, webPage } from './support.js';

const document = 'tilden/tt1-wave1.md';

describe('a study in the newest editor', () => {
  let workbench: Workbench;
  before(async () => {
    // Suites before this one may have said who codes.
    workbench = await Workbench.open({ settings: { 'qualdown.coder': '' } });
    await workbench.runCommand('View: Show Qualdown');
    await workbench.page.locator('[id$="qualdown.study"]', { hasText: 'passages' }).waitFor();
  });
  after(() => workbench.close());
  /** A test that is tried again finds the documents as at first. */
  beforeEach(async () => {
    const original = (path: string): string => readFileSync(join(sample, path), 'utf8');
    const changed = ['tilden/tt1-wave1.md', 'alder/ab1-wave1.md'].filter(
      (path) => onDisk(path) !== original(path),
    );
    if (changed.length === 0) return;
    await workbench.runCommand('View: Close All Editors');
    for (const path of changed) writeFileSync(join(workbench.study, path), original(path));
  });
  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await workbench.screenshot(`failed-${this.currentTest.title}`);
  });

  const onDisk = (file: string): string => readFileSync(join(workbench.study, file), 'utf8');
  /** The browser's editor saves by itself, after a while, so that there is nothing to revert to: undone key by key. */
  async function undoTo(before: string): Promise<void> {
    await waitUntil(() => onDisk(document) !== before);
    await workbench.page.locator('.monaco-editor.focused .view-lines').first().waitFor();
    for (let steps = 0; steps < 30 && onDisk(document) !== before; steps++) {
      await workbench.page.keyboard.press('Control+Z');
      await workbench.page.keyboard.press('Control+S');
      await workbench.page.waitForTimeout(500);
    }
    assert.equal(onDisk(document), before);
  }

  it('has its codes with counts, and the documents by district', async () => {
    await row(workbench, 'Codes', /Buffering\s*\d+/).waitFor();
    await row(workbench, 'Documents', /Alder\s*8 documents/).waitFor();
  });

  it('lists the passages of a code on a click, and opens one in its place', async () => {
    await row(workbench, 'Codes', 'Buffering').click();
    const passages = view(workbench, 'Passages');
    await passages.locator('.pane-header', { hasText: /Buffering · \d+ passages/ }).waitFor();
    await row(workbench, 'Passages', 'parents want to see a face').click();
    await workbench.page.locator('.tab.active', { hasText: 'ap1-wave1.md' }).waitFor();
    await workbench.page.locator('.editor-group-container.active .selected-text').first().waitFor();
    assert.match(await shownText(workbench), /parents want to see a face/);
  });

  it('paints passages in the colours of their codes, and not when that is turned off', async () => {
    await workbench.openFile('alder/ap1-wave1.md');
    const painted = workbench.page
      .locator('.view-line span')
      .filter({ hasText: 'parents want to see a face' });
    const underline = (): Promise<string> =>
      painted.last().evaluate((span) => getComputedStyle(span).backgroundImage);
    await waitUntil(async () => (await underline()).includes('linear-gradient'));
    await workbench.runCommand('Qualdown: Show or hide highlights');
    await waitUntil(async () => (await underline()) === 'none');
    await workbench.runCommand('Qualdown: Show or hide highlights');
    await waitUntil(async () => (await underline()).includes('linear-gradient'));
  });

  it('applies a code to the selection, signed as asked once; one undo takes it back', async () => {
    await workbench.openFile(document);
    const before = onDisk(document);
    const line = before.split('\n').findIndex((text) => text.startsWith('**TT1:** Sixteen years')) + 1;
    await goTo(workbench, line, 10);
    await select(workbench, 'Sixteen years'.length);
    await workbench.ask('Alt+Q');
    await workbench.choose('Stability');
    await workbench.page.getByText('Sign codings as…?').waitFor();
    await workbench.choose('Sign as “eva”', 'eva');
    await waitUntil(() => onDisk(document).includes('[Sixteen years]{.stability coder=eva}.'));
    // The keys go to the editor once the picker has given the focus back.
    await workbench.page.locator('.monaco-editor.focused .view-lines').first().waitFor();
    await workbench.page.keyboard.press('Control+Z');
    await waitUntil(() => onDisk(document) === before);

    await goTo(workbench, line, 10);
    await select(workbench, 'Sixteen years'.length);
    await workbench.runCommand('Qualdown: Code selection');
    await workbench.choose('Stability');
    await waitUntil(() => onDisk(document).includes('[Sixteen years]{.stability coder=eva}.'));
    await undoTo(before);
  });

  it('offers codes while a mark is typed, and underlines one that there is not', async () => {
    await workbench.openFile(document);
    const before = onDisk(document);
    await goTo(workbench, 16, 1);
    await workbench.page.keyboard.press('End');
    await workbench.page.keyboard.type(' [yes]{.', { delay: 50 });
    await workbench.page
      .locator('.suggest-widget.visible .monaco-list-row', { hasText: 'buffering' })
      .waitFor();
    await workbench.page.keyboard.press('Escape');
    await workbench.page.keyboard.type('bufering} ', { delay: 30 });
    await workbench.page.locator('.editor-group-container.active .cdr[class*="squiggly"]').first().waitFor();
    await undoTo(before);
  });

  it('says how far a document is coded, and lets that be set', async () => {
    const path = 'alder/ab1-wave1.md';
    await workbench.openFile(path);
    const before = onDisk(path);
    const status = workbench.page.locator('[id$="qualdown.coding"]');
    await status.filter({ hasText: 'done' }).click();
    await workbench.choose('partly coded');
    await status.filter({ hasText: 'partly coded' }).waitFor();
    await waitUntil(() => onDisk(path) === before.replace('coding: done', 'coding: partial'));
    await row(workbench, 'Documents', 'ab1-wave1').hover();
    await row(workbench, 'Documents', 'ab1-wave1').locator('.action-label.codicon-check').click();
    await status.filter({ hasText: 'done' }).waitFor();
    await waitUntil(() => onDisk(path) === before);
  });

  it('compares its districts, and opens the passages of a figure', async () => {
    await workbench.runCommand('Qualdown: Compare districts');
    const page = webPage(workbench);
    const buffering = page.getByRole('rowheader', { name: 'Buffering', exact: true });
    await buffering.waitFor();
    const tableRow = page.locator('tr').filter({ has: buffering });
    assert.match(await tableRow.locator('td[data-column]').first().innerText(), /^\d\/8/);
    await tableRow.locator('td[data-column]').first().click();
    await page.locator('.passage').first().waitFor();
    await page.getByRole('button', { name: 'List them in the Passages view' }).click();
    await view(workbench, 'Passages').locator('.pane-header', { hasText: 'Buffering' }).waitFor();
    const shown = view(workbench, 'Passages').locator('.monaco-list-row[aria-level="1"]');
    const cases = shown.filter({ hasNotText: 'without' });
    await waitUntil(async () => (await cases.count()) === 1);
    assert.match(await cases.innerText(), /^Alder/);
  });
});
