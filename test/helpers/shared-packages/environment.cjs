'use strict';

const { TestEnvironment } = require('jest-environment-node');
const { worker } = require('./realm.cjs');

/** As the environment for Node has it, which keeps it to itself. */
const TIMERS = {
  idToRef: (id) => {
    const timer = { id, ref: () => timer, unref: () => timer };
    return timer;
  },
  refToId: (timer) => timer?.id,
};

/** Jest's environment for Node, in a context that the test files of a worker share, see docs/adr/0036. */
class SharedEnvironment extends TestEnvironment {
  constructor(config, context) {
    super(config, context);
    const { projectConfig } = config;
    const { realm } = worker;
    realm.renew(this.global);
    const { global } = realm;
    const { moduleMocker: mocker, fakeTimers: legacy, fakeTimersModern: modern } = this;
    Object.assign(this, { context: realm.context, global });
    this.moduleMocker = new mocker.constructor(global);
    this.fakeTimers = new legacy.constructor({
      config: projectConfig,
      global,
      moduleMocker: this.moduleMocker,
      timerConfig: TIMERS,
    });
    this.fakeTimersModern = new modern.constructor({ config: projectConfig, global });
  }
}

module.exports = SharedEnvironment;
