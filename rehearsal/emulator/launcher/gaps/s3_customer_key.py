"""Gap: reading or writing an object under a customer's KMS key needs no KMS permission.

The most common failure of cross-account pipelines: a role may read the artifact bucket, but not use its
key. https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html
"""

from launcher.authorization import wrap_decision
from launcher.key_use import denied_by_key
from launcher.patching import name_in

S3 = "ministack.services.s3"
S3_ARN = "arn:aws:s3:::"
KEY_ID = "x-amz-server-side-encryption-aws-kms-key-id"
NEEDED = {
    "s3:GetObject": "kms:Decrypt",
    "s3:GetObjectVersion": "kms:Decrypt",
    "s3:PutObject": "kms:GenerateDataKey",
}


def install() -> None:
    request_scope = name_in("ministack.core.responses", "request_scope")
    owner_of = name_in(S3, "_bucket_owner_account")
    default_headers = name_in(S3, "_bucket_default_sse_headers")
    buckets = name_in(S3, "_buckets")

    def customer_key(action: str, object_arn: str) -> str | None:
        """ARN of the object's present or future key. The managed key needs no grant."""
        if action not in NEEDED or not object_arn.startswith(S3_ARN):
            return None
        bucket, _, key = object_arn.removeprefix(S3_ARN).partition("/")
        owner = owner_of(bucket)
        if owner is None:
            return None
        with request_scope(owner, "us-east-1"):
            if action == "s3:PutObject":
                headers = default_headers(bucket)
            else:
                stored = buckets[bucket]["objects"].get(key) or {}
                headers = stored.get("preserved_headers", {})
        found = headers.get(KEY_ID, "")
        return found if ":key/" in found else None

    def make(decide):
        def decide_with_key(request):
            denied = decide(request)
            key = None if denied else customer_key(request.action, request.resource_arn)
            if key is None:
                return denied
            return denied_by_key(decide, request, key, (NEEDED[request.action],))

        return decide_with_key

    wrap_decision(make)
