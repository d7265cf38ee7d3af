// Not tests: pictures of the real editor with the sample study. Those of the README and the walkthrough go to images/,
// those of every colour theme to out/screenshots, for people to look at.
// `npm run screenshots -- --grep walkthrough` takes some of them.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Locator } from 'playwright-core';
import { copySample } from '../../scripts/lib/study.mjs';
import { withPalette } from './harness/palette.js';
import { Workbench } from './harness/workbench.js';
import { chooseFile, goTo, row, select, view, waitUntil, webPage } from './packaged/support.js';

const images = fileURLToPath(new URL('../../images/', import.meta.url));
const interview = 'alder/ap1-wave1.md';
const reading = 'Qualdown: Reading mode: hide or show the marks';

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
      const workbench = await Workbench.open({ theme, settings: { 'qualdown.coder': 'ana' } });
      const save = (name: string): Promise<string> => workbench.screenshot(`${name}-${theme}`);
      try {
        await showStudy(workbench);
        await row(workbench, 'Codes', 'Buffering').click();
        await row(workbench, 'Passages', 'Alder').waitFor();
        await view(workbench, 'Memos').locator('.pane-header').click();
        await row(workbench, 'Memos', /./).waitFor();
        await save('document');
        await openPicker(workbench);
        await save('picker');
        await workbench.page.keyboard.press('Escape');
        await workbench.runCommand(reading);
        await workbench.page.waitForTimeout(1500);
        await save('reading');
        await workbench.runCommand(reading);
        await compare(workbench);
        await save('comparison');
        await workbench.runCommand('View: Close Editor');
        await openGrid(workbench);
        await save('grid');
        await workbench.runCommand('View: Close Editor');
        await openImport(workbench, workbench.study);
        await save('import');
      } finally {
        await workbench.close();
      }
    });
  }
});

describe('pictures of agreement', () => {
  for (const theme of ['light', 'dark', 'high-contrast', 'high-contrast-light'] as const) {
    it(theme, async () => {
      const workbench = await Workbench.open({ theme, settings: plain });
      try {
        await showStudy(workbench);
        await openAgreement(workbench);
        await workbench.screenshot(`agreement-${theme}`);
      } finally {
        await workbench.close();
      }
    });
  }
});

describe('pictures of every analysis', () => {
  for (const theme of ['light', 'dark', 'high-contrast', 'high-contrast-light'] as const) {
    it(theme, async () => {
      const workbench = await Workbench.open({ theme, settings: plain });
      const save = async (name: string): Promise<void> => {
        await workbench.page.waitForTimeout(1200);
        await workbench.screenshot(`compare-${name}-${theme}`);
      };
      try {
        await showStudy(workbench);
        await compare(workbench);
        const page = webPage(workbench);
        await openFigure(workbench, 'Buffering', 'Alder');
        await save('passages');
        for (const kind of KINDS) {
          await page.getByRole('combobox', { name: 'Analysis' }).selectOption(kind);
          await page.locator('main[aria-busy=false] table').waitFor();
          await save(kind);
          await page.getByRole('button', { name: 'Charts' }).click();
          await page.locator('aside svg, aside .empty, aside .quiet').first().waitFor();
          await save(`${kind}-chart`);
          await workbench.page.keyboard.press('Escape');
          await page.getByRole('button', { name: 'Charts' }).click();
        }
      } finally {
        await workbench.close();
      }
    });
  }
});

describe('pictures for the README and the walkthrough', () => {
  const study = copySample();
  let workbench: Workbench;
  before(async () => {
    const size = { width: 1560, height: 940, scale: 1.25 };
    workbench = await Workbench.open({ ...size, folder: study.folder, settings: plain });
    await showStudy(workbench);
  });
  after(async () => {
    await workbench.close();
    study.remove();
  });

  type Part = Locator | { x: number; y: number; width: number; height: number };
  const save = async (name: string, part?: Part): Promise<void> => {
    const { page } = workbench;
    await page.mouse.move(700, 12);
    await page.waitForTimeout(1500);
    const picture =
      part && 'screenshot' in part
        ? await part.screenshot()
        : await page.screenshot(part === undefined ? {} : { clip: part });
    writeFileSync(`${images}${name}.png`, await withPalette(page.context().browser()!, picture));
  };
  const textPart = (): Locator => workbench.page.locator('.editor-group-container').first();

  it('an interview that is coded, and the same in reading mode', async () => {
    await scrollText(workbench, 260);
    await save('walkthrough/open', textPart());
    await workbench.runCommand(reading);
    await scrollText(workbench, 0);
    await save('walkthrough/see', textPart());
    await workbench.runCommand(reading);
  });

  it('applying a code', async () => {
    await openPicker(workbench);
    // The list hangs in the middle of the window.
    await save('walkthrough/apply', { x: 1560 / 2 - 440, y: 0, width: 880, height: 560 });
    await workbench.page.keyboard.press('Escape');
  });

  it('the codes, the passages of one', async () => {
    await row(workbench, 'Codes', 'Buffering').click();
    await row(workbench, 'Passages', 'Alder').waitFor();
    await view(workbench, 'Documents').locator('.pane-header').click();
    await save('walkthrough/recode', workbench.page.locator('.part.sidebar'));
    await view(workbench, 'Documents').locator('.pane-header').click();
  });

  it('importing a transcript', async () => {
    await openImport(workbench, study.folder);
    await save('walkthrough/import', workbench.page.locator('.part.editor'));
    await workbench.runCommand('View: Close Editor');
  });

  it('attributes as a grid', async () => {
    await openGrid(workbench);
    await save('walkthrough/attributes', workbench.page.locator('.part.editor'));
    await workbench.runCommand('View: Close Editor');
  });

  it('text, codes and comparison side by side', async () => {
    await workbench.openFile(interview);
    await compare(workbench);
    await widen(workbench);
    await scrollText(workbench, 480);
    await save('editor');
    await save('walkthrough/compare', workbench.page.locator('.editor-group-container').last());
  });

  it('two coders', async () => {
    await workbench.runCommand('View: Close All Editors');
    await openAgreement(workbench);
    await save('walkthrough/agreement', workbench.page.locator('.part.editor'));
    await workbench.runCommand('View: Close Editor');
  });

  it('the Compare view alone, for docs/comparing.md', async () => {
    await workbench.runCommand('View: Close All Editors');
    await workbench.runCommand('View: Toggle Primary Side Bar Visibility');
    await compare(workbench);
    const page = webPage(workbench);
    const saveView = (name: string): Promise<void> =>
      save(`../docs/images/${name}`, workbench.page.locator('.editor-group-container').last());
    await openFigure(workbench, 'Buffering', 'Alder');
    await saveView('passages');
    await openFigure(workbench, 'Buffering', 'District Two');
    await saveView('zero');
    await page.getByRole('button', { name: 'Close' }).click();
    for (const [kind, name] of [
      ['contrast', 'contrast'],
      ['stability', 'stability'],
      ['cooccurrence', 'together'],
    ] as const) {
      await page.getByRole('combobox', { name: 'Analysis' }).selectOption(kind);
      await page.locator('main[aria-busy=false] table').waitFor();
      await page.getByRole('button', { name: 'Charts' }).click();
      await page.locator('aside img').first().waitFor();
      await saveView(name);
    }
    await page.getByRole('combobox', { name: 'Analysis' }).selectOption('matrix');
    await page.locator('main[aria-busy=false] table').waitFor();
    await saveView('matrix');
  });
});

