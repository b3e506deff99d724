#!/usr/bin/env bash
# Guess: with `@aws-cdk/core:validateAgainstDefaultRules` set to true, of which the library's own page of
#   flags says that violations "are treated as errors and will fail synthesis", each violation does.
# Seen: aws-cdk-lib 2.273.0 fails for a property that a type does not have (F3002). A value that is none
#   of those which the type's schema lists (W3030) stays a warning, and the synthesis succeeds, although
#   its schema lists two values alone.
# Source: cx-api/FEATURE_FLAGS.md of the package
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund aws-cdk-lib@2.273.0 constructs@10.8.1
cat >run.cjs <<'JS'
const { App, Stack } = require('aws-cdk-lib');
const { CfnBucket } = require('aws-cdk-lib/aws-s3');
const [, , name, value] = process.argv;
const context = { '@aws-cdk/core:validateAgainstDefaultRules': true };
const app = new App({ context, outdir: 'out', analyticsReporting: false });
const bucket = new CfnBucket(new Stack(app, 'Stack'), 'Bucket');
bucket.addPropertyOverride(name, { Status: value });
try {
  app.synth();
  console.log(`${name}: synthesized`);
} catch {
  console.log(`${name}: failed`);
}
JS
seen="$(node run.cjs Versioning Enabled 2>&1 | grep -oE 'F3002|Versioning: [a-z]+$')
$(node run.cjs VersioningConfiguration On 2>&1 | grep -oE 'WARNING|W3030|VersioningConfiguration: [a-z]+$')"
echo "$seen"
[ "$seen" = "F3002
Versioning: failed
WARNING
W3030
VersioningConfiguration: synthesized" ]
