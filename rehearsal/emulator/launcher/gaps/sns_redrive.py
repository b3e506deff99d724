"""Gap: a topic loses messages to a deleted function, also if there is a redrive policy.

Recorded on AWS, in test_sns of https://github.com/localstack/localstack/tree/main/tests/aws/services/sns:
the dead-letter queue gets the function's event.
"""

import json

from launcher.patching import name_in, wrap

SNS = "ministack.services.sns"


def install() -> None:
    wrap(SNS, "_deliver_to_lambda", _redriving)


def _redriving(deliver):
    function_of = name_in("ministack.services.lambda_svc", "_get_func_record_for_ref")
    subscription_of = name_in(SNS, "_find_subscription")
    put = name_in(SNS, "_deliver_to_sqs")

    def deliver_or_redrive(endpoint, envelope, topic_arn, subscription_arn, *more):
        function, configuration, _name = function_of(endpoint)
        if function and configuration:
            return deliver(endpoint, envelope, topic_arn, subscription_arn, *more)
        subscription = subscription_of(topic_arn, subscription_arn) or {}
        policy = subscription.get("attributes", {}).get("RedrivePolicy") or "{}"
        policy = json.loads(policy) if isinstance(policy, str) else policy
        if queue := policy.get("deadLetterTargetArn"):
            put(queue, envelope, False, "", topic_arn=topic_arn)

    return deliver_or_redrive
