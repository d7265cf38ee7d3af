// Runs the suites in a desktop VS Code: an installed one, or one that @vscode/test-electron downloads.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runTests } from '@vscode/test-electron';
import { findProgram } from '../../../scripts/lib/desktop.mjs';
import { root } from '../../../scripts/lib/run.mjs';
import { quietTestSettings } from '../../../scripts/lib/serve.mjs';

const oldest = '1.100.3';

/**
 * Where a desktop editor can be had: one that `QUALDOWN_VSCODE` names, a download on macOS, Windows and GitHub's
 * machines, an installed one on Linux. Otherwise nothing, and the browser editor has to do.
 */
export function desktopEditor() {
  const named = process.env['QUALDOWN_VSCODE'];
  if (named === 'browser') return undefined;
  if (named) return { vscodeExecutablePath: named };
  if (process.platform !== 'linux' || process.env['GITHUB_ACTIONS']) return { version: oldest };
  const installed = findProgram();
  return installed ? { vscodeExecutablePath: installed } : undefined;
}

/** Resolves to nothing when the suite has run to its end (its totals tell how), else to what went wrong. */
export async function runInDesktop(editor, { folder, tests, env }) {
  console.log(`Editor: ${editor.vscodeExecutablePath ?? `VS Code ${editor.version}`}, on the desktop.`);
  const data = mkdtempSync(join(tmpdir(), 'qualdown-vscode-'));
  mkdirSync(join(data, 'User'));
  writeFileSync(join(data, 'User', 'settings.json'), JSON.stringify(quietTestSettings));
  try {
    await runTests({
      ...editor,
      extensionDevelopmentPath: root,
      extensionTestsPath: tests,
      extensionTestsEnv: env,
      launchArgs: [folder, '--user-data-dir', data, '--disable-extensions', '--disable-workspace-trust'],
    });
    return undefined;
  } catch (error) {
    // Failed tests end here as well as an editor that did not start; the totals tell which.
    return String(error);
  } finally {
    rmSync(data, { recursive: true, force: true, maxRetries: 3 });
  }
}
