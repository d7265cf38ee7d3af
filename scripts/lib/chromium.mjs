// A real Chromium for web pages and for the editors that run in one: the system's own, never a download.
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'microsoft-edge'];
const places = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ...['ProgramFiles', 'ProgramFiles(x86)', 'LOCALAPPDATA'].flatMap((variable) =>
    ['Google\\Chrome\\Application\\chrome.exe', 'Microsoft\\Edge\\Application\\msedge.exe'].map((file) =>
      join(process.env[variable] ?? 'C:\\', file),
    ),
  ),
];

/** The path of a Chromium, Chrome or Edge; `QUALDOWN_CHROMIUM` names another. */
export function findChromium() {
  const own = process.env['QUALDOWN_CHROMIUM'];
  if (own) return own;
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const candidates = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [...candidates, ...places].find((path) => existsSync(path));
}

/** Starts it with nothing that talks to the network on its own account. */
export async function launchChromium(options = {}) {
  const executablePath = findChromium();
  if (!executablePath)
    throw new Error('No Chromium, Chrome or Edge was found. QUALDOWN_CHROMIUM may name one.');
  const { chromium } = await import('playwright-core');
  const { args = [], ...rest } = options;
  return chromium.launch({ executablePath, timeout: 120_000, args: [...switches(), ...args], ...rest });
}

/** No process of a root user, and none in a container, can have Chromium's sandbox. */
function switches() {
  return [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--disable-dev-shm-usage',
  ];
}
