#!/usr/bin/env bash
# Guess: an emulated registry answers for an image that a repository lacks as ECR documents it, with
#   ImageNotFoundException. cdk-assets asks in this way whether an image is published already.
# Seen: MiniStack 1.5.33 answers DescribeImages with 200 and an empty list. cdk-assets then takes each image for
#   published, and builds and pushes none, without a word. BatchGetImage tells the missing one among its failures.
# Source: https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DescribeImages.html
set -euo pipefail
folder="$(mktemp -d)"
server=
trap '[ -z "$server" ] || kill "$server" || true; rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check ministack==1.5.33
port="$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')"
MINISTACK_HOST=127.0.0.1 GATEWAY_PORT="$port" venv/bin/ministack >log 2>&1 &
server=$!
cat >ask.py <<'PY'
import json, sys, time, urllib.error, urllib.request

ECR = "AmazonEC2ContainerRegistry_V20150921."
SIGNED = "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261129/eu-west-1/ecr/aws4_request, SignedHeaders=host, Signature=0"


def ask(operation, body):
    headers = {"X-Amz-Target": ECR + operation, "Content-Type": "application/x-amz-json-1.1", "Authorization": SIGNED}
    request = urllib.request.Request(f"http://127.0.0.1:{sys.argv[1]}/", json.dumps(body).encode(), headers)
    try:
        with urllib.request.urlopen(request) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        return error.code, json.load(error)


while True:
    try:
        ask("CreateRepository", {"repositoryName": "app"})
        break
    except urllib.error.URLError:
        time.sleep(0.2)
missing = {"repositoryName": "app", "imageIds": [{"imageTag": "missing"}]}
status, body = ask("DescribeImages", missing)
print("DescribeImages:", status, body.get("imageDetails", body))
status, body = ask("BatchGetImage", missing)
print("BatchGetImage:", status, [one["failureCode"] for one in body["failures"]])
PY
seen="$(venv/bin/python ask.py "$port")"
echo "$seen"
[ "$seen" = "DescribeImages: 200 []
BatchGetImage: 200 ['ImageNotFound']" ]
