import { build } from 'esbuild';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const bundles = new Map<string, Promise<string>>();

/** The server as it ships, bundled once for all suites of a run; QUALDOWN_SERVER names another one to test. */
export async function serverFile(): Promise<string> {
  return process.env['QUALDOWN_SERVER'] ?? bundled('server/src/lsp/main.ts');
}

/** A program of the repository, bundled from its sources as they are now. */
export function bundled(entry: string): Promise<string> {
  let file = bundles.get(entry);
  if (!file) bundles.set(entry, (file = bundle(entry)));
  return file;
}

async function bundle(entry: string): Promise<string> {
  const outdir = await mkdtemp(join(tmpdir(), 'qualdown-server-'));
  await build({
    // The server starts threads with what stands beside it.
    entryPoints: {
      main: entry,
      importer: 'server/src/import/worker.ts',
      exporter: 'server/src/report/worker.ts',
    },
    outdir,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    mainFields: ['module', 'main'],
    logLevel: 'warning',
  });
  return join(outdir, 'main.cjs');
}
