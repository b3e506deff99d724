'use strict';

const REFERENCES = /aws-cdk-lib\/core\/lib\/private\/cfn-reference\.js$/;

/**
 * The CDK keeps each token that is ever made, and with it all constructs, 8 MB of a test file that
 * synthesizes. Takes away what test files made, and leaves what the CDK's own files made when they
 * were loaded (`Aws.REGION`).
 */
class TokensOfCdk {
  #global;
  #kept = new Set();

  constructor(global) {
    this.#global = global;
  }

  keepNewOnes(load) {
    const before = this.#maps().map(({ size }) => size);
    load();
    for (const [index, map] of this.#maps().entries()) {
      if (map.size === before[index]) continue;
      for (const key of [...map.keys()].slice(before[index] ?? 0)) this.#kept.add(key);
    }
  }

  forget(packages) {
    for (const map of this.#maps()) {
      for (const key of map.keys()) if (!this.#kept.has(key)) map.delete(key);
    }
    for (const [path, { exports }] of packages) {
      if (!REFERENCES.test(path)) continue;
      const references = exports.CfnReference.referenceTable;
      if (references === undefined || this.#maps().length === 0) {
        throw new Error(
          'aws-cdk-lib keeps its tokens or references elsewhere than it did, so that memory would grow. ' +
            'Read docs/adr/0036, then mend test/helpers/shared-packages/tokens-of-cdk.cjs.',
        );
      }
      references.clear();
    }
  }

  #maps() {
    const tokens = this.#global.__cdkTokenMap;
    return tokens === undefined ? [] : [tokens.stringTokenMap, tokens.numberTokenMap];
  }
}

module.exports = { TokensOfCdk };
