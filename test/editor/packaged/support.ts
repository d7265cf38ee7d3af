import assert from 'node:assert/strict';
import { basename } from 'node:path';
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
    .locator('.statusbar-item', { hasText: new RegExp(`Ln ${line},`) })
    .first()
    .waitFor();
}

/** Selects so many characters from the cursor on. */
export async function select({ page }: Workbench, characters: number): Promise<void> {
  for (let i = 0; i < characters; i++) await page.keyboard.press('Shift+ArrowRight');
}

/** Answers the editor's own file dialog, which reads no Enter before it has followed what is typed into its folder. */
export async function chooseFile(workbench: Workbench, path: string): Promise<void> {
  const dialog = workbench.page.locator('.quick-input-widget:visible');
  await dialog.getByRole('button', { name: 'Import' }).waitFor();
  await workbench.input().fill(path);
  await dialog
    .locator('.monaco-list-row', { hasText: basename(path) })
    .first()
    .waitFor();
  await confirm(workbench, dialog);
}

/** Answers the editor's own dialog for a file to write. */
export async function chooseNewFile(workbench: Workbench, path: string): Promise<void> {
  const dialog = workbench.page.locator('.quick-input-widget:visible');
  await dialog.getByRole('button', { name: 'OK' }).waitFor();
  await workbench.input().fill(path);
  await confirm(workbench, dialog);
}

/** While it looks at what was typed, a file dialog reads no Enter. */
async function confirm(workbench: Workbench, dialog: Locator): Promise<void> {
  for (let tries = 1; await dialog.isVisible(); tries++) {
    await workbench.page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'hidden', timeout: 10_000 }).catch((error: unknown) => {
      if (tries === 6) throw error;
    });
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
