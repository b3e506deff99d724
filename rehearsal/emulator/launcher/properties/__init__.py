"""Gap: properties that MiniStack's own provisioners accept and then forget.

If the service has a function for a property, a module here calls it. `dropped.py` lists the properties
that are still forgotten, and the rehearsal reports them.
"""

from launcher.properties import (
    codebuild_project,
    dynamodb_table,
    hosted_zone,
    http_api,
    iam_role,
    lambda_function,
    s3_bucket,
    ses_identity,
    sns_topic,
)


def install() -> None:
    for module in (
        codebuild_project,
        dynamodb_table,
        hosted_zone,
        http_api,
        iam_role,
        lambda_function,
        s3_bucket,
        ses_identity,
        sns_topic,
    ):
        module.install()
