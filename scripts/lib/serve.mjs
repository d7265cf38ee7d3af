// Serves an editor to the browsers of this machine, with or without an installed .vsix.
// Found in both versions: extensions and open documents notice files that change on disk, but the Explorer does not
// list new ones until it is refreshed, and user settings are read when a window opens and not again.
import { spawn } from 'node:child_process';
import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { nodeOf } from './editors.mjs';
import { quiet, tail } from './run.mjs';

/** A quiet editor: no welcome page, no chat, no questions, nothing sent anywhere. */
export const quietSettings = {
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'chat.disableAIFeatures': true,
  'telemetry.telemetryLevel': 'off',
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'git.openRepositoryInParentFolders': 'never',
  'security.workspace.trust.enabled': false,
};

/**
 * Where tests run beside the editor's other extensions: an error that one of them does not catch would be taken for the
 * test's, and its Git has one when a repository goes while it looks at it (`write EPIPE`).
 */
export const quietTestSettings = { ...quietSettings, 'git.enabled': false };

/**
 * Resolves when the editor answers: its `url`, the `authority` of its files, `log` and `stop()`.
 * `ended` resolves, with a reason, when the server ends by itself.
 */
export async function serveEditor(editor, options = {}) {
  const { folder, vsix, settings = quietSettings, env = {}, port = '0' } = options;
  const data = options.data ?? mkdtempSync(join(tmpdir(), 'qualdown-editor-'));
  const log = options.log ?? join(data, 'server.log');
  for (const path of [dirname(log), join(data, 'data', 'User')]) mkdirSync(path, { recursive: true });
  writeFileSync(join(data, 'data', 'User', 'settings.json'), JSON.stringify(settings, null, 2));
  const base = [join(editor.vscode, 'out', 'server-main.js'), '--accept-server-license-terms'];
  base.push('--server-data-dir', data);
  if (vsix) await quiet(nodeOf(editor), [...base, '--install-extension', vsix, '--force'], { log });
  const args = ['--host', '127.0.0.1', '--port', String(port), '--without-connection-token'];
  args.push('--disable-workspace-trust', '--telemetry-level', 'off');
  if (folder) args.push('--default-folder', folder);
  const server = start(nodeOf(editor), [...base, ...args], { ...process.env, ...env }, log);
  const found = await Promise.race([server.port, server.ended]);
  if (typeof found !== 'number') throw new Error(`${editor.title}: ${found}\n${tail(log)}`);
  const stop = async () => {
    await server.stop();
    if (!options.data) rmSync(data, { recursive: true, force: true, maxRetries: 3 });
  };
  return {
    url: `http://127.0.0.1:${found}/`,
    authority: `127.0.0.1:${found}`,
    data,
    log,
    stop,
    ended: server.ended,
  };
}

/** In a process group of its own, so that its extension hosts and terminals end with it. */
function start(node, args, env, log) {
  const child = spawn(node, args, { env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  const ended = new Promise((resolve) => {
    child.on('error', (error) => resolve(error.message));
    child.on('exit', (code, signal) => resolve(`the server ended (${code ?? signal})`));
  });
  const port = new Promise((resolve) => {
    let seen = '';
    child.stdout.on('data', (text) => {
      seen = (seen + text).slice(-4000);
      const match = /listening on (\d+)/.exec(seen);
      if (match) resolve(Number(match[1]));
    });
  });
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => appendFileSync(log, text));
  const kill = (signal) => {
    try {
      process.kill(-child.pid, signal);
    } catch {
      // It has ended.
    }
  };
  const killNow = () => kill('SIGKILL');
  process.once('exit', killNow);
  return {
    port,
    ended,
    stop: () => stopChild(child, ended, kill).finally(() => process.removeListener('exit', killNow)),
  };
}

async function stopChild(child, ended, kill) {
  kill('SIGTERM');
  const timer = setTimeout(() => kill('SIGKILL'), 5000);
  if (child.exitCode === null && child.signalCode === null) await ended;
  clearTimeout(timer);
  kill('SIGKILL');
}
