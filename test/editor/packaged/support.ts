import assert from 'node:assert/strict';
import { basename, dirname } from 'node:path';
import type { FrameLocator, Locator } from 'playwright-core';
import type { Workbench } from '../harness/workbench.js';

/** One view of the side bar, by its title. */
export function view({ page }: Workbench, title: string): Locator {
  return page.locator('.pane').filter({ has: page.locator('.pane-header .title', { hasText: title }) });
}

/** A row of a view's tree. */
export const row = (workbench: Workbench, title: string, text: string | RegExp): Locator =>
  view(workbench, title).locator('.monaco-list-row').filter({ hasText: text }).first();

/** The content of the web view that is open. */
export const webPage = ({ page }: Workbench): FrameLocator =>
  page.frameLocator('iframe.webview.ready').frameLocator('#active-frame');

/** The text that the active editor shows, non-breaking spaces made plain. */
export async function shownText({ page }: Workbench): Promise<string> {
  const lines = await page
    .locator('.editor-group-container.active .view-lines .view-line')
    .evaluateAll((found) =>
      found
        .map((line) => ({ top: line.getBoundingClientRect().top, text: line.textContent }))
        // A line that was drawn anew stands last in the page.
        .sort((a, b) => a.top - b.top)
        .map(({ text }) => text),
    );
  return lines.join('\n').replaceAll('\u00a0', ' ');
}

/** Goes to a place in the active editor, as Ctrl+G does; there when the editor has the keys again. */
export async function goTo(workbench: Workbench, line: number, column: number): Promise<void> {
  const { page } = workbench;
  const field = await workbench.ask('Control+G');
  await field.fill(`:${line}:${column}`);
  await page.keyboard.press('Enter');
  await workbench.answered();
  await page.locator('.editor-group-container.active .monaco-editor.focused').first().waitFor();
  await page
    .locator('.statusbar-item', { hasText: new RegExp(`Ln ${line}, Col ${column}\\b`) })
    .first()
    .waitFor();
}

/**
 * Selects so many characters from the cursor on; there when the editor says so. A busy one drops keys, and says
 * late what it has: so a second try begins anew, and never adds to a number that may be old.
 */
export async function select({ page }: Workbench, characters: number): Promise<void> {
  const status = page.locator('.statusbar-item', { hasText: /Ln \d+/ }).first();
  const selected = async (): Promise<number> =>
    Number(/\((\d+) selected\)/.exec(await status.innerText())?.[1] ?? 0);
  for (let tries = 0; tries < 4 && (await selected()) !== characters; tries++) {
    if ((await selected()) > 0) await page.keyboard.press('ArrowLeft');
    for (let i = 0; i < characters; i++) await page.keyboard.press('Shift+ArrowRight');
    await waitUntil(async () => (await selected()) === characters, 10_000).catch(() => undefined);
  }
  assert.equal(await selected(), characters, 'characters selected');
}

/** Answers the editor's own file dialog with a file that there is. */
export function chooseFile(workbench: Workbench, path: string): Promise<void> {
  const dialog = fileDialog(workbench).filter({ has: button(workbench, 'Import') });
  return answerDialog(workbench, dialog, async () => {
    // Its folder first: the dialog lists what is there before it knows the file.
    await workbench.input().fill(`${dirname(path)}/`, { timeout: short });
    const listed = dialog.locator('.monaco-list-row', { hasText: basename(path) }).first();
    await listed.waitFor({ timeout: short });
    await workbench.input().fill(path, { timeout: short });
    await listed.waitFor({ timeout: short });
  });
}

/** Answers the editor's own dialog for a file to write. */
export function chooseNewFile(workbench: Workbench, path: string): Promise<void> {
  const dialog = fileDialog(workbench).filter({ has: button(workbench, 'OK') });
  return answerDialog(workbench, dialog, () => workbench.input().fill(path, { timeout: short }));
}

/** Answers the editor's own dialog of that title for a folder. */
export function chooseFolder(workbench: Workbench, path: string, title: string): Promise<void> {
  const dialog = fileDialog(workbench).filter({ hasText: title });
  return answerDialog(workbench, dialog, () => workbench.input().fill(`${path}/`, { timeout: short }));
}

const fileDialog = ({ page }: Workbench): Locator => page.locator('.quick-input-widget:visible');
const button = ({ page }: Workbench, name: string): Locator => page.getByRole('button', { name });

/** After so long what was done is done again. */
const short = 5_000;

/**
 * A file dialog reads no Enter while it looks at what was typed, and what is typed while it opens is overwritten: what
 * is asked of it is done again until it has gone.
 */
async function answerDialog({ page }: Workbench, dialog: Locator, type: () => Promise<void>): Promise<void> {
  await dialog.waitFor();
  const end = Date.now() + 90_000;
  for (;;) {
    try {
      await type();
      await page.keyboard.press('Enter');
      await dialog.waitFor({ state: 'hidden', timeout: short });
      return;
    } catch (error) {
      if (!(await dialog.isVisible())) return;
      if (Date.now() > end) throw error;
    }
  }
}

/** What is on screen or on disk follows what was done with a delay. */
export async function waitUntil(holds: () => boolean | Promise<boolean>, patience = 30_000): Promise<void> {
  const end = Date.now() + patience;
  while (!(await holds())) {
    assert(Date.now() < end, `still not so: ${String(holds)}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
