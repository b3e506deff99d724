#!/usr/bin/env bash
# Guess: an emulated SES has one list of identities, as SES has: an address that the first version of the API verifies
#   is found by the second version.
# Seen: MiniStack 1.5.33 keeps a list for each version. An address that VerifyEmailIdentity (version 1) has taken is
#   unknown to GetEmailIdentity (version 2), and one of CreateEmailIdentity (version 2) is not in ListIdentities
#   (version 1). A stack with AWS::SES::EmailIdentity and a function with the older client do not meet.
# Source: https://docs.aws.amazon.com/ses/latest/dg/creating-identities.html
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
import json, re, sys, time, urllib.error, urllib.parse, urllib.request

SIGNED = "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261129/eu-west-1/ses/aws4_request, SignedHeaders=host, Signature=0"


def send(path, body, content_type):
    request = urllib.request.Request(
        f"http://127.0.0.1:{sys.argv[1]}{path}", body, {"Authorization": SIGNED, "Content-Type": content_type}
    )
    try:
        with urllib.request.urlopen(request) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def first(**parameters):
    body = urllib.parse.urlencode(parameters | {"Version": "2010-12-01"}).encode()
    return send("/", body, "application/x-www-form-urlencoded")


def second(name="", body=None):
    data = None if body is None else json.dumps(body).encode()
    return send(f"/v2/email/identities{name}", data, "application/json")


for _ in range(300):
    try:
        first(Action="VerifyEmailIdentity", EmailAddress="one@example.com")
        break
    except urllib.error.URLError:
        time.sleep(0.2)
else:
    sys.exit("MiniStack does not answer")
second(body={"EmailIdentity": "two@example.com"})
print("version 1 lists", re.findall(r"\w+@example\.com", first(Action="ListIdentities")[1]))
for name in ("one@example.com", "two@example.com"):
    print("version 2 gets", name, second(f"/{name}")[0])
PY
seen="$(venv/bin/python ask.py "$port")"
echo "$seen"
[ "$seen" = "version 1 lists ['one@example.com']
version 2 gets one@example.com 404
version 2 gets two@example.com 200" ]
