import { build } from 'esbuild';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

let bundle: Promise<string> | undefined;

/** The server as it ships, bundled once for all suites of a run; QUALDOWN_SERVER names another one to test. */
export function serverFile(): Promise<string> {
  return (bundle ??= bundleServer());
}

async function bundleServer(): Promise<string> {
  const given = process.env['QUALDOWN_SERVER'];
  if (given) return given;
  const outfile = join(await mkdtemp(join(tmpdir(), 'qualdown-server-')), 'server.cjs');
  await build({
    entryPoints: ['server/src/lsp/main.ts'],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    mainFields: ['module', 'main'],
    sourcemap: 'inline',
    logLevel: 'warning',
  });
  return outfile;
}
