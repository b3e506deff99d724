"""Gap: reading or writing an object under a KMS key of one's own asks for no KMS permission.

The commonest failure of cross-account pipelines: a role may read the artifact bucket and not use
its key. https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html
"""

import logging

from launcher.patching import name_in, wrap

S3 = "ministack.services.s3"
KEY_ID = "x-amz-server-side-encryption-aws-kms-key-id"
NEEDED = {
    "s3:GetObject": "kms:Decrypt",
    "s3:GetObjectVersion": "kms:Decrypt",
    "s3:PutObject": "kms:GenerateDataKey",
}

_log = logging.getLogger("launcher")


def install() -> None:
    account_id = name_in("ministack.core.responses", "get_account_id")
    request_scope = name_in("ministack.core.responses", "request_scope")

    def make(enforce):
        def enforce_with_key(
            access_key_id, iam_action, service, region, resource_arn="*", service_context=None
        ):
            denied = enforce(
                access_key_id,
                iam_action,
                service,
                region,
                resource_arn=resource_arn,
                service_context=service_context,
            )
            key = None if denied else _customer_key(iam_action, resource_arn)
            if key is None:
                return denied
            key_region, key_account = key.split(":")[3:5]
            context = {
                "kms:ViaService": f"s3.{key_region}.amazonaws.com",
                "kms:CallerAccount": account_id(),
            }
            with request_scope(key_account, key_region):
                denied = enforce(
                    access_key_id,
                    NEEDED[iam_action],
                    "kms",
                    key_region,
                    resource_arn=key,
                    service_context=context,
                )
            if denied:
                _log.warning(
                    "%s on %s is denied for want of %s on %s",
                    iam_action,
                    resource_arn,
                    NEEDED[iam_action],
                    key,
                )
            return denied

        return enforce_with_key

    wrap("ministack.core.iam_evaluator", "enforce", make)


def _customer_key(iam_action: str, resource_arn: str) -> str | None:
    """ARN of the key that the object has or will have; the managed key needs no grant."""
    if iam_action not in NEEDED or not resource_arn.startswith("arn:aws:s3:::"):
        return None
    bucket, _, key = resource_arn.removeprefix("arn:aws:s3:::").partition("/")
    owner = name_in(S3, "_bucket_owner_account")(bucket)
    if owner is None:
        return None
    with name_in("ministack.core.responses", "request_scope")(owner, "us-east-1"):
        if iam_action == "s3:PutObject":
            headers = name_in(S3, "_bucket_default_sse_headers")(bucket)
        else:
            stored = name_in(S3, "_buckets")[bucket]["objects"].get(key) or {}
            headers = stored.get("preserved_headers", {})
    found = headers.get(KEY_ID, "")
    return found if ":key/" in found else None
