import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { Workbench } from '../harness/workbench.js';
import { chooseFile, goTo, row, view, waitUntil, webPage } from './support.js';

/** What a screen reader is told, and where keys lead. */
describe('keyboard and screen reader in the newest editor', () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await Workbench.open();
    await workbench.runCommand('View: Show Qualdown');
    await row(workbench, 'Codes', /Buffering\s*\d+/).waitFor();
  });
  after(() => workbench.close());
  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await workbench.screenshot(`failed-${this.currentTest.title}`);
  });

  const press = (key: string): Promise<void> => workbench.page.keyboard.press(key);
  const nameOf = async (of: Locator): Promise<string> => (await of.getAttribute('aria-label')) ?? '';

  it('says in words what swatches and icons of the views say', async () => {
    assert.match(
      await nameOf(row(workbench, 'Codes', 'Buffering')),
      /^Buffering, \d+ passages in \d+ documents/,
    );
    await row(workbench, 'Codes', 'Buffering').click();
    const passage = row(workbench, 'Passages', 'parents want to see a face');
    await passage.waitFor();
    assert.match(await nameOf(passage), /alder\/ap1-wave1\.md, .*Buffering/);
    assert.match(
      await nameOf(row(workbench, 'Documents', 'ab1-wave1')),
      /^ab1-wave1, done, \d+ counted words, /,
    );
    await view(workbench, 'Memos').locator('.pane-header').click();
    await row(workbench, 'Memos', 'What the second wave can show').waitFor();
    for (const title of ['Codes', 'Passages', 'Documents', 'Memos']) {
      const rows = view(workbench, title).locator('.monaco-list-row');
      for (const each of await rows.all()) assert.notEqual(await nameOf(each), '', `a row of ${title}`);
      assert.notEqual(await nameOf(view(workbench, title).getByRole('tree')), '', title);
    }
  });

  it('has a list of codes whose rows say name, place and meaning', async () => {
    await workbench.openFile('alder/ap1-wave1.md');
    await goTo(workbench, 18, 12);
    await workbench.page.locator('[id$="qualdown.coding"]').first().waitFor();
    await (await workbench.ask('Alt+Q')).fill('buff');
    const rows = workbench.page.locator('.quick-input-list .monaco-list-row');
    // The list follows the letters a moment later; what stands first then is what Enter takes.
    await waitUntil(async () => (await nameOf(rows.first())).startsWith('Buffering'));
    assert.match(await nameOf(rows.first()), /^Buffering.*Loose coupling.*Administrators keep scrutiny/s);
    await press('Escape');
    await workbench.answered();
  });

  it('has names for all that can be operated on its pages, and shows where the focus is', async () => {
    await workbench.runCommand('Qualdown: Compare districts');
    await webPage(workbench).getByRole('treegrid').waitFor();
    await isAccessible('compare');
    await workbench.runCommand('View: Close Editor');
    await workbench.runCommand('Qualdown: Edit attributes of documents');
    await webPage(workbench).getByRole('grid').waitFor();
    await isAccessible('grid');
    await workbench.runCommand('View: Close Editor');
    await workbench.runCommand('Qualdown: Import documents…');
    await chooseFile(workbench, join(workbench.study, 'to-import', 'dock-street-principal-wave2.docx'));
    await webPage(workbench).getByRole('button', { name: 'Import 1 document' }).waitFor();
    await isAccessible('import');
    await workbench.runCommand('View: Close Editor');
  });

  /** Every control has a name; Tab reaches them, and each that it reaches is seen to have the focus. */
  async function isAccessible(name: string): Promise<void> {
    const body = webPage(workbench).locator('body');
    const tree = await body.ariaSnapshot();
    const nameless = /^\s*- (button|combobox|textbox|checkbox|link|grid|table|region)(:|$| \[)/m;
    // A table is named by the heading above it.
    const lines = tree.split('\n').filter((line) => nameless.test(line) && !/- table/.test(line));
    assert.deepEqual(lines, [], name);
    assert.equal(await webPage(workbench).locator('html').getAttribute('lang'), 'en');
    await body.locator('button, input, select').first().focus();
    const reached = new Set<string>();
    for (let i = 0; i < 6; i++) {
      const at = await body.evaluate(() => {
        const { activeElement: active } = document;
        if (!active || active === document.body) return undefined;
        const { outlineStyle, outlineWidth } = getComputedStyle(active);
        const seen = outlineStyle !== 'none' && outlineWidth !== '0px';
        return { seen, what: active.outerHTML.slice(0, 160) };
      });
      if (at) {
        reached.add(at.what);
        assert(at.seen, `${name}: no outline around ${at.what}`);
      }
      await press('Tab');
    }
    assert(reached.size > 2, `${name}: Tab stays at ${[...reached].join()}`);
  }
});
