#!/usr/bin/env bash
# Guess: `iamChanges` of a difference, from which `cdk diff` draws its table of IAM statements, has
#   every statement that a template grants, wherever CloudFormation takes one.
# Seen: @aws-cdk/cloudformation-diff 2.187.5 has a statement in a bucket's policy, and has none for the
#   same in a table's own ResourcePolicy, in an event bus's policy, or in one branch of an Fn::If.
# Source: https://docs.aws.amazon.com/cdk/v2/guide/cli.html (security changes), and the CloudFormation
#   pages of AWS::DynamoDB::Table ResourcePolicy and AWS::Events::EventBusPolicy
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund @aws-cdk/cloudformation-diff@2.187.5
cat >run.cjs <<'JS'
const { fullDiff } = require('@aws-cdk/cloudformation-diff');
const to = (Action, Resource) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { AWS: '111122223333' }, Action, Resource }],
});
const key = { AttributeName: 'id', AttributeType: 'S' };
const resources = {
  bucket: {
    Type: 'AWS::S3::BucketPolicy',
    Properties: { Bucket: 'one', PolicyDocument: to('s3:GetObject', 'arn:aws:s3:::one/*') },
  },
  table: {
    Type: 'AWS::DynamoDB::Table',
    Properties: {
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [key],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      ResourcePolicy: { PolicyDocument: to('dynamodb:GetItem', '*') },
    },
  },
  bus: {
    Type: 'AWS::Events::EventBusPolicy',
    Properties: { StatementId: 'One', Action: 'events:PutEvents', Principal: '111122223333' },
  },
  branch: {
    Type: 'AWS::S3::BucketPolicy',
    Properties: {
      Bucket: 'one',
      PolicyDocument: {
        'Fn::If': ['Open', to('s3:GetObject', 'arn:aws:s3:::one/*'), to('s3:ListBucket', 'arn:aws:s3:::one')],
      },
    },
  },
};
for (const [name, resource] of Object.entries(resources)) {
  const Conditions = { Open: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'eu-west-1'] } };
  const diff = fullDiff({ Conditions, Resources: {} }, { Conditions, Resources: { One: resource } });
  console.log(name, diff.iamChanges.statements.additions.map(({ actions }) => actions.values).join() || 'none');
}
JS
seen="$(node run.cjs)"
echo "$seen"
[ "$seen" = "bucket s3:GetObject
table none
bus none
branch none" ]
