"""Gap: a call on several parameters or repositories is decided on `*`. No grant on some of them matches that.

AWS decides on each: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssystemsmanager.html
https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerregistry.html
"""

import json

from launcher.authorization import decide_on_each, wrap_decision
from launcher.patching import wrap

# No name of such a resource has it.
SEPARATOR = ","
# (service, operation) -> the member of the request that has the names, and the kind of resource.
NAMED = {
    ("ssm", "GetParameters"): ("Names", "parameter"),
    ("ssm", "DeleteParameters"): ("Names", "parameter"),
    ("ecr", "DescribeRepositories"): ("repositoryNames", "repository"),
}
SERVICES = {service for service, _ in NAMED}


def install() -> None:
    wrap("ministack.core.iam_actions", "extract_resource_arn", _with_names)
    wrap_decision(_one_by_one)


def _with_names(extract):
    def extract_resource_arn(service, method, path, headers, body, params, region, account):
        arn = extract(service, method, path, headers, body, params, region, account)
        operation = headers.get("x-amz-target", "").rpartition(".")[2]
        if (service, operation) not in NAMED:
            return arn
        member, kind = NAMED[service, operation]
        names = json.loads(body or b"{}").get(member) or []
        prefix = f"arn:aws:{service}:{region}:{account}:{kind}/"
        return SEPARATOR.join(_arn(name, prefix) for name in names) or arn

    return extract_resource_arn


def _arn(name: str, prefix: str) -> str:
    return name if name.startswith("arn:") else prefix + name.removeprefix("/")


def _one_by_one(decide):
    def decide_each(request):
        if request.action.partition(":")[0] not in SERVICES:
            return decide(request)
        return decide_on_each(decide, request, request.resource_arn.split(SEPARATOR))

    return decide_each
