"""Gap: for batches, SQS checks actions that IAM does not know, such as sqs:DeleteMessageBatch.

On AWS, a batch needs the permission of the single call.
https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-api-permissions-reference.html
"""

from dataclasses import replace

from launcher.authorization import wrap_decision

BATCHES = {
    "sqs:SendMessageBatch",
    "sqs:DeleteMessageBatch",
    "sqs:ChangeMessageVisibilityBatch",
}


def install() -> None:
    def make(decide):
        def decide_as_single(request):
            if request.action in BATCHES:
                request = replace(request, action=request.action.removesuffix("Batch"))
            return decide(request)

        return decide_as_single

    wrap_decision(make)
