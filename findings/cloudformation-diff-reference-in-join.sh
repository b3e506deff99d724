#!/usr/bin/env bash
# Guess: a difference of two templates marks what refers to a replaced resource as replaced, too,
#   however the reference is written.
# Seen: @aws-cdk/cloudformation-diff 2.187.5 does so where Ref or Fn::GetAtt is the whole value. Inside
#   Fn::Join, which is how the CDK writes names and ARNs, it does not: the second log group below is
#   replaced by CloudFormation as well, and the difference does not have it.
# Source: the package's lib/diff/index.js follows references that are a value by themselves; that
#   AWS::Logs::LogGroup is replaced with its name: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-logs-loggroup.html
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund @aws-cdk/cloudformation-diff@2.187.5
cat >run.cjs <<'JS'
const { fullDiff } = require('@aws-cdk/cloudformation-diff');
const group = (LogGroupName) => ({ Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName } });
const template = (name) => ({
  Resources: {
    First: { Type: 'AWS::SQS::Queue', Properties: { QueueName: name } },
    ByRef: group({ 'Fn::GetAtt': ['First', 'QueueName'] }),
    ByJoin: group({ 'Fn::Join': ['', ['/queues/', { 'Fn::GetAtt': ['First', 'QueueName'] }]] }),
  },
});
const { resources } = fullDiff(template('one'), template('two'));
console.log(resources.logicalIds.filter((id) => resources.get(id).isDifferent).sort().join(' '));
JS
seen="$(node run.cjs)"
echo "$seen"
[ "$seen" = 'ByRef First' ]
