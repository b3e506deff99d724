"""Gap: properties that MiniStack's own provisioners accept and then forget.

Where the service has a function for a property, a module here calls it; what is still forgotten
is listed in `dropped.py`, and the rehearsal reports it.
"""

from launcher.properties import (
    codebuild_project,
    dynamodb_table,
    hosted_zone,
    http_api,
    iam_role,
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
        s3_bucket,
        ses_identity,
        sns_topic,
    ):
        module.install()
