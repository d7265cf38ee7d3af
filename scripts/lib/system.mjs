// What has to be on the machine besides Node: a browser, a compiler for the editors' native modules, ripgrep.
// Root on Debian installs what is missing; everyone else is told the one line that does.
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { findChromium } from './chromium.mjs';
import { quiet, root } from './run.mjs';

const log = join(root, 'out', 'logs', 'apt-get.log');
const needs = {
  browser: { package: 'chromium', present: () => findChromium() !== undefined },
  ripgrep: { package: 'ripgrep', present: () => onPath('rg') !== undefined },
  compiler: { package: 'g++', present: () => ['g++', 'clang++'].some(onPath) },
  make: { package: 'make', present: () => onPath('make') !== undefined },
  python: { package: 'python3', present: () => onPath('python3') !== undefined },
  // Without these, pages are drawn in whatever there is, and screenshots have boxes for letters.
  fonts: { package: 'fonts-noto-core', present: () => hasFont('noto/NotoSans-Regular.ttf') },
  mono: { package: 'fonts-dejavu-core', present: () => hasFont('dejavu/DejaVuSansMono.ttf') },
  emoji: { package: 'fonts-noto-color-emoji', present: () => hasFont('noto/NotoColorEmoji.ttf') },
};
export const forEditors = ['ripgrep', 'compiler', 'make', 'python'];
export const forPages = ['browser', 'fonts', 'mono', 'emoji'];

/** Makes sure of the named needs on Linux. Elsewhere editors and browsers come with their own. */
export async function ensureSystem(names) {
  if (process.platform !== 'linux') return;
  const packages = names.filter((name) => !needs[name].present()).map((name) => needs[name].package);
  if (packages.length === 0) return;
  const install = `apt-get install -y --no-install-recommends ${packages.join(' ')}`;
  if (!onPath('apt-get') || process.getuid?.() !== 0) {
    throw new Error(
      `Missing: ${packages.join(', ')}. On Debian or Ubuntu, this installs them:\n  ${oneLine(install)}`,
    );
  }
  console.log(`Installing ${packages.join(', ')} with apt-get; this may take a minute …`);
  const options = { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }, log };
  await quiet('apt-get', ['update'], options);
  await quiet('sh', ['-c', install], options);
}

/** The full path of a program, or nothing. */
export function onPath(program) {
  return (process.env['PATH'] ?? '')
    .split(delimiter)
    .map((folder) => join(folder, program))
    .find((path) => isExecutable(path));
}

const oneLine = (install) => `sudo apt-get update && sudo ${install}`;

/** Only Debian keeps its fonts there; elsewhere a machine with a screen has fonts. */
const hasFont = (file) =>
  !existsSync('/etc/debian_version') || existsSync(`/usr/share/fonts/truetype/${file}`);

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
