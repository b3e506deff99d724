"""Gap: a call on a log stream is decided on the ARN of its group. No grant on streams matches that.

https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatchlogs.html
"""

import json

from launcher.patching import wrap

OF_STREAMS = {"CreateLogStream", "DeleteLogStream", "GetLogEvents", "PutLogEvents"}


def install() -> None:
    wrap("ministack.core.iam_actions", "extract_resource_arn", _with_stream)


def _with_stream(extract):
    def extract_resource_arn(service, method, path, headers, body, params, region, account):
        arn = extract(service, method, path, headers, body, params, region, account)
        operation = headers.get("x-amz-target", "").rpartition(".")[2]
        if service != "logs" or operation not in OF_STREAMS or ":log-group:" not in arn:
            return arn
        return f"{arn}:log-stream:{json.loads(body or b'{}').get('logStreamName', '')}"

    return extract_resource_arn
