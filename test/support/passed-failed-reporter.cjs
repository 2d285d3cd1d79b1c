// Says at the end of a run, alone on a line, how many tests passed and failed. Where TEST_COUNTS_FILE names a file
// (CI does), the numbers are added to that file instead, one line per suite, and CI prints their sum.
const { appendFileSync } = require('node:fs');

class PassedFailedReporter {
  constructor(_globalConfig, { suite }) {
    this.suite = suite;
  }

  onRunComplete(_contexts, results) {
    const passed = results.numPassedTests;
    // A file that does not even load has no failing test of its own, but it is a failure.
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    const file = process.env.TEST_COUNTS_FILE;
    if (file) appendFileSync(file, `${passed} ${failed} ${this.suite}\n`);
    else process.stderr.write(`\n${passed} passed, ${failed} failed\n`);
  }
}

module.exports = PassedFailedReporter;
