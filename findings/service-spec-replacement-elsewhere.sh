#!/usr/bin/env bash
# Guess: `additionalReplacementProperties` of a resource type lists paths of its own properties that replace the
#   resource in addition to those that CloudFormation's schema marks as create-only.
# Seen: @aws-cdk/aws-service-spec 0.1.216 has the list for three types only. For two of them each path begins with
#   a property that the type does not have: the paths of AWS::EFS::AccessPoint leave out the property in front
#   (RootDirectory.CreationInfo), and AWS::EventsV2::Subscriber has no property InvokeConfiguration. Each path stands
#   there three times. Who compares templates by these paths never finds the replacement that they mean.
# Source: the package's db.json.gz, read by its own loader.
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund @aws-cdk/aws-service-spec@0.1.216
cat >run.cjs <<'JS'
const { loadAwsServiceSpecSync } = require('@aws-cdk/aws-service-spec');
for (const resource of loadAwsServiceSpecSync().all('resource')) {
  const paths = resource.additionalReplacementProperties;
  if (paths === undefined) continue;
  const different = new Set(paths.map(([first]) => first));
  const own = [...different].map((first) => `${first} ${first in resource.properties}`);
  console.log(resource.cloudFormationType, paths.length, own.join());
}
JS
seen="$(node run.cjs | sort)"
echo "$seen"
[ "$seen" = 'AWS::EFS::AccessPoint 9 CreationInfo false
AWS::EventsV2::Subscriber 3 InvokeConfiguration false
AWS::RedshiftServerless::Snapshot 6 Tags true' ]
