"""Asks IAM about what AWS's services do with a role, where no API call of the emulator stands for it."""

from launcher.patching import name_in

EVALUATOR = "ministack.core.iam_evaluator"

# Looked up at start, so that a name that has gone is noticed then.
_account_of_session = name_in("ministack.core.responses", "_account_from_sts_session")
_request_scope = name_in("ministack.core.responses", "request_scope")
name_in(EVALUATOR, "enforce")


def decide(request: dict) -> dict:
    key, action, region = request["accessKeyId"], request["action"], request["region"]
    with _request_scope(_account_of_session(key), region):
        # As the gaps have changed it, which are installed later than this module is loaded.
        enforce = name_in(EVALUATOR, "enforce")
        denied = enforce(key, action, action.partition(":")[0], region, request["resourceArn"])
    return {"allowed": denied is None}
