"""Gap: the role's tags are no condition keys of sts:AssumeRole.

The self-mutation role of CDK Pipelines may assume the bootstrap roles by their tag alone:
`iam:ResourceTag/aws-cdk:bootstrap-role`.
"""

from launcher.patching import name_in, wrap


def install() -> None:
    roles = name_in("ministack.services.iam", "_roles")

    def make(enforce):
        def enforce_with_role_tags(
            access_key_id, iam_action, service, region, resource_arn="*", service_context=None
        ):
            if iam_action == "sts:AssumeRole" and ":role/" in resource_arn:
                service_context = {**_tags(roles, resource_arn), **(service_context or {})}
            return enforce(
                access_key_id,
                iam_action,
                service,
                region,
                resource_arn=resource_arn,
                service_context=service_context,
            )

        return enforce_with_role_tags

    wrap("ministack.core.iam_evaluator", "enforce", make)


def _tags(roles, role_arn: str) -> dict:
    role = roles.get_scoped(role_arn.split(":")[4], None, role_arn.rsplit("/", 1)[-1]) or {}
    return {
        f"{prefix}:resourcetag/{tag['Key']}".lower(): tag["Value"]
        for tag in role.get("Tags") or []
        for prefix in ("iam", "aws")
    }
