// Bundles what ships: the extension and its web views, the language server, the command line.
// `node esbuild.mjs` builds once, minified for packaging with --production; --watch rebuilds on change.
import { readFileSync } from 'node:fs';
import { build, context } from 'esbuild';

const production = process.argv.includes('--production');
const { version } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'));
const shared = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  minify: production,
  sourcemap: production ? false : 'linked',
  // ESM builds of dependencies bundle smaller and without UMD wrappers that hide their imports.
  mainFields: ['module', 'main'],
  define: { QUALDOWN_VERSION: JSON.stringify(version) },
  logLevel: 'warning',
};
const bundles = [
  {
    ...shared,
    entryPoints: ['client/src/extension.ts'],
    outfile: 'dist/extension.cjs',
    external: ['vscode'],
  },
  {
    ...shared,
    entryPoints: ['client/src/webviews/compare.ts', 'client/src/webviews/compare.css'],
    outdir: 'dist/webviews',
    platform: 'browser',
    target: 'chrome120',
    format: 'iife',
  },
  { ...shared, entryPoints: ['server/src/lsp/main.ts'], outfile: 'dist/server.cjs' },
  {
    ...shared,
    entryPoints: ['server/src/cli/main.ts'],
    outfile: 'dist/cli.cjs',
    banner: { js: '#!/usr/bin/env node' },
  },
];

if (process.argv.includes('--watch')) {
  await Promise.all(bundles.map(async (options) => (await context(options)).watch()));
} else {
  await Promise.all(bundles.map((options) => build(options)));
}
