#!/usr/bin/env bash
# Guess: AWS_ENDPOINT_URL_SQS leads `aws sqs` to another endpoint, as AWS_ENDPOINT_URL_SNS leads `aws sns`.
# Seen: awscli 1.46.3 asks `<region>.queue.amazonaws.com` all the same, so what is meant for an emulator goes to
#   AWS. It replaces the endpoint of SQS by one with an old certificate name, before it looks at the
#   variable. `--endpoint-url` works.
# Source: https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html;
#   awscli/customizations/overridesslcommonname.py of the package
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check awscli==1.46.3
unset AWS_PROFILE AWS_ENDPOINT_URL
export AWS_CONFIG_FILE=/dev/null AWS_SHARED_CREDENTIALS_FILE=/dev/null AWS_REGION=eu-central-1
export AWS_DEFAULT_REGION=eu-central-1 AWS_ACCESS_KEY_ID=AKIDEXAMPLE AWS_SECRET_ACCESS_KEY=example
export AWS_ENDPOINT_URL_SNS=http://127.0.0.1:9 AWS_ENDPOINT_URL_SQS=http://127.0.0.1:9
# Nothing leaves this machine: nobody listens at the proxy either.
export HTTP_PROXY=http://127.0.0.1:9 HTTPS_PROXY=http://127.0.0.1:9 AWS_MAX_ATTEMPTS=1
asked() {
  { venv/bin/aws "$@" --debug 2>&1 || true; } | grep -oE "'url': '[^']+'" | grep -oE '[a-z]+://[^/]+' | sort -u
}
seen="sns: $(asked sns list-topics)
sqs: $(asked sqs list-queues)
sqs, --endpoint-url: $(asked sqs list-queues --endpoint-url http://127.0.0.1:9)"
echo "$seen"
[ "$seen" = 'sns: http://127.0.0.1:9
sqs: https://eu-central-1.queue.amazonaws.com
sqs, --endpoint-url: http://127.0.0.1:9' ]
