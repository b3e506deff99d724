'use strict';

const { projects } = require('../../jest.config');
const [unit] = projects;

/** The unit tests, with mutants. */
module.exports = {
  ...unit,
  globalSetup: undefined,
  rootDir: '../..',
  testEnvironment: '<rootDir>/bench/mutants/environment.cjs',
};
