'use strict';

const EVERY_MS = 10_000;

/** Reports progress to the process that started jest: a failed file at once, the count now and then. */
module.exports = class ProgressReporter {
  #done = 0;
  #saidAt = Date.now();

  onTestResult({ context, path }, { numFailingTests, testExecError }, { numTotalTestSuites }) {
    const name = context.config.displayName?.name ?? '';
    this.#done += 1;
    if (numFailingTests > 0 || testExecError) {
      say(`FAIL ${path.slice(context.config.rootDir.length + 1)}`);
    }
    if (Date.now() - this.#saidAt < EVERY_MS) return;
    this.#saidAt = Date.now();
    say(`${name} tests ${this.#done} of ${numTotalTestSuites} files`);
  }
};

/** If a person started jest, no process listens. */
function say(line) {
  process.send?.(line);
}
