"""Executions of the deployed pipelines: the rehearsal reports them, functions and builds ask for them.

The rehearsal gives each answer's parts in the API's own shapes (rehearsal/code-pipeline).
"""

from launcher import inventory
from launcher.code_pipeline.refusal import Refusal
from launcher.patching import name_in

_account_id = name_in("ministack.core.responses", "get_account_id")
_region_name = name_in("ministack.core.responses", "get_region")

# (account, region, pipeline) -> execution id -> the last report, in the order of their start.
_executions: dict[tuple[str, str, str], dict[str, dict]] = {}


def tell(report: dict) -> None:
    pipeline = report["account"], report["region"], report["pipeline"]
    told = _executions.setdefault(pipeline, {})
    told[report["execution"]["pipelineExecutionId"]] = report


def list_pipeline_executions(request: dict) -> dict:
    executions = _of(request["pipelineName"])
    stage = ((request.get("filter") or {}).get("succeededInStage") or {}).get("stageName")
    if stage:
        executions = [one for one in executions if _succeeded_in(one, stage)]
    summaries = [one["summary"] for one in reversed(executions)]
    return _page(request, "pipelineExecutionSummaries", summaries)


def get_pipeline_execution(request: dict) -> dict:
    return {"pipelineExecution": _execution(request, request["pipelineExecutionId"])["execution"]}


def list_action_executions(request: dict) -> dict:
    named = request.get("filter") or {}
    latest = (named.get("latestInPipelineExecution") or {}).get("pipelineExecutionId")
    only = named.get("pipelineExecutionId") or latest
    executions = [_execution(request, only)] if only else _of(request["pipelineName"])
    actions = [action for one in executions for action in one["actions"]]
    newest_first = sorted(actions, key=lambda action: action["startTime"], reverse=True)
    return _page(request, "actionExecutionDetails", newest_first)


def get_pipeline_state(request: dict) -> dict:
    executions = _of(request["name"])
    deployed = _deployed(request["name"])
    stages = [stage["Name"] for stage in deployed["properties"]["Stages"]]
    latest = {stage["stageName"]: stage for one in executions for stage in one["stages"]}
    states = [latest.get(name, {"stageName": name, "actionStates": []}) for name in stages]
    return {
        "pipelineName": request["name"],
        "pipelineVersion": deployed["version"],
        "stageStates": states,
    }


def _of(pipeline: str) -> list[dict]:
    _deployed(pipeline)
    return list(_executions.get((_account_id(), _region_name(), pipeline), {}).values())


def _deployed(pipeline: str) -> dict:
    where = {"account": _account_id(), "region": _region_name(), "name": pipeline}
    for one in inventory.pipelines():
        if all(one[key] == value for key, value in where.items()):
            return one
    raise Refusal("PipelineNotFoundException", f"The pipeline {pipeline} does not exist")


def _execution(request: dict, execution_id: str) -> dict:
    for one in _of(request["pipelineName"]):
        if one["execution"]["pipelineExecutionId"] == execution_id:
            return one
    raise Refusal("PipelineExecutionNotFoundException", f"There is no execution {execution_id}")


def _succeeded_in(execution: dict, stage: str) -> bool:
    return any(
        one["stageName"] == stage and one["latestExecution"]["status"] == "Succeeded"
        for one in execution["stages"]
    )


def _page(request: dict, name: str, items: list[dict]) -> dict:
    start = int(request.get("nextToken") or 0)
    end = start + (request.get("maxResults") or 100)
    more = {"nextToken": str(end)} if end < len(items) else {}
    return {name: items[start:end], **more}
