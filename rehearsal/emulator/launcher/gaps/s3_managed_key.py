"""Gap: `aws:kms` without a key id is refused. On AWS, it means the managed key `aws/s3`.

CDK's bootstrap bucket is encrypted this way, and its asset publisher sends the same header.
"""

from launcher.patching import name_in, wrap

ALGORITHM = "x-amz-server-side-encryption"
KEY_ID = "x-amz-server-side-encryption-aws-kms-key-id"


def install() -> None:
    account_id = name_in("ministack.core.responses", "get_account_id")
    region_name = name_in("ministack.core.responses", "get_region")

    def make(resolve):
        def with_managed_key(headers, bucket_name):
            if headers.get(ALGORITHM) == "aws:kms" and not headers.get(KEY_ID):
                key = f"arn:aws:kms:{region_name()}:{account_id()}:alias/aws/s3"
                headers = {**headers, KEY_ID: key}
            return resolve(headers, bucket_name)

        return with_managed_key

    wrap("ministack.services.s3", "_resolve_sse_write_headers", make)
