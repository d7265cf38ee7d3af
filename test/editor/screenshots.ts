// Not tests: pictures of the real editor with the sample study. Those of the README and the walkthrough go to images/,
// those of every colour theme to out/screenshots, for people to look at.
import { fileURLToPath } from 'node:url';
import type { Locator } from 'playwright-core';
import { Workbench } from './harness/workbench.js';
import { row, waitUntil, webPage } from './packaged/support.js';

const images = fileURLToPath(new URL('../../images/', import.meta.url));
const interview = 'alder/ap1-wave1.md';

/** Nothing on the pictures but what they are about. */
const plain = {
  'breadcrumbs.enabled': false,
  'editor.minimap.enabled': false,
  'editor.lineNumbers': 'off',
  'editor.renderLineHighlight': 'none',
  'workbench.layoutControl.enabled': false,
  'window.commandCenter': false,
  'qualdown.coder': 'ana',
};

describe('pictures of every theme', () => {
  for (const theme of ['light', 'dark', 'high-contrast', 'high-contrast-light'] as const) {
    it(theme, async () => {
      const workbench = await Workbench.open({ theme });
      try {
        await showStudy(workbench);
        await workbench.screenshot(`document-${theme}`);
        await compare(workbench);
        await workbench.screenshot(`comparison-${theme}`);
      } finally {
        await workbench.close();
      }
    });
  }
});

describe('pictures for the README and the walkthrough', () => {
  let workbench: Workbench;
  beforeEach(async () => {
    workbench = await Workbench.open({ width: 1560, height: 940, scale: 1.25, settings: plain });
    await showStudy(workbench);
  });
  afterEach(() => workbench.close());

  const save = async (name: string, part?: Locator): Promise<void> => {
    const path = `${images}${name}.png`;
    await workbench.page.mouse.move(700, 12);
    await workbench.page.waitForTimeout(1500);
    await (part ? part.screenshot({ path }) : workbench.page.screenshot({ path }));
  };

  it('text, codes and comparison side by side', async () => {
    await workbench.page.mouse.move(900, 500);
    await workbench.page.mouse.wheel(0, 260);
    await save('walkthrough/open', workbench.page.locator('.editor-group-container').first());
    await row(workbench, 'Codes', 'Buffering').click();
    await row(workbench, 'Passages', 'Alder').waitFor();
    await save('walkthrough/codes', workbench.page.locator('.part.sidebar'));
    await compare(workbench);
    await widen(workbench);
    await workbench.page.mouse.move(600, 500);
    await workbench.page.mouse.wheel(0, 480);
    await save('editor');
    await save('walkthrough/compare', workbench.page.locator('.editor-group-container').last());
  });

  it('applying a code', async () => {
    const { page } = workbench;
    await page.keyboard.press('Control+G');
    await workbench.answer(':18:10');
    for (let i = 0; i < 26; i++) await page.keyboard.press('Shift+ArrowRight');
    await page.keyboard.press('Alt+Q');
    await page.locator('.quick-input-list .monaco-list-row', { hasText: 'Buffering' }).waitFor();
    await workbench.input().fill('practice');
    await page.waitForTimeout(1000);
    // The list hangs in the middle of the window.
    const clip = { x: 1560 / 2 - 440, y: 0, width: 880, height: 560 };
    await page.screenshot({ path: `${images}walkthrough/apply.png`, clip });
  });
});

async function showStudy(workbench: Workbench): Promise<void> {
  await workbench.openFile(interview);
  await workbench.runCommand('View: Show Qualdown');
  await row(workbench, 'Codes', /Loose coupling\s*\d+/).waitFor();
  const isPainted = (spans: Element[]): boolean =>
    spans.some((span) => getComputedStyle(span).backgroundImage.includes('linear-gradient'));
  await waitUntil(() => workbench.page.locator('.view-line span').evaluateAll(isPainted));
}

async function compare(workbench: Workbench): Promise<void> {
  await workbench.runCommand('Qualdown: Compare districts');
  await webPage(workbench).locator('table').waitFor();
  await workbench.page.waitForTimeout(1500);
}

/** Gives the comparison the room that its columns need, from the side bar and from the text. */
async function widen({ page }: Workbench): Promise<void> {
  const edge = (part: string): Promise<number> =>
    page
      .locator(part)
      .last()
      .boundingBox()
      .then((box) => box!.x);
  const drag = async (from: number, to: number): Promise<void> => {
    await page.mouse.move(from, 500);
    await page.mouse.down();
    await page.mouse.move(to, 500, { steps: 8 });
    await page.mouse.up();
    await page.waitForTimeout(800);
  };
  await drag(await edge('.part.editor'), 318);
  await drag(await edge('.editor-group-container'), 818);
}
