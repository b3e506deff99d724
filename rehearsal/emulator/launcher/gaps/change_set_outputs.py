"""Gap: a change set that changes only outputs counts as empty.

AWS makes and executes it. A pipeline that deploys by change sets would not deliver such a commit.
"""

from launcher.patching import name_in

CLOUDFORMATION = "ministack.services.cloudformation"


def install() -> None:
    handlers = name_in(f"{CLOUDFORMATION}.handlers", "_ACTION_HANDLERS")
    find = name_in(f"{CLOUDFORMATION}.changesets", "_find_change_set")
    stacks = name_in(CLOUDFORMATION, "_stacks")
    create = handlers["CreateChangeSet"]

    def create_change_set(params):
        answer = create(params)
        name, stack_name = params["ChangeSetName"][0], params["StackName"][0]
        _id, made = find(name, stack_name)
        if made and made["Status"] == "FAILED" and not made["Changes"]:
            before = stacks[made["StackName"]].get("_template", {}).get("Outputs", {})
            if made["_template"].get("Outputs", {}) != before:
                made.update(Status="CREATE_COMPLETE", ExecutionStatus="AVAILABLE", StatusReason="")
        return answer

    handlers["CreateChangeSet"] = create_change_set
