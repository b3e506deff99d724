'use strict';

const SharedEnvironment = require('../../test/helpers/shared-packages/environment.cjs');

/** Of what a mutant is tried in: see runner.cjs. */
const trial = (globalThis.__stryker__ ??= {});

const nameOf = ({ name, parent }) => (parent?.parent ? `${nameOf(parent)} ${name}` : name);

/**
 * The environment of unit tests, in which Stryker's mutants are switched on, and which says what covers them: the test that
 * runs, or the file while it loads. After the first failure nothing else runs.
 */
class MutantEnvironment extends SharedEnvironment {
  #file;
  #hasFailed = false;

  constructor(config, context) {
    super(config, context);
    this.#file = context.testPath;
    this.global.__stryker__ = trial;
    trial.currentTestId = this.#file;
  }

  handleTestEvent({ name, test }) {
    switch (name) {
      case 'test_start': {
        const id = `${this.#file}\n${nameOf(test)}`;
        if (this.#hasFailed || trial.only?.has(id) === false) test.mode = 'skip';
        else trial.currentTestId = id;
        break;
      }
      case 'test_done':
        trial.currentTestId = this.#file;
        this.#hasFailed ||= trial.stopsEarly && test.errors.length > 0;
        break;
    }
  }
}

module.exports = MutantEnvironment;
