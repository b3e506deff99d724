#!/usr/bin/env bash
# Guess: a CodeBuild project whose variable takes its value from a secret of the same stack may read that
#   secret, whether the variable names it by `secret.secretArn` or by `secret.secretName`. The library's page
#   of the property takes both: "the name or ARN of the secret".
# Seen: aws-cdk-lib 2.273.0 grants the right resource for the ARN. For the name it splits the text of a value
#   that is not known yet at its first colon, so the role may read a resource called "${Token[Fn", which is no
#   ARN. The synthesis succeeds; a warning on the policy's pattern is all.
# Source: aws-codebuild/lib/project.d.ts of the package (BuildEnvironmentVariable); aws/aws-cdk#15875
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund aws-cdk-lib@2.273.0 constructs@10.8.1
cat >run.cjs <<'JS'
const { App, Stack } = require('aws-cdk-lib');
const { BuildEnvironmentVariableType, BuildSpec, Project } = require('aws-cdk-lib/aws-codebuild');
const { Secret } = require('aws-cdk-lib/aws-secretsmanager');
const app = new App({ analyticsReporting: false, outdir: 'out' });
const stack = new Stack(app, 'Stack');
const secret = new Secret(stack, 'Secret');
const values = { ByArn: secret.secretArn, ByName: secret.secretName, ByNameWithKey: `${secret.secretName}:key` };
for (const [id, value] of Object.entries(values)) {
  new Project(stack, id, {
    buildSpec: BuildSpec.fromObject({ version: '0.2', phases: {} }),
    environmentVariables: { LICENSE: { type: BuildEnvironmentVariableType.SECRETS_MANAGER, value } },
  });
}
const { Resources } = app.synth().getStackByName('Stack').template;
for (const [id, { Type, Properties }] of Object.entries(Resources)) {
  if (Type !== 'AWS::IAM::Policy') continue;
  const { Statement } = Properties.PolicyDocument;
  const read = Statement.find(({ Action }) => Action === 'secretsmanager:GetSecretValue');
  console.log(id.split('Role')[0], JSON.stringify(read.Resource));
}
JS
seen="$(node run.cjs 2>/dev/null | sed -E 's/SecretA[0-9A-F]+/Secret/')"
echo "$seen"
[ "$seen" = 'ByArn {"Ref":"Secret"}
ByName "${Token[Fn"
ByNameWithKey "${Token[Fn"' ]
