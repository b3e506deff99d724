"""Gap: a rule of EventBridge invokes functions although they do not allow it.

https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html
"""

import logging

from launcher.patching import name_in, wrap

EVENTBRIDGE = "ministack.services.eventbridge"
EVALUATOR = "ministack.core.iam_evaluator"
PRINCIPAL = "events.amazonaws.com"

_log = logging.getLogger("launcher")


def install() -> None:
    policy_of = name_in("ministack.services.lambda_svc", "function_policy_for_arn")
    context = name_in(EVALUATOR, "EvalContext")
    evaluate = name_in(EVALUATOR, "evaluate_resource_policy")
    account_id = name_in("ministack.core.responses", "get_account_id")
    region_name = name_in("ministack.core.responses", "get_region")

    def may_invoke(function_arn: str, rule_arn: str) -> bool:
        policy, _owner = policy_of(function_arn) or (None, None)
        request = context(
            principal_arn=PRINCIPAL,
            principal_type="Service",
            principal_account="",
            action="lambda:InvokeFunction",
            resource_arn=function_arn,
            region=region_name(),
            service_context={"aws:sourcearn": rule_arn, "aws:sourceaccount": account_id()},
        )
        return evaluate(policy, request, service=PRINCIPAL).decision == "Allow"

    def make(invoke_target):
        def invoke_if_permitted(target, event, rule, view=None):
            arn = target.get("Arn", "")
            if ":function:" in arn and not may_invoke(arn, rule["Arn"]):
                _log.warning("%s may not invoke %s: it has no such permission", rule["Arn"], arn)
                return
            invoke_target(target, event, rule, view)

        return invoke_if_permitted

    wrap(EVENTBRIDGE, "_invoke_target", make)
