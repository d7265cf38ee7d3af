// `npm run bench`: the budgets of the product as ratios, on a generated study; asserts nothing.
//   npm run bench -- --documents 200     a smaller study        npm run bench -- --runs 9    for a restless machine
//   npm run bench -- --only tally,scan   some of the rows
import { build } from 'esbuild';
import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { tsImport } from 'tsx/esm/api';
import { clientRow } from './bench/client.mjs';
import { hasProgram, megabytes } from './bench/measure.mjs';
import { scanRows } from './bench/scan.mjs';
import { serverRows } from './bench/server.mjs';
import { writeStudy } from './bench/study.mjs';
import { tableOf } from './bench/table.mjs';
import { tallyRows } from './bench/tally.mjs';
import { bundles } from './lib/bundles.mjs';
import { root } from './lib/run.mjs';

const DENSITIES = [250, 2_500, 20_000];
const { values: options } = parseArgs({
  options: {
    documents: { type: 'string', default: '2000' },
    runs: { type: 'string', default: '5' },
    only: { type: 'string', default: 'tally,scan,server,client' },
  },
});
const documents = Number(options.documents);
const runs = Number(options.runs);
const wanted = new Set(options.only.split(','));

const work = realpathSync(mkdtempSync(join(tmpdir(), 'qualdown-bench-')));
process.on('exit', () => rmSync(work, { recursive: true, force: true, maxRetries: 3 }));
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => process.exit(130));

tellOfTheMachine();
const rows = await measure();
console.log(`\n${tableOf(rows)}`);
tellOfTheLoad();

async function measure() {
  const dist = join(work, 'dist');
  // Bundles of its own, as they ship: nothing that is built meanwhile disturbs the run.
  await Promise.all(bundles({ production: true, outdir: dist }).map((bundle) => build(bundle)));
  process.env.QUALDOWN_SERVER = join(dist, 'server.cjs');
  const core = await bundledCore(dist);
  const { Client } = await tsImport('../test/lsp/harness/client.ts', import.meta.url);
  const shell = await hasProgram('bash');
  if (wanted.has('tally') && !shell) console.log('LEFT OUT: cold tally, since there is no bash to time it.');

  const all = { tally: [], scan: [], server: [], client: [] };
  for (const density of DENSITIES) {
    const folder = join(work, 'study');
    mkdirSync(folder);
    const study = writeStudy(folder, { documents, density });
    console.log(
      `study: ${documents} documents, ${megabytes(study.bytes)}, ${density} marks/MB: ${study.marks} marks, ${study.codings} codings`,
    );
    const densest = density === DENSITIES.at(-1);
    if (wanted.has('tally') && shell) {
      all.tally.push(...(await tallyRows({ study, cli: join(dist, 'cli.cjs'), runs, work, marks: densest })));
    }
    if (wanted.has('scan')) all.scan.push(...(await scanRows({ study, core, runs })));
    if (wanted.has('server') && densest) all.server.push(...(await serverRows({ study, Client, runs: 3 })));
    rmSync(folder, { recursive: true });
  }
  if (wanted.has('client')) all.client.push(await clientRow());
  return Object.values(all).flat();
}

/** As it ships: read from sources on the fly, the same code takes half as long again. */
async function bundledCore(outdir) {
  const outfile = join(outdir, 'core.mjs');
  const contents =
    "export { scan } from './server/src/core/scan/index.js'; export { Names } from './server/src/core/names.js';";
  await build({
    stdin: { contents, resolveDir: root, loader: 'ts' },
    outfile,
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'node20',
  });
  return import(pathToFileURL(outfile).href);
}

function tellOfTheMachine() {
  const { LC_ALL, LC_CTYPE, LANG } = process.env;
  const locale = LC_ALL || LC_CTYPE || LANG || 'C';
  const model = cpus()[0]?.model.trim() ?? 'unknown processor';
  console.log(
    `${availableParallelism()} cores (${model}), Node ${process.versions.node}, locale ${locale}, load ${loadavg()[0].toFixed(2)}`,
  );
  tellOfTheLoad();
}

/** Others at work make both sides slower, but not by the same factor. */
function tellOfTheLoad() {
  const [load] = loadavg();
  if (load <= 1) return;
  console.log(
    `WARNING: the load is ${load.toFixed(2)}; others are at work here, so read “by CPU”, not “ratio”.`,
  );
}
