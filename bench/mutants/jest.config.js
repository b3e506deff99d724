'use strict';

const { projects } = require('../../jest.config');
const [unit] = projects;

/** The unit tests, with mutants. */
module.exports = {
  ...unit,
  globalSetup: undefined,
  rootDir: '../..',
  setupFiles: [...unit.setupFiles, '<rootDir>/bench/mutants/keep-service-spec.cjs'],
  // Jest's own, 5 s, takes a busy machine for a mutant that was noticed.
  testTimeout: 60_000,
  testEnvironment: '<rootDir>/bench/mutants/environment.cjs',
};
