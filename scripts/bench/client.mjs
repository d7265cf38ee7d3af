// The size of the extension: its own code beside the library that speaks to the server.
import { build } from 'esbuild';
import { bundles } from '../lib/bundles.mjs';

export async function clientRow() {
  const own = { code: 0, reader: 0, library: 0 };
  for (const options of bundles({ production: true }).filter(({ entryPoints }) =>
    entryPoints[0].startsWith('client/'),
  )) {
    const { metafile } = await build({ ...options, write: false, metafile: true });
    for (const { inputs } of Object.values(metafile.outputs)) {
      for (const [path, { bytesInOutput }] of Object.entries(inputs)) {
        own[kindOf(path)] += bytesInOutput;
      }
    }
  }
  const kilobytes = (bytes) => `${(bytes / 1000).toFixed(0)} KB`;
  return {
    what: 'own code of the client, minified',
    measured: kilobytes(own.code),
    against:
      `150 KB (vscode-languageclient with what it needs: ${kilobytes(own.library)}; ` +
      `reader of the notation, for the preview alone: ${kilobytes(own.reader)})`,
    ratio: own.code / 150_000,
    budget: ['<=', 1],
  };
}

function kindOf(path) {
  if (path.startsWith('node_modules/')) return 'library';
  return path.startsWith('server/src/core/') ? 'reader' : 'code';
}
