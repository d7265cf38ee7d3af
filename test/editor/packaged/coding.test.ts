import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Workbench } from '../harness/workbench.js';
import { goTo, select, shownText, waitUntil } from './support.js';

const path = 'alder/coded-by-keys.md';
const text = '---\ndistrict: Alder\n---\n\n**P:** We never met. Nobody asked us.\n';
const line = 5;

describe('coding by keys in the newest editor', () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await Workbench.open({ settings: { 'qualdown.coder': 'eva' } });
    writeFileSync(join(workbench.study, path), text);
    await workbench.openFile(path);
    await workbench.page.locator('[id$="qualdown.coding"]').first().waitFor();
  });
  after(async () => {
    await workbench.close();
    // Other suites count the documents.
    rmSync(join(workbench.study, path), { force: true });
  });
  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await workbench.screenshot(`failed-${this.currentTest.title}`);
  });

  const shows = (passage: string): Promise<void> =>
    waitUntil(async () => (await shownText(workbench)).includes(passage));
  const press = (key: string): Promise<void> => workbench.page.keyboard.press(key);
  const focused = (): Promise<void> =>
    workbench.page.locator('.monaco-editor.focused .view-lines').first().waitFor();

  it('codes what is selected: a key, a few letters of the code, Enter', async () => {
    await goTo(workbench, line, 11);
    await select(workbench, 'never met'.length - 1);
    await workbench.ask('Alt+Q');
    // As fast as anybody types; what counts is what was typed, not what the list showed by then.
    await workbench.page.keyboard.type('buff');
    await press('Enter');
    await shows('We [never met]{.buffering coder=eva}. Nobody');
  });

  it('codes the next sentence with the same code by one key', async () => {
    await focused();
    await goTo(workbench, line, 60);
    await press('Shift+Alt+Q');
    await shows('[Nobody asked us.]{.buffering coder=eva}');
  });

  it('removes a code at the cursor by one key; undo brings it back', async () => {
    await focused();
    await goTo(workbench, line, 15);
    await press('Alt+X');
    await shows('We never met. [Nobody');
    await focused();
    await press('Control+Z');
    await shows('We [never met]{.buffering coder=eva}. [Nobody');
  });

  it('finds codes by id and by what they are for, and ranks names first', async () => {
    await focused();
    await goTo(workbench, line, 15);
    await workbench.ask('Alt+Q');
    const rows = workbench.page.locator('.quick-input-list .monaco-list-row');
    const first = async (typed: string): Promise<string> => {
      await workbench.input().fill(typed);
      return (await rows.first().innerText()).replaceAll('\u00a0', ' ').trim();
    };
    // The list follows the letters a moment later.
    const ranksFirst = (typed: string, code: RegExp): Promise<void> =>
      waitUntil(async () => code.test(await first(typed)));
    await ranksFirst('logic-of-c', /^Logic of confidence/);
    await ranksFirst('scrutiny interference', /^Buffering/);
    await ranksFirst('loc', /^Logic of confidence/);
    await ranksFirst('no such code', /^Create code “no such code”/);
    await press('Escape');
  });

  it('puts several codes on at once, ticked in the list', async () => {
    await focused();
    await goTo(workbench, line, 8);
    await select(workbench, 'We'.length - 1);
    await workbench.ask('Alt+Q');
    const widget = workbench.page.locator('.quick-input-widget:visible');
    await workbench.page.keyboard.type('trait');
    await widget.locator('.monaco-list-row.focused', { hasText: 'Trait theories' }).waitFor();
    await widget.getByRole('button', { name: 'Apply several codes' }).click();
    await widget.getByText('1 Selected').waitFor();
    await workbench.page.keyboard.type('parochialism');
    await widget.locator('.monaco-list-row', { hasText: 'Parochialism' }).first().waitFor();
    await press('ArrowDown');
    await press('Space');
    await widget.getByText('2 Selected').waitFor();
    await press('Enter');
    await shows('[We]{.trait-theories .parochialism coder=eva} [never met]');
  });
});
