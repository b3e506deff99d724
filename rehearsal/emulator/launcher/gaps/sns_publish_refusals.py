"""Gap: MiniStack publishes messages that SNS refuses.

Recorded on AWS, in test_sns of https://github.com/localstack/localstack/tree/main/tests/aws/services/sns;
https://docs.aws.amazon.com/sns/latest/api/API_Publish.html has the rules for subjects.
"""

import json

from launcher.patching import name_in, wrap

SNS = "ministack.services.sns"
LONGEST_SUBJECT = 100

_error = name_in(SNS, "_error")
_parameter = name_in(SNS, "_p")


def install() -> None:
    wrap(SNS, "_publish", _refusing)


def _refusing(publish):
    def publish_or_refuse(params):
        if problem := _problem(params):
            return _error("InvalidParameter", f"Invalid parameter: {problem}", 400)
        return publish(params)

    return publish_or_refuse


def _problem(params) -> str | None:
    message, subject = _parameter(params, "Message"), _parameter(params, "Subject")
    if not message:
        return "Empty message"
    if len(subject) > LONGEST_SUBJECT or not all(map(str.isprintable, subject)):
        return "Subject"
    if _parameter(params, "MessageStructure") == "json":
        try:
            by_protocol = json.loads(message)
        except ValueError:
            return "Message Structure - JSON message body failed to parse"
        if "default" not in by_protocol:
            return "Message Structure - No default entry in JSON message body"
    return None
