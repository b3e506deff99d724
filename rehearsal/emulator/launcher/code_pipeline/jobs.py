"""Jobs that Lambda actions give to functions, and the results that functions send by the API."""

from launcher.code_pipeline.refusal import Refusal
from launcher.patching import name_in

_account_id = name_in("ministack.core.responses", "get_account_id")
_region_name = name_in("ministack.core.responses", "get_region")

# (account, region, job id) -> its result; None before there is one.
_results: dict[tuple[str, str, str], dict | None] = {}


def open_job(request: dict) -> None:
    """The rehearsal will invoke the function next."""
    _results[request["account"], request["region"], request["id"]] = None


def result_of(request: dict) -> dict | None:
    return _results[request["account"], request["region"], request["id"]]


def put_success(request: dict) -> dict:
    details = request.get("executionDetails") or {}
    variables = request.get("outputVariables") or {}
    result = {"status": "succeeded", "variables": variables, **_execution(details)}
    if request.get("continuationToken"):
        result["continuationToken"] = request["continuationToken"]
    return _put(request["jobId"], result)


def put_failure(request: dict) -> dict:
    details = request["failureDetails"]
    result = {"status": "failed", "type": details["type"], "message": details["message"]}
    return _put(request["jobId"], {**result, **_execution(details)})


def _put(job_id: str, result: dict) -> dict:
    job = (_account_id(), _region_name(), job_id)
    if job not in _results:
        raise Refusal("JobNotFoundException", f"The job {job_id} does not exist")
    if _results[job] is not None:
        raise Refusal("InvalidJobStateException", f"The job {job_id} has its result already")
    _results[job] = result
    return {}


def _execution(details: dict) -> dict:
    names = ("summary", "externalExecutionId")
    return {name: details[name] for name in names if details.get(name)}
