// Bundles the editor suites, one file each, as the extension host loads them: CommonJS, `vscode` from outside.
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { root } from '../../../scripts/lib/run.mjs';

const suites = join(root, 'test', 'editor', 'suite');
const outdir = join(root, 'out', 'test', 'editor');

export async function bundleSuites() {
  const files = readdirSync(suites).filter((file) => file.endsWith('.test.ts'));
  if (files.length === 0) throw new Error(`There is no suite in ${suites}.`);
  rmSync(outdir, { recursive: true, force: true });
  await build({
    entryPoints: files.map((file) => join(suites, file)),
    outdir,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    sourcemap: 'inline',
    external: ['vscode', 'mocha'],
    mainFields: ['module', 'main'],
    logLevel: 'warning',
  });
}
