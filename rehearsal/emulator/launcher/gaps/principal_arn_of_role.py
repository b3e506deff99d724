"""Gap: `aws:PrincipalArn` of a role session is the session's ARN. On AWS, it is the role's ARN.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalarn
"""

from launcher.patching import name_in, wrap

EVALUATOR = "ministack.core.iam_evaluator"


def install() -> None:
    roles = name_in("ministack.services.iam", "_roles")
    role_name_of = name_in(EVALUATOR, "_role_name_from_assumed_arn")

    def make(resolve):
        def resolve_condition_key(key, ctx):
            if key.lower() != "aws:principalarn" or ":assumed-role/" not in ctx.principal_arn:
                return resolve(key, ctx)
            role = roles.get_scoped(ctx.principal_account, None, role_name_of(ctx.principal_arn))
            return role["Arn"] if role else ctx.principal_arn

        return resolve_condition_key

    wrap(EVALUATOR, "_resolve_condition_key", make)