const KINDS = [
  'spread',
  'contrast',
  'reciprocity',
  'stability',
  'cooccurrence',
  'matrix',
  'saturation',
] as const;

/** The passages of a figure beside the table. */
async function openFigure(workbench: Workbench, code: string, column: string): Promise<void> {
  const page = webPage(workbench);
  const heads = await page.getByRole('columnheader').allInnerTexts();
  const nth = heads.findIndex((head) => head.startsWith(column)) - 1;
  await page.getByRole('row', { name: code }).first().getByRole('gridcell').nth(nth).click();
  await page.getByRole('heading', { name: `${code} · ${column}` }).waitFor();
}

async function showStudy(workbench: Workbench): Promise<void> {
  await workbench.openFile(interview);
  await workbench.runCommand('View: Show Qualdown');
  await row(workbench, 'Codes', /Loose coupling\s*\d+/).waitFor();
  const isPainted = (spans: Element[]): boolean =>
    spans.some((span) => getComputedStyle(span).backgroundImage.includes('linear-gradient'));
  await waitUntil(() => workbench.page.locator('.view-line span').evaluateAll(isPainted));
}

async function scrollText({ page }: Workbench, pixels: number): Promise<void> {
  await page.mouse.move(600, 500);
  await page.mouse.wheel(0, pixels);
  await page.waitForTimeout(500);
}

/** The list of codes over a passage that is selected. */
async function openPicker(workbench: Workbench): Promise<void> {
  await goTo(workbench, 18, 10);
  await select(workbench, 26);
  await workbench.page.keyboard.press('Alt+Q');
  const rows = workbench.page.locator('.quick-input-list .monaco-list-row');
  await rows.filter({ hasText: 'Buffering' }).first().waitFor();
  await workbench.input().fill('practice');
  await workbench.page.waitForTimeout(1000);
}

/** The grid with a value that is typed and one that does not fit, neither applied. */
async function openGrid(workbench: Workbench): Promise<void> {
  await workbench.runCommand('Qualdown: Edit attributes of documents');
  const grid = webPage(workbench).getByRole('grid');
  const { keyboard } = workbench.page;
  for (const [document, typed] of [
    ['ap2-wave2.md', '3'],
    ['as1-wave1.md', '2'],
  ] as const) {
    const heads = await grid.getByRole('columnheader').allInnerTexts();
    const wave = heads.findIndex((text) => text.startsWith('wave')) - 1;
    await grid.locator('tr', { hasText: document }).getByRole('gridcell').nth(wave).click();
    await keyboard.type(typed);
    await keyboard.press('Enter');
  }
  await workbench.page.waitForTimeout(1500);
}

async function openImport(workbench: Workbench, study: string): Promise<void> {
  await workbench.runCommand('Qualdown: Import documents…');
  await chooseFile(workbench, join(study, 'to-import', 'dock-street-principal-wave2.docx'));
  await webPage(workbench).getByRole('combobox', { name: 'Called in the study: Rosa Delgado' }).fill('HP1');
  await workbench.page.waitForTimeout(1500);
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

/** The Agreement view on the second coder's copies, with a decision to be made in view. */
async function openAgreement(workbench: Workbench): Promise<void> {
  await workbench.runCommand('Qualdown: Agreement between coders');
  const page = webPage(workbench);
  await page.locator('.list li').first().waitFor();
  await page.locator('.list').focus();
  await workbench.page.keyboard.press('ArrowDown');
  await page.locator('#entry-1.active').waitFor();
}
