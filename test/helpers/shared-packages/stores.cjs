'use strict';

const asyncHooks = require('node:async_hooks');

/** Of the test file that runs. */
let stores = new WeakMap();
let storages = [];

/**
 * Node's AsyncLocalStorage, whose stores can be forgotten. Node keeps a store with each stream, process or port that is made
 * meanwhile, as long as that lives. Jest runs each test with a store that leads to its whole context, so what the first test
 * to write had of stdout kept that context for good.
 */
class ForgettableStorage {
  static bind = asyncHooks.AsyncLocalStorage.bind;
  static snapshot = asyncHooks.AsyncLocalStorage.snapshot;
  #storage = new asyncHooks.AsyncLocalStorage();

  constructor() {
    storages.push(this);
  }

  #keyOf(store) {
    const key = {};
    stores.set(key, store);
    return key;
  }

  run(store, ...call) {
    return this.#storage.run(this.#keyOf(store), ...call);
  }

  enterWith(store) {
    this.#storage.enterWith(this.#keyOf(store));
  }

  exit(...call) {
    return this.#storage.exit(...call);
  }

  getStore() {
    return stores.get(this.#storage.getStore());
  }

  disable() {
    this.#storage.disable();
  }
}

/** Forgets what a test file has stored. Node asks each storage that is enabled whenever something asynchronous begins. */
function forgetStores() {
  for (const storage of storages) storage.disable();
  storages = [];
  stores = new WeakMap();
}

/** What test files get for `node:async_hooks`. */
const forgettable = { ...asyncHooks, AsyncLocalStorage: ForgettableStorage };

module.exports = { forgettable, forgetStores };
