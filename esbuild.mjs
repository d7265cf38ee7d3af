// Bundles what ships (scripts/lib/bundles.mjs).
// `node esbuild.mjs` builds once, minified for packaging with --production; --watch rebuilds on change.
import { build, context } from 'esbuild';
import { bundles } from './scripts/lib/bundles.mjs';

const all = bundles({ production: process.argv.includes('--production') });
if (process.argv.includes('--watch')) {
  await Promise.all(all.map(async (options) => (await context(options)).watch()));
} else {
  await Promise.all(all.map((options) => build(options)));
}
