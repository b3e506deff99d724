"""Gap: rules and topics call a function once, even if it fails. A dead-letter queue gets a record of the failure, without
the event as its body.

Lambda tries an event twice more, then sends it to the queue. On AWS the pauses are 1 and 2 minutes, here 1 and 2 seconds.
https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
"""

import json
import uuid

from launcher.patching import name_in, wrap

LAMBDA = "ministack.services.lambda_svc"
# AWS cuts the error in the attribute at 1 KB.
LONGEST_MESSAGE = 1_024


def install() -> None:
    function_of = name_in(LAMBDA, "_get_func_record_for_ref")
    record_of = name_in(LAMBDA, "_execution_record_for_config")
    invoke_with_retries = name_in(LAMBDA, "invoke_async_with_retry")

    def invoke(arn: str, event) -> None:
        function, configuration, _name = function_of(arn)
        if function and configuration:
            invoke_with_retries(record_of(function, configuration), event)

    def by_rule(_dispatch):
        return lambda arn, payload: invoke(arn, json.loads(payload))

    def by_topic(_deliver):
        def deliver(endpoint, envelope, _topic, subscription_arn, *_more):
            record = {
                "EventVersion": "1.0",
                "EventSubscriptionArn": subscription_arn,
                "EventSource": "aws:sns",
                "Sns": json.loads(envelope),
            }
            invoke(endpoint, {"Records": [record]})

        return deliver

    wrap("ministack.services.eventbridge", "_dispatch_to_lambda", by_rule)
    wrap("ministack.services.sns", "_deliver_to_lambda", by_topic)
    wrap(LAMBDA, "_route_async_failure", _with_dead_letters)


def _with_dead_letters(route):
    function_of = name_in(LAMBDA, "_get_func_record_for_ref")
    queue_of = name_in("ministack.services.sqs", "_queue_by_arn")
    send = name_in("ministack.services.sqs", "_act_send_message")

    def route_or_bury(target_arn, function_name, event, result):
        _function, configuration, _name = function_of(function_name)
        dead_letters = (configuration or {}).get("DeadLetterConfig") or {}
        if dead_letters.get("TargetArn") != target_arn or queue_of(target_arn) is None:
            route(target_arn, function_name, event, result)
            return
        body = result.get("body")
        message = str(body.get("errorMessage", "")) if isinstance(body, dict) else ""
        attributes = {
            "RequestID": ("String", str(uuid.uuid4())),
            "ErrorCode": ("Number", "200"),
            "ErrorMessage": ("String", message.encode()[:LONGEST_MESSAGE].decode(errors="ignore")),
        }
        request = {
            "QueueUrl": target_arn.rsplit(":", 1)[-1],
            "MessageBody": json.dumps(event),
            "MessageAttributes": {
                name: {"DataType": kind, "StringValue": value}
                for name, (kind, value) in attributes.items()
                if value
            },
        }
        send(request, "")

    return route_or_bury
