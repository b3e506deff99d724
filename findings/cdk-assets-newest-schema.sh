#!/usr/bin/env bash
# Guess: the newest cdk-assets publishes what the newest aws-cdk-lib synthesizes. CDK Pipelines installs
#   `cdk-assets@latest` for its assets unless it is told a version.
# Seen: aws-cdk-lib 2.276.0 writes its asset manifests with schema 55, and cdk-assets 4.7.3, the newest on
#   29 November 2026, reads schemas up to 54. So it refuses every manifest, although nothing in it is new. The CDK CLI
#   2.1148.1, from the same repository, reads the same assembly.
# Source: https://github.com/aws/aws-cdk-cli/tree/main/packages/cdk-assets
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund aws-cdk-lib@2.276.0 constructs@10.8.1 cdk-assets@4.7.3 aws-cdk@2.1148.1
cat >app.cjs <<'JS'
const { App, Stack } = require('aws-cdk-lib');
const { Asset } = require('aws-cdk-lib/aws-s3-assets');
const app = new App({ outdir: 'out' });
new Asset(new Stack(app, 'Site'), 'Page', { path: __filename });
app.synth();
JS
node app.cjs >/dev/null 2>&1
seen="cdk ls: $(node_modules/.bin/cdk ls --app out 2>/dev/null)
cdk-assets ls: $(node_modules/.bin/cdk-assets --path out/Site.assets.json ls 2>&1 | grep -o 'Maximum schema version.*' || true)"
echo "$seen"
[ "$seen" = 'cdk ls: Site
cdk-assets ls: Maximum schema version supported is 54.x.x, but found 55.0.0' ]
