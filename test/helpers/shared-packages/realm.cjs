'use strict';

const { constants, createContext, runInContext } = require('node:vm');
const { TokensOfCdk } = require('./tokens-of-cdk.cjs');

/** Of Jest's global, these take the place of the context's own: packages compare with Node's. */
const OF_NODE = ['Buffer', 'ArrayBuffer', 'Uint8Array'];

/** Node makes some of its globals when they are first read; so does Jest's global that has them. */
const lazily = (global, key, made) => {
  const { get, enumerable, value } = Object.getOwnPropertyDescriptor(made, key);
  const plain = { configurable: true, enumerable, writable: true };
  if (get === undefined) return { ...plain, value };
  const become = (now) => Object.defineProperty(global, key, { ...plain, value: now });
  return { configurable: true, enumerable, get: () => become(made[key]) && made[key], set: become };
};

/** Context and packages that the test files of one worker have together, one file after the other. */
class Realm {
  context = createContext(constants.DONT_CONTEXTIFY);
  global = runInContext('globalThis', this.context);
  #pristine = Object.getOwnPropertyDescriptors(this.global);
  #packages = new Map();
  #globalsOfPackages = new Set();
  #tokens = new TokensOfCdk(this.global);

  /** Gives a test file the global that Jest made for it, and nothing that another file has left. */
  renew(made) {
    this.#tokens.forget(this.#packages);
    const { global } = this;
    for (const key of Reflect.ownKeys(global)) {
      const stays = this.#isPristine(key) || this.#globalsOfPackages.has(key);
      // All but the matchers of `expect`, which each file sets anew, can be deleted.
      if (!stays) Reflect.deleteProperty(global, key);
    }
    Object.defineProperties(global, this.#pristine);
    for (const key of Reflect.ownKeys(made)) {
      if (this.#isPristine(key) && !OF_NODE.includes(key)) continue;
      Object.defineProperty(global, key, lazily(global, key, made));
    }
    global.global = global;
    global.Error.stackTraceLimit = made.Error.stackTraceLimit;
  }

  #isPristine(key) {
    return Object.hasOwn(this.#pristine, key);
  }

  /** Loads a file of a package, or gives the module what it has exported before. */
  load(path, loading, load) {
    const known = this.#packages.get(path);
    if (known !== undefined)
      return Object.assign(loading, { exports: known.exports, loaded: true });
    const before = new Set(Reflect.ownKeys(this.global));
    this.#tokens.keepNewOnes(load);
    this.#packages.set(path, loading);
    for (const key of Reflect.ownKeys(this.global)) {
      if (!before.has(key)) this.#globalsOfPackages.add(key);
    }
    return loading;
  }
}

const worker = {
  realm: new Realm(),
  runtime: undefined,
};

module.exports = { worker };
