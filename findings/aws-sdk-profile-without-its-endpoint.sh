#!/usr/bin/env bash
# Guess: a client that is made with `profile` works as one that runs under AWS_PROFILE: it takes all that the
#   shared configuration says of that profile, also its `endpoint_url`.
# Seen: @aws-sdk/client-sts 3.1173.0 with `profile` takes the credentials and the region of the profile, and
#   asks AWS's own endpoint. With AWS_PROFILE it asks the profile's endpoint. So credentials that belong to
#   another endpoint, such as an emulator's, go to AWS.
# Source: https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund @aws-sdk/client-sts@3.1173.0
cat >config <<'INI'
[profile local]
region = eu-central-1
endpoint_url = http://emulator.test:4566
aws_access_key_id = AKIDEXAMPLE
aws_secret_access_key = example
INI
cat >run.cjs <<'JS'
const { GetCallerIdentityCommand, STSClient } = require('@aws-sdk/client-sts');
let asked;
const requestHandler = {
  handle: async ({ hostname, headers }) => {
    const [, key, region] = /Credential=(\w+)\/\d+\/([\w-]+)/.exec(headers.authorization);
    asked = `${hostname}, signed by ${key} for ${region}`;
    throw new Error('not sent');
  },
};
const [, , profile] = process.argv;
const client = new STSClient({ requestHandler, maxAttempts: 1, ...(profile && { profile }) });
client.send(new GetCallerIdentityCommand({})).catch(({ message }) => console.log(asked ?? message));
JS
unset AWS_PROFILE AWS_REGION AWS_DEFAULT_REGION AWS_ENDPOINT_URL AWS_ENDPOINT_URL_STS
unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN
export AWS_CONFIG_FILE="$folder/config" AWS_SHARED_CREDENTIALS_FILE=/dev/null
seen="AWS_PROFILE: $(AWS_PROFILE=local node run.cjs 2>/dev/null)
profile: $(node run.cjs local 2>/dev/null)"
echo "$seen"
[ "$seen" = 'AWS_PROFILE: emulator.test, signed by AKIDEXAMPLE for eu-central-1
profile: sts.eu-central-1.amazonaws.com, signed by AKIDEXAMPLE for eu-central-1' ]
