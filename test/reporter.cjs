/* global process */
// Mocha's own output for people, and beside it the totals in a file, so that a run of many suites can add them up.
const { writeFileSync, appendFileSync } = require('node:fs');
const { format } = require('node:util');
const { reporters } = require('mocha');

// Inside an editor nothing that is written to the console reaches the terminal.
const output = process.env.QUALDOWN_TEST_OUTPUT;
if (output) reporters.Base.consoleLog = (...values) => appendFileSync(output, `${format(...values)}\n`);

module.exports = class extends reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    tellOfRetries(runner);
    const totals = process.env.QUALDOWN_TEST_TOTALS;
    if (!totals) return;
    const files = countByFile(runner);
    runner.once('end', () => {
      const { passes: passed, failures: failed, pending: skipped } = runner.stats;
      writeFileSync(totals, JSON.stringify({ passed, failed, skipped, files }));
    });
  }
};

/** What becomes of the tests (and hooks) of each file, so that those that failed can be run once more. */
function countByFile(runner) {
  const files = {};
  const count = (key) => (test) => {
    files[test.file] ??= { passed: 0, failed: 0, skipped: 0 };
    files[test.file][key]++;
  };
  runner.on('pass', count('passed'));
  runner.on('fail', count('failed'));
  runner.on('pending', count('skipped'));
  return files;
}

/** A test that needs a second try hides nothing: each is named at the end, with what went wrong at first. */
function tellOfRetries(runner) {
  const retried = [];
  runner.on('retry', (test, error) =>
    retried.push(`${test.fullTitle()}\n      ${error.message.split('\n')[0]}`),
  );
  runner.once('end', () => {
    if (retried.length > 0) reporters.Base.consoleLog(`  Tried twice:\n    ${retried.join('\n    ')}\n`);
  });
}
