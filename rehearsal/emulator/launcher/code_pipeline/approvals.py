"""Answers to approvals by the API, as CDK Pipelines' check of permissions gives them.

https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_PutApprovalResult.html
"""

import time

from launcher.code_pipeline import history
from launcher.code_pipeline.refusal import Refusal
from launcher.patching import name_in

_account_id = name_in("ministack.core.responses", "get_account_id")
_region_name = name_in("ministack.core.responses", "get_region")

# (account, region, pipeline, execution id, stage, action) -> the answer.
_answers: dict[tuple[str, ...], dict] = {}


def answer_of(request: dict) -> dict | None:
    names = ("account", "region", "pipeline", "executionId", "stage", "action")
    return _answers.get(tuple(request[name] for name in names))


def put_approval_result(request: dict) -> dict:
    pipeline, stage, action = request["pipelineName"], request["stageName"], request["actionName"]
    execution_id = _asked(pipeline, stage, action, request.get("token"))
    key = (_account_id(), _region_name(), pipeline, execution_id, stage, action)
    if key in _answers:
        raise Refusal("ApprovalAlreadyCompletedException", f"{action} was answered already")
    result = request["result"]
    _answers[key] = {"approved": result["status"] == "Approved", "summary": result["summary"]}
    return {"approvedAt": time.time()}


def _asked(pipeline: str, stage: str, action: str, token: str | None) -> str:
    """The execution that waits for this answer."""
    state = history.get_pipeline_state({"name": pipeline})
    found = next((one for one in state["stageStates"] if one["stageName"] == stage), None)
    actions = (found or {}).get("actionStates", [])
    waiting = next((one for one in actions if one["actionName"] == action), None)
    latest = (waiting or {}).get("latestExecution", {})
    if not token or latest.get("token") != token:
        raise Refusal("InvalidApprovalTokenException", f"no approval {action} waits with that token")
    return found["latestExecution"]["pipelineExecutionId"]
