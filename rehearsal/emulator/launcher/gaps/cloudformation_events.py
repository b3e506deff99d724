"""Gap: a stack's events do not say who started the operation, and when a resource got its id.

Recorded on AWS, in test_stacks of
https://github.com/localstack/localstack/tree/main/tests/aws/services/cloudformation/api
"""

from launcher.patching import wrap

STACK = "AWS::CloudFormation::Stack"
ASKED_FOR = ("CREATE_IN_PROGRESS", "UPDATE_IN_PROGRESS", "DELETE_IN_PROGRESS")


def install() -> None:
    wrap("ministack.services.cloudformation.stacks", "_add_event", _telling_more)


def _telling_more(add):
    def add_event(
        stack_id, stack, logical_id, resource_type, status, reason="", physical_id="", *more, **named
    ):
        about = (stack_id, stack, logical_id, resource_type)
        if resource_type == STACK and status in ASKED_FOR:
            reason = reason or "User Initiated"
        elif resource_type != STACK and status == "CREATE_COMPLETE":
            add(*about, "CREATE_IN_PROGRESS", "Resource creation Initiated", physical_id)
        return add(*about, status, reason, physical_id, *more, **named)

    return add_event
