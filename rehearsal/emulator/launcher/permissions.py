"""Asks IAM about actions that AWS's services do with a role without an API call of the emulator."""

from launcher.patching import name_in

EVALUATOR = "ministack.core.iam_evaluator"

# Looked up at start, so that a missing name is noticed then.
_account_of_session = name_in("ministack.core.responses", "_account_from_sts_session")
_request_scope = name_in("ministack.core.responses", "request_scope")
name_in(EVALUATOR, "enforce")


def decide(request: dict) -> dict:
    key, action, region = request["accessKeyId"], request["action"], request["region"]
    with _request_scope(_account_of_session(key), region):
        # The version that the gaps have changed. They are installed after this module is loaded.
        enforce = name_in(EVALUATOR, "enforce")
        denied = enforce(key, action, action.partition(":")[0], region, request["resourceArn"])
    return {"allowed": denied is None}
