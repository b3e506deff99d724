#!/usr/bin/env bash
# Guess: `securityGroupChanges` of a difference of templates tells of every rule of a security group that lets
#   more in, as its printed form is there for: "Security Group Changes".
# Seen: @aws-cdk/cloudformation-diff 2.187.5 compares the rules as they are written. Where a rule takes its range of
#   addresses from a mapping (`Fn::FindInMap`), and the mapping alone changes, the difference has a changed
#   mapping, and no change of a rule and none of a resource. The same change written out is told.
# Source: lib/network/security-group-rule.ts and lib/diff/types.ts in aws/aws-cdk-cli
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund @aws-cdk/cloudformation-diff@2.187.5
cat >run.cjs <<'JS'
const { fullDiff } = require('@aws-cdk/cloudformation-diff');

const template = (from, CidrIp) => ({
  Mappings: { Networks: { office: { Range: from } } },
  Resources: {
    Group: {
      Type: 'AWS::EC2::SecurityGroup',
      Properties: {
        GroupDescription: 'of a web server',
        SecurityGroupIngress: [{ IpProtocol: 'tcp', FromPort: 443, ToPort: 443, CidrIp }],
      },
    },
  },
});

function show(name, before, after) {
  const difference = fullDiff(before, after);
  console.log(
    `${name}: rules ${difference.securityGroupChanges.hasChanges}, ` +
      `resources ${difference.resources.differenceCount}, mappings ${difference.mappings.differenceCount}`,
  );
}

const mapped = { 'Fn::FindInMap': ['Networks', 'office', 'Range'] };
show('mapped', template('192.0.2.0/28', mapped), template('192.0.2.0/24', mapped));
show('written', template('192.0.2.0/28', '192.0.2.0/28'), template('192.0.2.0/28', '192.0.2.0/24'));
JS
seen="$(node run.cjs)"
echo "$seen"
[ "$seen" = "mapped: rules false, resources 0, mappings 1
written: rules true, resources 1, mappings 0" ]
