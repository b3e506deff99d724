#!/usr/bin/env bash
# Guess: an SDK client reads the `credentials` that it is given. They are plain data, so a frozen object is as good
#   as any other, and the caller's object is the same after a call.
# Seen: @aws-sdk/client-sts 3.1173.0 writes a key `$source` into the caller's own object at the first call. If the
#   object is frozen, every call is rejected with a TypeError of the code that writes, which says nothing of credentials.
#   Credentials of a provider function are copied first: there the same frozen object works. Zod's `.readonly()`
#   freezes what it parses, so parsed credentials are where one meets it.
# Source: @aws-sdk/core, resolveAwsSdkSigV4Config and setCredentialFeature in aws/aws-sdk-js-v3
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund @aws-sdk/client-sts@3.1173.0
cat >run.cjs <<'JS'
const { createServer } = require('node:http');
const { GetCallerIdentityCommand, STSClient } = require('@aws-sdk/client-sts');

const answer =
  '<GetCallerIdentityResponse><GetCallerIdentityResult><Account>111111111111</Account>' +
  '</GetCallerIdentityResult></GetCallerIdentityResponse>';
const keys = () => ({ accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'example' });
const server = createServer((_, response) => response.end(answer));

server.listen(0, '127.0.0.1', async () => {
  const endpoint = `http://127.0.0.1:${server.address().port}`;
  const ask = async (credentials) => {
    const client = new STSClient({ region: 'us-east-1', endpoint, credentials, maxAttempts: 1 });
    try {
      return (await client.send(new GetCallerIdentityCommand({}))).Account;
    } catch (error) {
      return `${error.name}: ${error.message}`;
    }
  };
  const own = keys();
  console.log('object:', await ask(own), Object.keys(own).join());
  console.log('frozen object:', await ask(Object.freeze(keys())));
  console.log('function of a frozen object:', await ask(async () => Object.freeze(keys())));
  server.close();
});
JS
seen="$(node run.cjs 2>/dev/null)"
echo "$seen"
[ "$seen" = "object: 111111111111 accessKeyId,secretAccessKey,\$source
frozen object: TypeError: Cannot set properties of undefined (setting 'CREDENTIALS_CODE')
function of a frozen object: 111111111111" ]
