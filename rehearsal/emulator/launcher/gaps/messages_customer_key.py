"""Gap: messages and items under a customer's KMS key need no KMS permission.

https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html
https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/EncryptionAtRest.html
"""

from launcher.authorization import wrap_decision
from launcher.key_use import denied_by_key
from launcher.patching import name_in

PASS_ON = ("kms:GenerateDataKey", "kms:Decrypt")
OPEN = ("kms:Decrypt",)
NEEDED = {
    "sqs:SendMessage": PASS_ON,
    "sqs:ReceiveMessage": OPEN,
    "sns:Publish": PASS_ON,
    # DynamoDB opens the table's own key for the caller.
    "dynamodb:GetItem": OPEN,
    "dynamodb:PutItem": OPEN,
    "dynamodb:UpdateItem": OPEN,
    "dynamodb:DeleteItem": OPEN,
    "dynamodb:Query": OPEN,
    "dynamodb:Scan": OPEN,
}


def install() -> None:
    request_scope = name_in("ministack.core.responses", "request_scope")
    queues = name_in("ministack.services.sqs", "_queues")
    topics = name_in("ministack.services.sns", "_topics")
    tables = name_in("ministack.services.dynamodb", "_tables")

    def key_of(arn: str) -> str:
        service, region, account, name = arn.split(":", 5)[2:]
        with request_scope(account, region):
            if service == "sqs":
                found = [q["attributes"] for q in queues.values() if q["name"] == name]
                return found[0].get("KmsMasterKeyId", "") if found else ""
            if service == "sns":
                return topics.get(arn, {}).get("attributes", {}).get("KmsMasterKeyId", "")
            table = tables.get(name.removeprefix("table/")) or {}
            return (table.get("SSEDescription") or {}).get("KMSMasterKeyArn", "")

    def make(decide):
        def decide_with_key(request):
            denied = decide(request)
            if denied or request.action not in NEEDED or request.resource_arn.count(":") < 5:
                return denied
            key = key_of(request.resource_arn)
            # AWS's own keys need no permission.
            if ":key/" not in key:
                return None
            return denied_by_key(decide, request, key, NEEDED[request.action])

        return decide_with_key

    wrap_decision(make)
