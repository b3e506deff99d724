'use strict';

const { projects } = require('../../jest.config');
const [unit] = projects;

/**
 * The unit tests, of templates that have a mutant in them. One run shares its syntheses with the next, and no
 * package: the mutant is put into one.
 */
module.exports = {
  ...unit,
  rootDir: '../..',
  roots: ['<rootDir>/test'],
  globalSetup: undefined,
  testEnvironment: 'node',
  runtime: undefined,
  setupFiles: [...unit.setupFiles, '<rootDir>/bench/template-mutants/weakened-templates.ts'],
  reporters: [],
  silent: true,
};
