// Says at the end of a run, alone on a line, how many tests passed and failed. Where TEST_COUNTS_FILE names a file
// (CI does), the numbers are added to that file instead, one line per suite, and CI prints their sum.
const { appendFileSync } = require('node:fs');

class PassedFailedReporter {
  constructor(_globalConfig, { suite }) {
    this.suite = suite;
  }

  /** A run is a failure until it has said otherwise: a process that ends too early must not look like a success. */
  onRunStart() {
    process.exitCode = 1;
  }

  onRunComplete(_contexts, results) {
    const passed = results.numPassedTests;
    // A file that does not even load has no failing test of its own, but it is a failure.
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    if (failed === 0 && !results.wasInterrupted) process.exitCode = 0;
    const file = process.env.TEST_COUNTS_FILE;
    if (file) appendFileSync(file, `${passed} ${failed} ${this.suite}\n`);
    else process.stderr.write(`\n${passed} passed, ${failed} failed\n`);
  }
}

module.exports = PassedFailedReporter;
