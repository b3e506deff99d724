'use strict';

const spec = require('@aws-cdk/aws-service-spec');

const { loadAwsServiceSpecSync: load } = spec;

// CloudFormation's registry takes more than a second to read. No mutant changes it, so a process reads it once.
if (!load.isKept) {
  let kept;
  spec.loadAwsServiceSpecSync = Object.assign(() => (kept ??= load()), { isKept: true });
}
