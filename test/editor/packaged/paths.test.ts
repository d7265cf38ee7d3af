import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { copySample } from '../../../scripts/lib/study.mjs';
import { Workbench } from '../harness/workbench.js';
import { chooseFile, goTo, row, shownText, view, waitUntil, webPage } from './support.js';

/** What is done every day, by keys and clicks, in one window and a study of its own. Coding itself: coding.test.ts. */
describe('the commonest paths in the newest editor', () => {
  const study = copySample();
  let workbench: Workbench;
  before(async () => {
    workbench = await Workbench.open({ folder: study.folder, settings: { 'qualdown.coder': 'eva' } });
    await workbench.runCommand('View: Show Qualdown');
    await row(workbench, 'Codes', /Buffering\s*\d+/).waitFor();
  });
  after(async () => {
    await workbench.close();
    study.remove();
  });
  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await workbench.screenshot(`failed-${this.currentTest.title}`);
  });

  const onDisk = (file: string): string => readFileSync(join(study.folder, file), 'utf8');
  const press = (key: string): Promise<void> => workbench.page.keyboard.press(key);
  const choice = (text: string | RegExp) =>
    workbench.page.locator('.quick-input-list .monaco-list-row').filter({ hasText: text }).first();
  const told = (text: string | RegExp) =>
    workbench.page.locator('.notification-list-item').filter({ hasText: text }).first();

  it('imports a Word transcript: the file, who is who, a pseudonym, and there it is, turn by turn', async () => {
    await workbench.runCommand('Qualdown: Import documents…');
    await chooseFile(workbench, join(study.folder, 'to-import', 'dock-street-principal-wave2.docx'));
    const form = webPage(workbench);
    await form.getByRole('heading', { name: 'Import 1 document' }).waitFor();
    await form.getByRole('combobox', { name: 'Called in the study: Rosa Delgado' }).fill('HP1');
    await form.getByRole('region').getByText('HP1:').first().waitFor();
    await form.getByRole('combobox', { name: 'Folder' }).fill('port-hallam');
    await press('Enter');
    const path = 'port-hallam/dock-street-principal-wave2.md';
    await workbench.page.locator('.tab.active', { hasText: 'dock-street-principal-wave2.md' }).waitFor();
    const text = onDisk(path);
    assert.match(text, /^\*\*HP1:\*\* .*Five\. But the fifth one had a person attached to it/m);
    assert.match(text, /^\*\*(INT|Interviewer):\*\* .*Last year you had three letters/m);
    assert.doesNotMatch(text, /Delgado:/);
    await workbench.page.locator('[id$="qualdown.study"]', { hasText: '27 documents' }).waitFor();
  });

  it('merges two codes of the Codes view: the files that change are listed first, and Undo brings all back', async () => {
    const files = ['codebook.yaml', 'alder/ap1-wave1.md'];
    const before = files.map(onDisk);
    assert.match(before[1]!, /\{\.volunteerism/);
    await row(workbench, 'Codes', 'Volunteerism').click({ button: 'right' });
    await workbench.page.getByRole('menuitem', { name: 'Merge codes…' }).click();
    await workbench.choose('Isolation');
    await choice('Write the change').waitFor();
    await choice('alder/ap1-wave1.md').waitFor();
    assert.equal(onDisk('codebook.yaml'), before[0], 'nothing is written before it is confirmed');
    await press('Enter');
    await waitUntil(() => !onDisk('alder/ap1-wave1.md').includes('.volunteerism'));
    const after = onDisk('alder/ap1-wave1.md');
    assert.equal(after, before[1]!.replaceAll('.volunteerism', '.isolation'));
    assert.match(onDisk('codebook.yaml'), /aliases:.*volunteerism/);
    await waitUntil(async () => (await row(workbench, 'Codes', 'Volunteerism').count()) === 0);
    await told(/Merge/i).hover();
    await told(/Merge/i).getByRole('button', { name: 'Undo' }).click();
    await waitUntil(() => files.every((file, index) => onDisk(file) === before[index]));
    await row(workbench, 'Codes', 'Volunteerism').waitFor();
  });

  it('renames a code by F2 in every document', async () => {
    await row(workbench, 'Codes', 'Parochialism').click();
    await view(workbench, 'Passages').locator('.pane-header', { hasText: 'Parochialism' }).waitFor();
    await row(workbench, 'Codes', 'Parochialism').focus();
    await press('F2');
    await workbench.page.locator('.quick-input-widget:visible', { hasText: 'New id' }).waitFor();
    await workbench.answer('inward-looking');
    await workbench.page.locator('.quick-input-widget:visible', { hasText: 'Its name' }).waitFor();
    await workbench.answer('Inward-looking');
    await workbench.choose('Forget the old id', '');
    await choice('Write the change').waitFor();
    await press('Enter');
    await row(workbench, 'Codes', /Inward-looking\s*3/).waitFor();
    assert.match(onDisk('codebook.yaml'), /^\s+inward-looking:$/m);
    assert.doesNotMatch(onDisk('codebook.yaml'), /^\s+parochialism:$/m);
  });

  it('hides the marks for reading, and goes to the next turn that is not coded', async () => {
    await workbench.openFile('alder/ap1-wave1.md');
    await goTo(workbench, 1, 1);
    // Letters that are hidden take no room: what stands behind a mark moves up to the passage.
    const areHidden = (): Promise<boolean> =>
      workbench.page
        .locator('.editor-group-container.active .view-line', { hasText: 'classroom]' })
        .evaluateAll((lines) =>
          lines
            .flatMap((line) => [...line.querySelectorAll('span')])
            .some((span) => span.textContent.startsWith(']') && getComputedStyle(span).fontSize === '0px'),
        );
    const shows = (mark: string): Promise<void> =>
      waitUntil(async () => (await shownText(workbench)).includes(mark));
    await shows('.buffering');
    await waitUntil(async () => !(await areHidden()));
    await workbench.runCommand('Qualdown: Reading mode: hide or show the marks');
    await waitUntil(areHidden);
    await workbench.page.getByRole('button', { name: 'Reading mode is on' }).waitFor();
    await goTo(workbench, 17, 1);
    await press('Alt+U');
    await workbench.page.locator('.statusbar-item', { hasText: /uncoded turn 1 of \d+/ }).waitFor();
    const line = Number(/Ln (\d+)/.exec(await workbench.page.locator('.statusbar').innerText())?.[1]);
    assert.match(onDisk('alder/ap1-wave1.md').split('\n')[line - 1]!, /^\*\*AP1:\*\* (?!.*\]\{)/);
    assert.match(await shownText(workbench), /In nine years/);
    await workbench.runCommand('Qualdown: Reading mode: hide or show the marks');
    await waitUntil(async () => !(await areHidden()));
  });

  it('types attributes into the grid and applies them, by keys alone', async () => {
    const path = 'alder/ab1-wave1.md';
    const before = onDisk(path);
    await workbench.runCommand('Qualdown: Edit attributes of documents');
    const grid = webPage(workbench).getByRole('grid');
    await grid.getByRole('rowheader', { name: 'ab1-wave1.md' }).click();
    const heads = await grid.getByRole('columnheader').allInnerTexts();
    const column = heads.findIndex((text) => text.startsWith('note'));
    assert(column > 0, heads.join());
    for (let i = 0; i < column; i++) await press('ArrowRight');
    await workbench.page.keyboard.type('read twice');
    await press('Enter');
    const status = webPage(workbench).getByRole('status');
    await status.filter({ hasText: 'Not applied yet: 1.' }).waitFor();
    assert.equal(onDisk(path), before);
    await press('Control+s');
    await waitUntil(() => onDisk(path) !== before);
    assert.equal(onDisk(path).replace('note: read twice\n', ''), before);
    await status.filter({ hasText: 'Nothing is written before you apply it.' }).waitFor();
  });
});
