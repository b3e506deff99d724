"""Gap: an object is put with an ACL without `s3:PutObjectAcl`. AWS asks for both grants.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html
"""

from dataclasses import replace

from launcher.authorization import wrap_decision


def install() -> None:
    def make(decide):
        def decide_with_acl(request):
            denial = decide(request)
            if denial is not None or request.action != "s3:PutObject":
                return denial
            if "s3:x-amz-acl" not in request.context:
                return None
            return decide(replace(request, action="s3:PutObjectAcl"))

        return decide_with_acl

    wrap_decision(make)
