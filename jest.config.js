'use strict';

const shared = {
  transform: { '^.+\\.ts$': 'ts-jest' },
  testEnvironment: 'node',
  globalSetup: '<rootDir>/test/helpers/run-folder.cjs',
};

/** Tests that start the emulator or a browser, or rehearse. */
const SYSTEM = ['test/browser', 'test/emulator', 'test/end-to-end'];

/** `unit` needs no network, emulator, browser or .git. */
module.exports = {
  // Only a hang takes minutes: no test fails because the machine has other work. Up here it holds in
  // both projects; in a project's own settings Jest does not read it.
  testTimeout: 5 * 60_000,
  // Jest leaves one core idle, which is half of the machine that the pipeline builds on.
  maxWorkers: '100%',
  projects: [
    {
      ...shared,
      displayName: 'unit',
      testMatch: ['<rootDir>/test/**/*.test.ts'],
      testPathIgnorePatterns: SYSTEM.map((folder) => `<rootDir>/${folder}/`),
      testEnvironment: '<rootDir>/test/helpers/shared-packages/environment.cjs',
      runtime: '<rootDir>/test/helpers/shared-packages/runtime.cjs',
      setupFiles: ['<rootDir>/test/helpers/unit-environment.ts'],
    },
    {
      ...shared,
      displayName: 'system',
      testMatch: SYSTEM.map((folder) => `<rootDir>/${folder}/**/*.test.ts`),
    },
  ],
};
