// `npm start`: installs, builds, prints the sample's comparison, and opens a copy of the sample study in an editor:
// an installed VS Code, else on Linux one that is served to the browser.
//   npm start -- --no-open           the comparison only
//   npm start -- --editor oldest     or newest: that browser editor, whatever is installed
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureDependencies } from './lib/dependencies.mjs';
import { codeCommand, findCode } from './lib/desktop.mjs';
import { ensureEditor } from './lib/editors.mjs';
import { root, show } from './lib/run.mjs';
import { quietSettings, serveEditor } from './lib/serve.mjs';
import { copySample, sample } from './lib/study.mjs';

const download = 'https://code.visualstudio.com/download';
// The same address at each start, where it is free: bookmarks work, and so does what the browser has kept.
const ports = '7654-7699';

const { values: options } = parseArgs({
  options: { 'no-open': { type: 'boolean' }, editor: { type: 'string' } },
});

try {
  await ensureDependencies();
  await node(['esbuild.mjs'], 'The build failed.');
  console.log('\nThe sample study, three invented districts and District Two, compared:\n');
  await node(['dist/cli.cjs', 'compare', '--study', sample], 'The comparison failed.');
  if (!options['no-open']) await open();
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}

async function open() {
  const code = options.editor ? undefined : findCode();
  if (code) return openDesktop(code);
  if (process.platform === 'linux') return serveBrowser(options.editor ?? defaultEditor());
  console.log(`\nTo open the study, install VS Code from ${download} and run npm start again.`);
}

async function openDesktop(path) {
  const study = copySample();
  const { command, args, shell } = codeCommand(path, [
    '--new-window',
    `--extensionDevelopmentPath=${root}`,
    study.folder,
  ]);
  spawn(command, args, { shell, stdio: 'ignore', detached: true }).unref();
  console.log(`\nVisual Studio Code opens with Qualdown and a copy of the sample study: ${study.folder}`);
}

async function serveBrowser(name) {
  const editor = await ensureEditor(name);
  await node(['scripts/package.mjs'], 'Packaging failed.');
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const study = copySample();
  const server = await serveEditor(editor, {
    folder: study.folder,
    vsix: join(root, `qualdown-${version}.vsix`),
    settings: { ...quietSettings, 'workbench.startupEditor': 'readme' },
    port: ports,
  });
  console.log(
    `\nNo installed VS Code was found, so ${editor.title} is served from here, to this machine only.`,
  );
  console.log(`It shows a copy of the sample study: ${study.folder}`);
  console.log(`\n  Open ${server.url}\n\nCtrl-C ends it.`);
  const reason = await Promise.race([server.ended, interrupted()]);
  await server.stop();
  if (reason) throw new Error(`${editor.title}: ${reason}`);
}

/** The newest brings its own Node for this kind of processor alone; the oldest runs on any. */
function defaultEditor() {
  return process.arch === 'x64' ? 'newest' : 'oldest';
}

function interrupted() {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => resolve(undefined));
  });
}

async function node(args, complaint) {
  if ((await show(process.execPath, args)) !== 0) throw new Error(complaint);
}
