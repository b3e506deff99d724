const shared = {
  transform: { '^.+\\.ts$': 'ts-jest' },
  testEnvironment: 'node',
};

/** `unit` needs no network, emulator or .git; `system` starts the emulator and rehearses. */
module.exports = {
  projects: [
    {
      ...shared,
      displayName: 'unit',
      testMatch: ['<rootDir>/test/**/*.test.ts'],
      testPathIgnorePatterns: ['<rootDir>/test/emulator/', '<rootDir>/test/end-to-end/'],
      setupFiles: ['<rootDir>/test/helpers/unit-environment.ts'],
    },
    {
      ...shared,
      displayName: 'system',
      testMatch: ['<rootDir>/test/emulator/**/*.test.ts', '<rootDir>/test/end-to-end/**/*.test.ts'],
    },
  ],
};
