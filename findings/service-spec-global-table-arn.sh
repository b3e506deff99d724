#!/usr/bin/env bash
# Guess: the ARN template that the CDK's service specification has for a type is the form of the ARNs
#   that resources of this type have.
# Seen: @aws-cdk/aws-service-spec 0.1.216 has `global-table/` for AWS::DynamoDB::GlobalTable. That is the
#   form of the global tables of 2017. The type makes tables of 2019, whose ARNs say `table/`, as those of
#   AWS::DynamoDB::Table do: a policy made from the template allows nothing.
# Source: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazondynamodb.html and
#   "Return values" of AWS::DynamoDB::GlobalTable in CloudFormation's reference
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund @aws-cdk/aws-service-spec@0.1.216
cat >run.cjs <<'JS'
const { loadAwsServiceSpecSync } = require('@aws-cdk/aws-service-spec');
const database = loadAwsServiceSpecSync();
for (const type of ['AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable']) {
  const [resource] = database.lookup('resource', 'cloudFormationType', 'equals', type);
  console.log(type, resource.arnTemplate);
}
JS
seen="$(node run.cjs)"
echo "$seen"
[ "$seen" = 'AWS::DynamoDB::Table arn:${Partition}:dynamodb:${Region}:${Account}:table/${TableName}
AWS::DynamoDB::GlobalTable arn:${Partition}:dynamodb::${Account}:global-table/${GlobalTableName}' ]
