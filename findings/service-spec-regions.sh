#!/usr/bin/env bash
# Guess: the database of AWS's service specification has an entity `region` with the relation
#   `regionHasResource`, so it tells which types of resource a region has.
# Seen: @aws-cdk/aws-service-spec 0.1.216 has three regions: us-east-1 with 678 types, us-east-2 and
#   us-west-2 with 9 each. AWS::S3::Bucket is in none of them. Who asks it whether a region has a
#   service gets "no" for nearly everything.
# Source: the package's db.json.gz, read by its own loader.
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund @aws-cdk/aws-service-spec@0.1.216
cat >run.cjs <<'JS'
const { loadAwsServiceSpecSync } = require('@aws-cdk/aws-service-spec');
const db = loadAwsServiceSpecSync();
for (const region of db.all('region')) {
  const types = db
    .follow('regionHasResource', region)
    .map(({ entity }) => entity.cloudFormationType);
  console.log(region.name, types.length, types.includes('AWS::S3::Bucket'));
}
JS
seen="$(node run.cjs | sort)"
echo "$seen"
[ "$seen" = $'us-east-1 678 false\nus-east-2 9 false\nus-west-2 9 false' ]
