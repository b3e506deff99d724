"""Gap: a bucket in another account sees the caller's account, but not its role.

So a bucket policy that names a role, such as the artifact bucket's, admits nobody.
"""

import dataclasses
from contextvars import ContextVar

from launcher.patching import name_in, wrap

EVALUATOR = "ministack.core.iam_evaluator"

# ARN of the caller while a foreign bucket's policy is evaluated.
_caller: ContextVar[str] = ContextVar("launcher_foreign_caller", default="")


def install() -> None:
    caller_of = name_in(EVALUATOR, "request_caller_arn")

    def pinning_the_caller(allows):
        def foreign_bucket_allows(owner, bucket, key, method, query_params, caller, headers=None):
            pinned = _caller.set(caller_of(headers, query_params) if caller and headers else "")
            try:
                return allows(owner, bucket, key, method, query_params, caller, headers)
            finally:
                _caller.reset(pinned)

        return foreign_bucket_allows

    def for_the_caller(evaluate):
        def evaluate_resource_policy(doc, ctx, *args, **options):
            if _caller.get():
                ctx = dataclasses.replace(ctx, principal_arn=_caller.get())
            return evaluate(doc, ctx, *args, **options)

        return evaluate_resource_policy

    wrap("ministack.services.s3", "_foreign_bucket_allows", pinning_the_caller)
    wrap(EVALUATOR, "evaluate_resource_policy", for_the_caller)
