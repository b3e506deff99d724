"""Gap: answers about missing stacks and change sets, and texts where AWS has none.

Recorded on AWS, in test_changesets and test_stacks of
https://github.com/localstack/localstack/tree/main/tests/aws/services/cloudformation/api
"""

import re

from launcher.patching import name_in

HANDLERS = "ministack.services.cloudformation.handlers"
HELPERS = "ministack.services.cloudformation.helpers"

# Calls that find a stack by its name only while it exists.
OF_STACKS_THAT_ARE_THERE = (
    "DescribeChangeSet",
    "DescribeStackEvents",
    "DescribeStackResource",
    "DescribeStackResources",
    "GetTemplate",
    "ListStackResources",
)
WITH_OPTIONAL_TEXTS = ("DescribeChangeSet", "DescribeStackEvents", "DescribeStacks")
_EMPTY_TEXT = re.compile(
    rb"<(Description|ResourceStatusReason|StackStatusReason|StatusReason)></\1>"
)

_resolve_stack = name_in(HANDLERS, "_resolve_stack")
_error = name_in(HELPERS, "_error")
_parameter = name_in(HELPERS, "_p")


def install() -> None:
    handlers = name_in(HANDLERS, "_ACTION_HANDLERS")
    for action in OF_STACKS_THAT_ARE_THERE:
        handlers[action] = _refusing(_missing, handlers[action])
    handlers["CreateChangeSet"] = _refusing(_created_before, handlers["CreateChangeSet"])
    handlers["UpdateStack"] = _refusing(_deleted, handlers["UpdateStack"])
    for action in WITH_OPTIONAL_TEXTS:
        handlers[action] = _without_empty_texts(handlers[action])


def _refusing(problem_of, perform):
    def perform_or_refuse(params):
        name = _parameter(params, "StackName")
        problem = name and problem_of(name, _resolve_stack(name), params)
        return _error("ValidationError", problem) if problem else perform(params)

    return perform_or_refuse


def _missing(name: str, stack: dict | None, _params) -> str | None:
    # By its id, a deleted stack can be found for 90 days.
    is_there = stack and (name.startswith("arn:") or stack["StackStatus"] != "DELETE_COMPLETE")
    return None if is_there else f"Stack [{name}] does not exist"


def _created_before(name: str, stack: dict | None, params) -> str | None:
    if not stack or _parameter(params, "ChangeSetType") != "CREATE":
        return None
    if stack["StackStatus"] in ("DELETE_COMPLETE", "REVIEW_IN_PROGRESS", "ROLLBACK_COMPLETE"):
        return None
    change_set = _parameter(params, "ChangeSetName")
    return (
        f"Stack [{name}] already exists and cannot be created again "
        f"with the changeSet [{change_set}]."
    )


def _deleted(name: str, stack: dict | None, _params) -> str | None:
    if not stack or not name.startswith("arn:") or stack["StackStatus"] != "DELETE_COMPLETE":
        return None
    return f"Stack:{name} is in DELETE_COMPLETE state and can not be updated."


def _without_empty_texts(perform):
    def perform_without_empty_texts(params):
        status, headers, body = perform(params)
        return status, headers, _EMPTY_TEXT.sub(b"", body)

    return perform_without_empty_texts
