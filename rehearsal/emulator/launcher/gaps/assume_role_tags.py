"""Gap: sts:AssumeRole has no condition keys for the role's tags.

The self-mutation role of CDK Pipelines may assume the bootstrap roles only by their tag:
`iam:ResourceTag/aws-cdk:bootstrap-role`.
"""

from dataclasses import replace

from launcher.authorization import wrap_decision
from launcher.patching import name_in


def install() -> None:
    roles = name_in("ministack.services.iam", "_roles")

    def make(decide):
        def decide_with_role_tags(request):
            if request.action == "sts:AssumeRole" and ":role/" in request.resource_arn:
                context = {**_tags(roles, request.resource_arn), **request.context}
                request = replace(request, context=context)
            return decide(request)

        return decide_with_role_tags

    wrap_decision(make)


def _tags(roles, role_arn: str) -> dict:
    role = roles.get_scoped(role_arn.split(":")[4], None, role_arn.rsplit("/", 1)[-1]) or {}
    return {
        f"{prefix}:resourcetag/{tag['Key']}".lower(): tag["Value"]
        for tag in role.get("Tags") or []
        for prefix in ("iam", "aws")
    }
