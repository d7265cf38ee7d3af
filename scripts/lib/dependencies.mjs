// The project's own npm packages: installed when they are missing or the lock has changed since.
// Nothing here may import a package, since there may be none yet.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withLock } from './lock.mjs';
import { nodeModule, npmCommand, root, show } from './run.mjs';

export async function ensureDependencies() {
  if (isCurrent()) return;
  await withLock(
    join(root, '.vscode-test', 'npm-ci.lock'),
    'Another process installs the npm packages; waiting …',
    async () => {
      if (isCurrent()) return;
      console.log('Installing the npm packages …');
      const [command, args] = npmCommand(['ci', '--no-audit', '--no-fund', '--loglevel=error']);
      const code = await show(command, args, { shell: command.endsWith('.cmd') });
      if (code !== 0) throw new Error(`npm ci failed (${code}).`);
      writeFileSync(stamp(), lockHash());
    },
  );
}

/** Current by our own stamp, or by npm's (a developer's `npm install` writes it after it has read the lock). */
function isCurrent() {
  if (!existsSync(nodeModule())) return false;
  if (read(stamp()) === lockHash()) return true;
  const installed = read(nodeModule('.package-lock.json'));
  if (!installed) return false;
  return isSubset(JSON.parse(installed).packages, JSON.parse(read(join(root, 'package-lock.json'))).packages);
}

/** Each package that the lock asks for is there in its version; packages for other systems may be absent. */
function isSubset(installed, wanted) {
  return Object.entries(wanted).every(
    ([path, entry]) => path === '' || entry.optional || installed[path]?.version === entry.version,
  );
}

const stamp = () => nodeModule('.qualdown-lock-hash');
const lockHash = () =>
  createHash('sha256')
    .update(read(join(root, 'package-lock.json')))
    .digest('hex');

function read(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}
