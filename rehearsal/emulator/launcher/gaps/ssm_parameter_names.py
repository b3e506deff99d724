"""Gap: a call on several parameters is decided on `*`. No grant on parameters matches that.

AWS decides on each: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssystemsmanager.html
"""

import json

from launcher.authorization import decide_on_each, wrap_decision
from launcher.patching import wrap

# No parameter's name has it.
SEPARATOR = ","


def install() -> None:
    wrap("ministack.core.iam_actions", "extract_resource_arn", _with_names)
    wrap_decision(_one_by_one)


def _with_names(extract):
    def extract_resource_arn(service, method, path, headers, body, params, region, account):
        arn = extract(service, method, path, headers, body, params, region, account)
        operation = headers.get("x-amz-target", "").rpartition(".")[2]
        if service != "ssm" or operation not in ("GetParameters", "DeleteParameters"):
            return arn
        names = json.loads(body or b"{}").get("Names") or []
        return SEPARATOR.join(_arn(name, region, account) for name in names) or arn

    return extract_resource_arn


def _arn(name: str, region: str, account: str) -> str:
    if name.startswith("arn:"):
        return name
    return f"arn:aws:ssm:{region}:{account}:parameter/{name.removeprefix('/')}"


def _one_by_one(decide):
    def decide_each(request):
        if not request.action.startswith("ssm:") or SEPARATOR not in request.resource_arn:
            return decide(request)
        return decide_on_each(decide, request, request.resource_arn.split(SEPARATOR))

    return decide_each
