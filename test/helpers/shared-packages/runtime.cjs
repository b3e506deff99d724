'use strict';

const { default: JestRuntime } = require('jest-runtime');
const { worker } = require('./realm.cjs');

const isPackage = (path) => path.includes('/node_modules/');

/** Jest's module loader, which loads packages once a worker, and all else once a test file. */
class SharingRuntime extends JestRuntime {
  constructor(...args) {
    super(...args);
    worker.runtime = this;
    const { cjsLoader, registries } = this;
    const load = cjsLoader.loadModule.bind(cjsLoader);
    cjsLoader.loadModule = (...call) => {
      const [loading, , , path, options] = call;
      const isShared = isPackage(path) && !options?.isInternalModule && !registries.isIsolated();
      if (isShared) worker.realm.load(path, loading, () => load(...call));
      else load(...call);
    };
  }

  /** A package may load more of itself long after the test file that loaded it first. */
  requireModuleOrMock(from, name) {
    if (worker.runtime !== this && isPackage(from)) {
      return worker.runtime.requireModuleOrMock(from, name);
    }
    return super.requireModuleOrMock(from, name);
  }
}

module.exports = { __esModule: true, default: SharingRuntime };
