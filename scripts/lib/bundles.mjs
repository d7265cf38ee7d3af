// What ships, as bundles: the extension and its web views, the language server, the command line.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './run.mjs';

/** Options of esbuild, one a bundle. `production`: minified, without source maps; `outdir`: instead of dist. */
export function bundles({ production = false, outdir = 'dist' } = {}) {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const shared = {
    absWorkingDir: root,
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
  return [
    {
      ...shared,
      entryPoints: ['client/src/extension.ts'],
      outfile: join(outdir, 'extension.cjs'),
      external: ['vscode'],
    },
    {
      ...shared,
      entryPoints: ['compare', 'agreement', 'import', 'grid'].flatMap((page) => [
        `client/src/webviews/${page}.ts`,
        `client/src/webviews/${page}.css`,
      ]),
      outdir: join(outdir, 'webviews'),
      platform: 'browser',
      mainFields: ['browser', 'module', 'main'],
      target: 'chrome120',
      format: 'iife',
    },
    // The preview's plug-in brings the reader of the notation along: loaded when the first preview opens.
    {
      ...shared,
      entryPoints: ['client/src/preview/plugin.ts', 'client/src/preview/preview.css'],
      outdir: join(outdir, 'preview'),
      outExtension: { '.js': '.cjs' },
    },
    { ...shared, entryPoints: ['server/src/lsp/main.ts'], outfile: join(outdir, 'server.cjs') },
    // What converts imported files (Mammoth and what it needs): loaded in a thread, only when there is something to import.
    { ...shared, entryPoints: ['server/src/import/worker.ts'], outfile: join(outdir, 'importer.cjs') },
    // What writes .xlsx, .docx, HTML and charts: loaded in a thread, only when something is exported or drawn.
    { ...shared, entryPoints: ['server/src/report/worker.ts'], outfile: join(outdir, 'exporter.cjs') },
    {
      ...shared,
      entryPoints: ['server/src/cli/main.ts'],
      outfile: join(outdir, 'cli.cjs'),
      banner: { js: '#!/usr/bin/env node' },
    },
  ];
}
