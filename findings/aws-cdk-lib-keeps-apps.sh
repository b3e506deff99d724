#!/usr/bin/env bash
# Guess: an App that was synthesized, and that no variable holds any more, is garbage: a program that makes
#   one app after another, such as a test run, needs the memory of one.
# Seen: aws-cdk-lib 2.273.0 keeps every app that has a stack, and so all constructs of it, for as long as the process
#   lives: a map of tokens on the global object holds them. An app without a stack is garbage at once.
# Source: `__cdkTokenMap` of core/lib/private/token-map.ts in aws/aws-cdk
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund aws-cdk-lib@2.273.0 constructs@10.8.1
cat >run.cjs <<'JS'
const { App, Stack } = require('aws-cdk-lib');

function synthesized(outdir, addTo) {
  const app = new App({ outdir, analyticsReporting: false });
  addTo(app);
  app.synth();
  return new WeakRef(app);
}

const apps = {
  'with a stack': synthesized('a', (app) => new Stack(app, 'Stack')),
  'without one': synthesized('b', () => undefined),
};
setTimeout(() => {
  globalThis.gc();
  for (const [name, app] of Object.entries(apps)) console.log(`${name}: ${app.deref() ? 'kept' : 'garbage'}`);
}, 100);
JS
seen="$(CDK_VALIDATION=false node --expose-gc run.cjs)"
echo "$seen"
[ "$seen" = "with a stack: kept
without one: garbage" ]
