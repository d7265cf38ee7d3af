// The served editor as a person uses it: opened in Chromium, driven by keys and clicks.
// test/editor/newest.mjs says through the environment where the editor and its study are.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Locator, Page } from 'playwright-core';
import { launchChromium } from '../../../scripts/lib/chromium.mjs';

const screenshots = fileURLToPath(new URL('../../../out/screenshots/', import.meta.url));
const patience = 60_000;
/** After so long what was done is done again. */
const short = 5_000;

export class Workbench {
  private constructor(
    private readonly browser: Browser,
    readonly page: Page,
    readonly url: string,
    /** The folder that is open: a copy of the study, or another. */
    readonly study: string,
  ) {}

  /**
   * Opens the study in a window of its own and waits until its files are listed. `settings` stand beside the
   * user settings there are; a running editor does not notice when that file is changed, so they are given here.
   */
  static async open({
    width = 1440,
    height = 900,
    settings = {},
    folder,
    theme = 'light',
    scale = 1,
    platform,
  }: WindowOptions = {}): Promise<Workbench> {
    const [name, mark] = themes[theme];
    // Dots for the spaces of a selection would be read as its text.
    writeSettings({ 'workbench.colorTheme': name, 'editor.renderWhitespace': 'none', ...settings });
    const url = fromEnvironment('QUALDOWN_EDITOR_URL');
    const browser = await launchChromium();
    const page = await browser.newPage({
      viewport: { width, height },
      deviceScaleFactor: scale,
      permissions: ['clipboard-read', 'clipboard-write'],
      ...(platform && { userAgent: userAgents[platform] }),
    });
    page.setDefaultTimeout(patience);
    await slowedDown(page);
    const workbench = new Workbench(browser, page, url, folder ?? fromEnvironment('QUALDOWN_STUDY'));
    const address = folder === undefined ? url : `${url}?${new URLSearchParams({ folder })}`;
    await page.goto(address, { timeout: 2 * patience });
    await page
      .locator('.explorer-folders-view .monaco-list-row')
      .first()
      .waitFor({ timeout: 2 * patience });
    await page.locator(`.monaco-workbench.${mark}`).waitFor();
    return workbench;
  }

  /** F1, the command's title, a click on it. Waits until it is offered, since extensions add theirs late. */
  async runCommand(title: string): Promise<void> {
    await this.pick('F1', `>${title}`, title);
  }

  /** Opens a file of the study by its path in it. */
  async openFile(path: string): Promise<void> {
    const name = path.split('/').at(-1)!;
    // Whole, since a study may hold files of one name in several folders.
    await this.pick('Control+P', join(this.study, path), name);
    await this.page.locator('.tab.active', { hasText: name }).waitFor();
  }

  /** Presses a key that asks for something, until it does: an editor that is busy drops keys. Gives the field to type into. */
  async ask(key: string): Promise<Locator> {
    const end = Date.now() + patience;
    for (;;) {
      await this.page.keyboard.press(key);
      try {
        await this.input().waitFor({ timeout: short });
        return this.input();
      } catch (error) {
        if (Date.now() > end) throw error;
      }
    }
  }

  /** Waits until nothing is asked any more, so that the next key does not go into the old question. */
  async answered(): Promise<void> {
    await this.page.locator('.quick-input-widget:visible').waitFor({ state: 'hidden' });
  }

  /** Answers the quick pick that is open: types, and takes the entry with that text. */
  async choose(text: string, typed = text): Promise<void> {
    await this.input().fill(typed);
    await this.accept(text);
  }

  /** Answers the input box that is open. */
  async answer(text: string): Promise<void> {
    await this.input().fill(text);
    await this.page.keyboard.press('Enter');
  }

  /** The field of the quick pick or input box that is open. */
  input(): Locator {
    return this.page.locator('.quick-input-widget:visible .quick-input-box input');
  }

  /** A picture in out/screenshots; returns its path. */
  async screenshot(name: string): Promise<string> {
    mkdirSync(screenshots, { recursive: true });
    const path = join(screenshots, `${name}.png`);
    await this.page.screenshot({ path });
    return path;
  }

  async close(): Promise<void> {
    await this.browser.close();
  }

  /** An open list takes up nothing that comes later, so it is opened anew until the entry is there. */
  private async pick(key: string, typed: string, entry: string): Promise<void> {
    const end = Date.now() + patience;
    for (;;) {
      try {
        await this.page.keyboard.press(key);
        await this.input().fill(typed, { timeout: short });
        await this.accept(entry, short);
        return;
      } catch (error) {
        if (Date.now() > end) throw error;
        await this.page.keyboard.press('Escape');
      }
    }
  }

  /** Takes the entry of that very name, or else the first that has the text in it; again where a click is lost. */
  private async accept(entry: string, timeout = patience): Promise<void> {
    const rows = this.page.locator('.quick-input-list .monaco-list-row').filter({ visible: true });
    const some = rows.filter({ hasText: entry }).first();
    await some.waitFor({ timeout });
    const named = rows.filter({ has: this.page.getByText(entry, { exact: true }) }).first();
    const end = Date.now() + patience;
    for (;;) {
      const chosen = (await named.count()) > 0 ? named : some;
      try {
        // Drawn anew under the pointer, the row takes no click, or another takes it that came into its place.
        if (await chosen.and(this.page.locator('.focused')).count()) await this.input().press('Enter');
        else await chosen.click({ timeout: short });
        await chosen.waitFor({ state: 'hidden', timeout: short });
        return;
      } catch (error) {
        if ((await some.count()) === 0) return;
        if (Date.now() > end) throw error;
      }
    }
  }
}

/** QUALDOWN_SLOW=6 makes the page as slow as on a machine of a sixth of the speed, to find tests that do not wait. */
async function slowedDown(page: Page): Promise<void> {
  const rate = Number(process.env['QUALDOWN_SLOW'] ?? 1);
  if (!(rate > 1)) return;
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate });
}

interface WindowOptions {
  /** Another folder than the study. */
  readonly folder?: string;
  readonly width?: number;
  readonly height?: number;
  readonly theme?: keyof typeof themes;
  /** Pixels of a picture for each of the window. */
  readonly scale?: number;
  readonly settings?: Readonly<Record<string, unknown>>;
  /** The system that the editor takes the machine for, as far as keys go. */
  readonly platform?: Platform;
}

export type Platform = keyof typeof userAgents;

/** VS Code in a browser goes by these. */
const userAgents = {
  linux:
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
  windows:
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
  mac: 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
} as const;

const themes = {
  light: ['Default Light Modern', 'vs'],
  dark: ['Default Dark Modern', 'vs-dark'],
  'high-contrast': ['Default High Contrast', 'hc-black'],
  'high-contrast-light': ['Default High Contrast Light', 'hc-light'],
} as const;

function writeSettings(settings: Readonly<Record<string, unknown>>): void {
  const file = join(fromEnvironment('QUALDOWN_EDITOR_DATA'), 'data', 'User', 'settings.json');
  const present = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
  writeFileSync(file, JSON.stringify({ ...present, ...settings }, null, 2));
}

function fromEnvironment(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set; run these suites with: npm test -- --only newest`);
  return value;
}
