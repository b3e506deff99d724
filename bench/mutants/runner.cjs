'use strict';

const { mkdirSync, mkdtempSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join, relative } = require('node:path');
const { performance } = require('node:perf_hooks');

/** Stryker's own word for a test that passed. */
const PASSED = 0;

/** Stryker and the environment of the tests share this. */
const trial = (globalThis.__stryker__ ??= {});

/**
 * Runs test files for Stryker, in one process and without starting Jest anew for each mutant, which takes ten times
 * as long as most tests. A test is `<file>\n<name>`, or `<file>` for what covers a mutant while the file loads.
 */
class JestFiles {
  /** Milliseconds that each test file took last. */
  #ms = new Map();
  /** `<source file>\n<test file>` -> mutants killed. */
  #killed = new Map();

  capabilities() {
    return { reloadEnvironment: true };
  }

  async init() {
    // From here, Jest is the one of the folder that Stryker has copied everything to.
    const load = (name) => require(require.resolve(name, { paths: [process.cwd()] }));
    this.syntheses = mkdtempSync(join(tmpdir(), 'waypost-syntheses-'));
    process.env.WAYPOST_TEST_SYNTHESES = this.syntheses;
    process.once('exit', () => rmSync(this.syntheses, { recursive: true, force: true }));
    process.env.NODE_ENV = 'test';
    const config = join(process.cwd(), 'bench/mutants/jest.config.js');
    const { globalConfig, projectConfig } = await load('jest-config').readConfig(
      { _: [], $0: 'jest', config, silent: true },
      process.cwd(),
    );
    const { default: Runtime } = load('jest-runtime');
    this.context = await Runtime.createContext(projectConfig, {
      console,
      maxWorkers: 1,
      watch: false,
      watchman: false,
    });
    const { default: Runner } = load('jest-runner');
    this.newRunner = () => new Runner(globalConfig, {});
  }

  /** @returns {{ failure?: string, tests: { name: string, ms: number }[] }} */
  async #run(path) {
    // What was synthesized without this mutant, or by another file, would hide it.
    rmSync(this.syntheses, { recursive: true, force: true });
    mkdirSync(this.syntheses);
    const started = performance.now();
    const runner = this.newRunner();
    const ended = new Promise((resolve) => {
      runner.on('test-file-success', ([, result]) => resolve(result));
      runner.on('test-file-failure', ([, testExecError]) =>
        resolve({ testExecError, testResults: [] }),
      );
    });
    const watcher = { isInterrupted: () => false };
    await runner.runTests([{ context: this.context, path }], watcher, { serial: true });
    const { testExecError, testResults } = await ended;
    this.#ms.set(path, performance.now() - started);
    const tests = testResults.filter(({ status }) => status === 'passed' || status === 'failed');
    const failed = tests.find(({ status }) => status === 'failed');
    return {
      failure: testExecError?.message ?? failed?.failureMessages[0],
      tests: tests.map(({ fullName, duration }) => ({ name: fullName, ms: duration ?? 0 })),
    };
  }

  async dryRun() {
    const patterns = process.env.WAYPOST_MUTANTS_TESTS.split(',');
    const isMeant = (file) =>
      patterns.some((one) => file.startsWith(one)) &&
      !patterns.some((one) => one.startsWith('!') && file.startsWith(one.slice(1)));
    const mutantCoverage = (trial.mutantCoverage = { static: {}, perTest: {} });
    const tests = [];
    for (const path of this.context.hasteFS.getAllFiles().sort()) {
      const file = relative(process.cwd(), path);
      if (!file.endsWith('.test.ts') || !isMeant(file)) continue;
      const { failure, tests: own } = await this.#run(path);
      if (failure) {
        console.error(`${file} is left out. It fails without a mutant: ${failure.slice(0, 600)}`);
        for (const id of Object.keys(mutantCoverage.perTest)) {
          if (id.split('\n')[0] === path) delete mutantCoverage.perTest[id];
        }
        continue;
      }
      tests.push({ id: path, name: file, timeSpentMs: this.#ms.get(path), status: PASSED });
      for (const { name, ms: timeSpentMs } of own) {
        tests.push({
          id: `${path}\n${name}`,
          name: `${file} ${name}`,
          timeSpentMs,
          status: PASSED,
        });
      }
    }
    delete trial.mutantCoverage;
    return { status: 'complete', tests, mutantCoverage };
  }

  async mutantRun({ activeMutant: { id, fileName }, testFilter = [], hitLimit }) {
    const whole = new Set(testFilter.filter((test) => !test.includes('\n')));
    const named = new Set(testFilter);
    Object.assign(trial, { activeMutant: id, hitLimit, hitCount: 0, stopsEarly: true });
    // Processes that a test starts read the mutant here.
    process.env.__STRYKER_ACTIVE_MUTANT__ = id;
    try {
      let nrOfTests = 0;
      for (const file of this.#inOrder(testFilter, fileName)) {
        trial.only = whole.has(file) ? undefined : named;
        const { failure, tests } = await this.#run(file);
        nrOfTests += tests.length;
        if (trial.hitCount > hitLimit) return { status: 'timeout', reason: 'Hit limit reached' };
        if (failure) {
          const key = `${fileName}\n${file}`;
          this.#killed.set(key, (this.#killed.get(key) ?? 0) + 1);
          return { status: 'killed', killedBy: [file], failureMessage: failure, nrOfTests };
        }
      }
      return { status: 'survived', nrOfTests };
    } finally {
      delete process.env.__STRYKER_ACTIVE_MUTANT__;
      trial.activeMutant = undefined;
    }
  }

  /** Test files: first those that have killed most mutants of this source file for the time that they take. */
  #inOrder(tests, source) {
    const files = [...new Set(tests.map((test) => test.split('\n')[0]))];
    const kills = (file) => (this.#killed.get(`${source}\n${file}`) ?? 0) + 1;
    const worth = (file) => kills(file) / (this.#ms.get(file) ?? 1);
    return files.sort((one, other) => worth(other) - worth(one));
  }
}

module.exports.strykerPlugins = [
  {
    kind: 'TestRunner',
    name: 'waypost',
    factory: Object.assign(() => new JestFiles(), { inject: [] }),
  },
];
