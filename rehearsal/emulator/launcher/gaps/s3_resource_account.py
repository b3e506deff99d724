"""Gap: `s3:ResourceAccount` is the caller's account. On AWS, it is the account that owns the bucket.

CDK's bootstrap roles may read artifacts in *another* account's bucket only by this key.
"""

from launcher.patching import name_in, wrap

KEYS = ("aws:resourceaccount", "s3:resourceaccount")
S3_ARN = "arn:aws:s3:::"


def install() -> None:
    owner_of = name_in("ministack.services.s3", "_bucket_owner_account")

    def make(resolve):
        def resolve_condition_key(key, ctx):
            if key.lower() in KEYS and ctx.resource_arn.startswith(S3_ARN):
                owner = owner_of(ctx.resource_arn.removeprefix(S3_ARN).split("/", 1)[0])
                if owner:
                    return owner
            return resolve(key, ctx)

        return resolve_condition_key

    wrap("ministack.core.iam_evaluator", "_resolve_condition_key", make)
