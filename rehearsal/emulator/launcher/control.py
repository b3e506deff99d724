"""Waypost's own paths on the emulator's port, only for the rehearsal.

The token keeps Lambda functions and builds out, which share the port. A new path is one case here, and
one method in control.ts, which has the shape of the answer.
"""

import hmac
import json

from launcher import calls, faults, frames, inventory, kept, permissions, service_roles
from launcher.code_pipeline import approvals, history, jobs, state_changes
from launcher.json_answer import send_json

PREFIX = "/_waypost/"
TOKEN_HEADER = b"x-waypost-token"

_token = ""


def set_token(token: str) -> None:
    global _token
    _token = token


async def answer(scope, receive, send, port: int) -> None:
    await send_json(send, *await _respond(scope, receive, port))


async def _respond(scope, receive, port: int):
    given = dict(scope["headers"]).get(TOKEN_HEADER, b"")
    if not _token or not hmac.compare_digest(given, _token.encode()):
        return 401, {"error": "wrong or missing x-waypost-token: these paths are the rehearsal's"}
    match scope["method"], scope["path"].removeprefix(PREFIX):
        case "GET", "health":
            return 200, {"status": "ready"}
        case "GET", "pipelines":
            return 200, inventory.pipelines()
        case "GET", "resources":
            return 200, inventory.resources()
        case "GET", "endpoints":
            return 200, inventory.endpoints(port)
        case "GET", "calls":
            return 200, calls.answer()
        case "GET", "mails":
            return 200, inventory.mails()
        case "POST", "service-role":
            return _service_role(await _request(receive))
        case "POST", "permission":
            return 200, permissions.decide(await _request(receive))
        case "POST", "execution-report":
            report = await _request(receive)
            history.tell(report)
            state_changes.publish(report)
            return 200, {}
        case "POST", "approval-answer":
            return 200, {"answer": approvals.answer_of(await _request(receive))}
        case "POST", "job":
            jobs.open_job(await _request(receive))
            return 200, {}
        case "POST", "job-result":
            return 200, {"result": jobs.result_of(await _request(receive))}
        case "POST", "keep":
            return await _keep(await _request(receive))
        case "POST", "frames":
            frames.admit((await _request(receive))["origins"])
            return 200, {}
        case "POST", "fault":
            faults.plant(await _request(receive))
            return 200, {}
        case "POST", "fault-met":
            return 200, {"by": faults.met_by((await _request(receive))["id"])}
        case "POST", "fault-lifted":
            faults.lift((await _request(receive))["id"])
            return 200, {}
        case method, path:
            return 404, {"error": f"no control path {method} {PREFIX}{path}"}


def _service_role(request: dict):
    try:
        return 200, service_roles.assume(
            request["roleArn"], request["service"], request["sessionName"], request["region"]
        )
    except service_roles.Refused as refusal:
        return 403, {"refused": str(refusal)}


async def _keep(request: dict):
    try:
        await kept.save(request["patienceSeconds"])
    except kept.Refused as refusal:
        return 403, {"refused": str(refusal)}
    return 200, {}


async def _request(receive) -> dict:
    body, more = b"", True
    while more:
        message = await receive()
        body += message.get("body", b"")
        more = message.get("more_body", False)
    return json.loads(body)
