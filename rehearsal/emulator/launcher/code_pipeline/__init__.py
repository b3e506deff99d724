"""CodePipeline's API, which MiniStack does not have: the calls of functions and builds.

The rehearsal runs the pipelines, and reports them through control paths (launcher/control.py). A call
goes through MiniStack's own front: signatures, IAM and CloudTrail work as for every other service.
https://docs.aws.amazon.com/codepipeline/latest/APIReference/Welcome.html
"""

import json
from dataclasses import replace

from launcher import inventory
from launcher.authorization import wrap_decision
from launcher.code_pipeline import approvals, history, jobs
from launcher.code_pipeline.refusal import Refusal
from launcher.patching import name_in, wrap

SERVICE = "codepipeline"
TARGET = "CodePipeline_20150709"
OPERATIONS = {
    "GetPipelineExecution": history.get_pipeline_execution,
    "GetPipelineState": history.get_pipeline_state,
    "ListActionExecutions": history.list_action_executions,
    "ListPipelineExecutions": history.list_pipeline_executions,
    "PutApprovalResult": approvals.put_approval_result,
    "PutJobSuccessResult": jobs.put_success,
    "PutJobFailureResult": jobs.put_failure,
}

_answer = name_in("ministack.core.responses", "json_response")
_error = name_in("ministack.core.responses", "error_response_json")
JSON = "application/x-amz-json-1.1"


def install() -> None:
    handlers = name_in("ministack.app", "SERVICE_HANDLERS")
    if SERVICE in handlers:
        raise SystemExit(
            "launcher: MiniStack now has CodePipeline itself; see what of "
            "launcher/code_pipeline it makes superfluous."
        )
    name_in("ministack.core.router", "SERVICE_PATTERNS")[SERVICE] = {"target_prefixes": [TARGET]}
    name_in("ministack.core.iam_actions", "SERVICE_TO_IAM_NAMESPACE")[SERVICE] = SERVICE
    handlers[SERVICE] = _handle
    wrap("ministack.core.iam_actions", "extract_resource_arn", _with_pipeline_arn)
    wrap_decision(_with_pipeline_tags)


async def _handle(_method, _path, headers, body, _query_params):
    operation = headers.get("x-amz-target", "").partition(".")[2]
    perform = OPERATIONS.get(operation)
    if perform is None:
        return _error("UnknownOperationException", f"{operation} is not emulated", 400)
    try:
        return _answer(perform(json.loads(body or b"{}")), content_type=JSON)
    except Refusal as refusal:
        return _error(refusal.code, str(refusal), 400, content_type=JSON)


def _with_pipeline_arn(extract):
    """A call about one pipeline is decided on the pipeline's ARN. Jobs have no ARN.

    https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscodepipeline.html
    """

    def extract_resource_arn(service, method, path, headers, body, params, region, account):
        if service != SERVICE:
            return extract(service, method, path, headers, body, params, region, account)
        request = json.loads(body or b"{}")
        name = request.get("pipelineName") or request.get("name")
        if not name:
            return "*"
        parts = [name, request.get("stageName"), request.get("actionName")]
        resource = "/".join(part for part in parts if part)
        return f"arn:aws:codepipeline:{region}:{account}:{resource}"

    return extract_resource_arn


def _with_pipeline_tags(decide):
    """CDK Pipelines lets a function approve only pipelines with its tag (aws:ResourceTag)."""

    def decide_with_tags(request):
        if not request.action.startswith(f"{SERVICE}:") or request.resource_arn == "*":
            return decide(request)
        *_, region, account, resource = request.resource_arn.split(":")
        name = resource.split("/")[0]
        tags = {
            f"aws:resourcetag/{tag['Key']}".lower(): tag["Value"]
            for one in inventory.pipelines()
            if (one["account"], one["region"], one["name"]) == (account, region, name)
            for tag in one["properties"].get("Tags") or []
        }
        return decide(replace(request, context={**tags, **request.context}))

    return decide_with_tags
