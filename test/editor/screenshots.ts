// Not a test: pictures of the real editor with the sample study, in out/screenshots, for people to look at.
import { Workbench } from './harness/workbench.js';

describe('pictures of the editor', () => {
  for (const theme of ['light', 'dark', 'high-contrast', 'high-contrast-light'] as const) {
    it(theme, async () => {
      const workbench = await Workbench.open();
      try {
        await workbench.setTheme(theme);
        await workbench.openFile('alder/ap1-wave1.md');
        await workbench.runCommand('View: Show Qualdown');
        await workbench.page.getByText('Loose coupling').first().waitFor();
        await workbench.screenshot(`document-${theme}`);
        await workbench.runCommand('Qualdown: Compare districts');
        await workbench.page.locator('.tab.active:not(:has-text(".md"))').waitFor();
        await workbench.page.waitForTimeout(3000);
        await workbench.screenshot(`comparison-${theme}`);
      } finally {
        await workbench.close();
      }
    });
  }
});
