/* global __dirname, process */
// What the editor loads and calls: runs every bundled suite in the extension host.
const { readdirSync } = require('node:fs');
const { join } = require('node:path');
const Mocha = require('mocha');

const bundles = join(__dirname, '..', '..', '..', 'out', 'test', 'editor');

module.exports.run = async () => {
  const reporter = join(__dirname, '..', '..', 'reporter.cjs');
  // An editor in a browser drops a key or tells late of a file now and then: what passes only then is named at the end.
  const mocha = new Mocha({ ui: 'bdd', timeout: 60_000, slow: 5_000, retries: 1, reporter });
  const grep = process.env.QUALDOWN_TEST_GREP;
  if (grep) mocha.grep(new RegExp(grep));
  for (const file of suites()) mocha.addFile(file);
  const failures = await new Promise((resolve) => mocha.run(resolve));
  if (failures > 0) throw new Error(`${failures} failed`);
};

/** All, or those that are named. */
function suites() {
  const named = process.env.QUALDOWN_TEST_FILES;
  if (named) return JSON.parse(named);
  const files = readdirSync(bundles).filter((file) => file.endsWith('.test.cjs'));
  return files.sort().map((file) => join(bundles, file));
}
