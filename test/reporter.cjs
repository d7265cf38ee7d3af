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
    const totals = process.env.QUALDOWN_TEST_TOTALS;
    if (!totals) return;
    runner.once('end', () => {
      const { passes: passed, failures: failed, pending: skipped } = runner.stats;
      writeFileSync(totals, JSON.stringify({ passed, failed, skipped }));
    });
  }
};
