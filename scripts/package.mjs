// `npm run package`: builds for release and makes qualdown-<version>.vsix, checking what goes into it.
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ensureDependencies } from './lib/dependencies.mjs';
import { root, show } from './lib/run.mjs';

const largest = 4_000_000;
const expected = ['dist/extension.cjs', 'dist/server.cjs', 'dist/cli.cjs', 'dist/importer.cjs'];
expected.push(
  'samples/districts/codebook.yaml',
  'samples/districts/to-import/dock-street-principal-wave2.docx',
);
const unwanted =
  /\.(ts|mts|map|mjs|test\.[a-z]+|vsix)$|(^|\/)(node_modules|test|scripts|server|client|out|\.[^/]+)\//;

await ensureDependencies();
const built = await show(process.execPath, ['esbuild.mjs', '--production']);
if (built !== 0) fail('The build failed.');

const { createVSIX, listFiles, PackageManager } = await import('@vscode/vsce');
const files = (await listFiles({ cwd: root, packageManager: PackageManager.None })).map((file) =>
  file.replaceAll('\\', '/'),
);
const stray = files.filter((file) => unwanted.test(file));
if (stray.length > 0) fail(`These do not belong into the package:\n  ${stray.join('\n  ')}`);
const missing = expected.filter((file) => !files.includes(file));
if (missing.length > 0) fail(`The package lacks:\n  ${missing.join('\n  ')}`);

const { version, repository } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const vsix = join(root, `qualdown-${version}.vsix`);
// Links of the README point into the repository, and stay as they are while there is none to name.
const links = repository ? {} : { allowMissingRepository: true, rewriteRelativeLinks: false };
await createVSIX({ cwd: root, packagePath: vsix, dependencies: false, ...links }).catch((error) =>
  fail(error.message),
);
const size = statSync(vsix).size;
console.log(`qualdown-${version}.vsix: ${files.length} files, ${Math.round(size / 1000)} kB`);
if (size > largest) fail(`That is more than ${largest / 1e6} MB.`);

function fail(message) {
  console.error(message);
  process.exit(1);
}
