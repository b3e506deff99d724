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
  process.stdout.write('written');
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

/** Runs the test files in one worker. @returns what it has noted */
function notesOf(environment: string): readonly string[] {
  const root = mkdtempSync(join(tmpdir(), 'waypost-shared-packages-'));
  try {
    for (const [path, text] of Object.entries({ ...FILES, 'environment.cjs': environment })) {
      mkdirSync(join(root, dirname(path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    const config = {
      rootDir: root,
      testEnvironment: join(root, 'environment.cjs'),
      runtime: join(__dirname, 'runtime.cjs'),
    };
    const loads = join(root, 'loads');
    const jest = require.resolve('jest/bin/jest');
    const options = ['--runInBand', '--no-cache', '--config', JSON.stringify(config)];
    execFileSync(process.execPath, ['--expose-gc', jest, ...options], {
      cwd: root,
      env: { ...process.env, LOADS: loads },
      stdio: 'pipe',
    });
    return readFileSync(loads, 'utf8').trim().split(' ');
  } finally {
    rmSync(root, { recursive: true });
  }
}

const ENVIRONMENT = `module.exports = require(${JSON.stringify(join(__dirname, 'environment.cjs'))});`;
const SMALL_HEAP = `
  const { worker } = require(${JSON.stringify(join(__dirname, 'realm.cjs'))});
  Object.assign(worker, { leastTestFiles: 2, mostHeapBytes: 1 });`;

/** Says of each test file how many of the contexts before the last one are still there. */
const COUNTS_CONTEXTS = `
  const { appendFileSync } = require('node:fs');
  const Shared = require(${JSON.stringify(join(__dirname, 'environment.cjs'))});
  const contexts = [];
  const collect = () => new Promise((resolve) => setImmediate(() => resolve(globalThis.gc())));
  module.exports = class extends Shared {
    async setup() {
      await super.setup();
      await collect();
      const kept = contexts.slice(0, -1).filter((context) => context.deref() !== undefined);
      appendFileSync(process.env.LOADS, 'kept:' + kept.length + ' ');
      contexts.push(new WeakRef(this.context));
    }
  };`;

test('packages are all that the test files of a worker share', () => {
  // Once for all, and once in each file's isolateModules.
  expect(notesOf(ENVIRONMENT)).toHaveLength(1 + 3);
});

test('a heap that has grown loads them anew, after some test files', () => {
  expect(notesOf(SMALL_HEAP + ENVIRONMENT)).toHaveLength(2 + 3);
});

test('a context goes, also one whose test was the first to write', () => {
  const everyFile = SMALL_HEAP.replace('leastTestFiles: 2', 'leastTestFiles: 1');
  const kept = notesOf(everyFile + COUNTS_CONTEXTS).filter((note) => note.startsWith('kept:'));
  expect(kept).toEqual(['kept:0', 'kept:0', 'kept:0']);
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
