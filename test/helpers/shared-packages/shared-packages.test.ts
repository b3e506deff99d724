import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { TokensOfCdk } from './tokens-of-cdk.cjs';

/** Three test files that ask the same, so that their order does not matter. */
const TEST_FILE = `
const { Tokens, late } = require('one');
const own = require('../own');

test('sees nothing that another file has left', () => {
  expect(own.uses++).toBe(0);
  expect(globalThis.left).toBeUndefined();
  expect(process.env.LEFT).toBeUndefined();
  expect(setTimeout(() => 0, 0)).not.toBe('fake');
  expect(Date.now()).not.toBe('fake');
  Object.assign(globalThis, { left: true });
  process.env.LEFT = 'true';
  globalThis.setTimeout = () => 'fake';
  jest.spyOn(Date, 'now').mockReturnValue('fake');
});

test('has a package of the same realm, with what it put into the global', () => {
  expect(new Tokens()).toBeInstanceOf(Map);
  expect(globalThis.ofOne).toBe(1);
  expect(late()).toBe('late');
});

test('has a module of its own within isolateModules', () => {
  jest.isolateModules(() => expect(require('one').Tokens).not.toBe(Tokens));
});
`;

const FILES = {
  'package.json': '{}',
  'own.js': 'exports.uses = 0;',
  'node_modules/one/index.js': `
    require('node:fs').appendFileSync(process.env.LOADS, 'one ');
    globalThis.ofOne = 1;
    exports.Tokens = class extends Map {};
    exports.late = () => require('./late');`,
  'node_modules/one/late.js': 'module.exports = "late";',
  'test/a.test.js': TEST_FILE,
  'test/b.test.js': TEST_FILE,
  'test/c.test.js': TEST_FILE,
};

test('packages are all that the test files of a worker share', () => {
  const root = mkdtempSync(join(tmpdir(), 'waypost-shared-packages-'));
  try {
    for (const [path, text] of Object.entries(FILES)) {
      mkdirSync(join(root, dirname(path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    const config = {
      rootDir: root,
      testEnvironment: join(__dirname, 'environment.cjs'),
      runtime: join(__dirname, 'runtime.cjs'),
    };
    const loads = join(root, 'loads');
    const jest = require.resolve('jest/bin/jest');
    const options = ['--runInBand', '--no-cache', '--config', JSON.stringify(config)];
    execFileSync(process.execPath, [jest, ...options], {
      cwd: root,
      env: { ...process.env, LOADS: loads },
      stdio: 'pipe',
    });
    // Once for all, and once in each file's isolateModules.
    expect(readFileSync(loads, 'utf8')).toBe('one '.repeat(4));
  } finally {
    rmSync(root, { recursive: true });
  }
});

test('a CDK that keeps its tokens elsewhere is noticed', () => {
  const file = 'node_modules/aws-cdk-lib/core/lib/private/cfn-reference.js';
  const forget = (global: object, CfnReference: object) => {
    new TokensOfCdk(global).forget(new Map([[file, { exports: { CfnReference } }]]));
  };
  const tokens = { stringTokenMap: new Map([['made', {}]]), numberTokenMap: new Map() };
  const referenceTable = new Map([['made', {}]]);
  forget({ __cdkTokenMap: tokens }, { referenceTable });
  expect([tokens.stringTokenMap.size, referenceTable.size]).toEqual([0, 0]);
  expect(() => {
    forget({}, { referenceTable });
  }).toThrow('elsewhere');
  expect(() => {
    forget({ __cdkTokenMap: tokens }, {});
  }).toThrow('elsewhere');
});
