import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { Workbench, type Platform } from '../harness/workbench.js';

interface Binding {
  readonly key: string;
  readonly mac?: string;
  readonly command: string;
  readonly when?: string;
}

const manifest = readFileSync(new URL('../../../package.json', import.meta.url), 'utf8');
const { keybindings } = (JSON.parse(manifest) as { contributes: { keybindings: Binding[] } }).contributes;

/** In a list, F2 and Ctrl+C mean there what they mean everywhere. */
const inText = keybindings.filter(({ when }) =>
  /editorTextFocus|inQuickInput/.test(when ?? 'editorTextFocus'),
);

describe('keys of the text', () => {
  for (const platform of ['linux', 'windows', 'mac'] as const) {
    it(`on ${platform} are none of VS Code's own, whatever has the focus`, async () => {
      const ours = inText.map(({ key, mac, command }) => ({
        key: strokeOf(platform === 'mac' ? (mac ?? key) : key),
        command,
      }));
      const theirs = await defaultKeys(platform);
      assert.deepEqual(
        ours.filter(({ key }) => theirs.has(key)),
        [],
      );
      const commands = new Map(ours.map(({ key, command }) => [key, command]));
      assert.deepEqual(
        ours.filter(({ key, command }) => commands.get(key) !== command),
        [],
        'two commands share a key',
      );
    });
  }
});

/** The first stroke of every key that VS Code and what comes with it have on a system. */
async function defaultKeys(platform: Platform): Promise<Set<string>> {
  const workbench = await Workbench.open({ platform });
  try {
    await workbench.page.locator('[id$="qualdown.study"]').waitFor();
    const text = await defaultsText(workbench, platform);
    const bindings = [...text.matchAll(/"key": "([^"]+)",\s*"command": "([^"]+)"/g)];
    return new Set(
      bindings.filter(([, , command]) => !command!.startsWith('qualdown.')).map(([, key]) => strokeOf(key!)),
    );
  } finally {
    await workbench.close();
  }
}

/** The list as the editor shows it. It is made while it is shown: copied too early, it is cut off. */
async function defaultsText(workbench: Workbench, platform: Platform): Promise<string> {
  const { page } = workbench;
  for (let tries = 1; tries <= 5; tries++) {
    await workbench.runCommand('Preferences: Open Default Keyboard Shortcuts (JSON)');
    const editor = page.locator('.editor-group-container.active');
    await editor.locator('.view-line', { hasText: '"key"' }).first().click();
    await page.keyboard.press(platform === 'mac' ? 'Meta+A' : 'Control+A');
    await editor.locator('.selected-text').first().waitFor();
    const text = await page.evaluate(async () => {
      // The browser copies by the keys of its own system, not by those that VS Code takes it for.
      // eslint-disable-next-line @typescript-eslint/no-deprecated
      document.execCommand('copy');
      return navigator.clipboard.readText();
    });
    // Keys of extensions come with ours; behind the keys stand the commands that have none.
    const [keys, ...more] = text.split('Here are other available commands');
    if (more.length > 0 && keys!.includes('"qualdown.applyCode"')) return text;
    await workbench.runCommand('View: Close Editor');
  }
  assert.fail('that is not the whole list');
}

/** The first stroke of a key, its modifiers in one order. */
const strokeOf = (key: string): string => key.split(' ')[0]!.split('+').sort().join('+');
