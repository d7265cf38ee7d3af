// An installed VS Code: its command line, to open folders with, and its program, to run tests in.
import { execFileSync } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { onPath } from './system.mjs';

const oldest = [1, 100];

/** The `code` command of an installed VS Code (or VSCodium) that is new enough and can open a window here. */
export function findCode() {
  if (!hasScreen()) return undefined;
  return candidates().find((path) => existsSync(path) && isNewEnough(path));
}

/** The program behind the command, which is what tests are run in; Linux only, others have a download. */
export function findProgram() {
  const command = process.platform === 'linux' ? findCode() : undefined;
  const folder = command && dirname(dirname(realpathSync(command)));
  return folder && ['code', 'codium'].map((name) => join(folder, name)).find((path) => existsSync(path));
}

/** Runs `code`; on Windows it is a batch file, which needs a shell and so quotes. */
export function codeCommand(command, args) {
  if (!command.endsWith('.cmd')) return { command, args, shell: false };
  const quote = (text) => `"${text}"`;
  return { command: quote(command), args: args.map(quote), shell: true };
}

/** VS Code opens no window without a display, and on Linux none for root. */
function hasScreen() {
  if (process.platform !== 'linux') return true;
  return process.getuid() !== 0 && Boolean(process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY']);
}

function candidates() {
  if (process.platform === 'darwin')
    return ['/Applications', join(homedir(), 'Applications')].flatMap(macApps);
  if (process.platform === 'win32') return windowsPrograms();
  return ['code', 'codium'].map(onPath).filter(Boolean);
}

const macApps = (folder) =>
  ['Visual Studio Code.app', 'VSCodium.app'].flatMap((app) =>
    ['code', 'codium'].map((name) => join(folder, app, 'Contents/Resources/app/bin', name)),
  );

const windowsPrograms = () =>
  ['LOCALAPPDATA', 'ProgramFiles'].flatMap((variable) => {
    const base = process.env[variable] ?? 'C:\\';
    const programs = variable === 'LOCALAPPDATA' ? join(base, 'Programs') : base;
    return [join(programs, 'Microsoft VS Code\\bin\\code.cmd'), join(programs, 'VSCodium\\bin\\codium.cmd')];
  });

function isNewEnough(path) {
  try {
    const { command, args, shell } = codeCommand(path, ['--version']);
    const [major = 0, minor = 0] = execFileSync(command, args, { shell, encoding: 'utf8' })
      .split('.')
      .map(Number);
    return major > oldest[0] || (major === oldest[0] && minor >= oldest[1]);
  } catch {
    return false;
  }
}
