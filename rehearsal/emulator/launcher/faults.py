"""Calls to AWS that the rehearsal breaks on purpose. rehearsal/faults says which.

A fault breaks the first call that changes something, of one session, or of any role's session at one
service. The rehearsal itself reads as the accounts' root users. Their calls are never broken.
"""

import asyncio
from dataclasses import dataclass, field

from launcher.patching import name_in, wrap

# Operations with these prefixes change nothing.
LOOKS = ("BatchGet", "Describe", "Get", "Head", "List", "Query", "Scan", "Validate")

_access_key_of = name_in("ministack.core.router", "extract_access_key_id")
_service_of = name_in("ministack.core.router", "detect_service")
_action_of = name_in("ministack.core.iam_actions", "extract_iam_action")
_refusal = name_in("ministack.core.iam_actions", "access_denied_response")
_parameters = name_in("ministack.app", "_routing_params")


@dataclass
class Fault:
    label: str
    kind: str
    service: str | None
    access_key_id: str | None
    # The call that got it, such as `sqs:SendMessage`.
    met: str | None = None
    over: asyncio.Event = field(default_factory=asyncio.Event)


_planted: dict[str, Fault] = {}


def install() -> None:
    wrap("ministack.app", "_dispatch_service_request", _breaking)


def plant(request: dict) -> None:
    _planted[request["id"]] = Fault(
        request["label"], request["kind"], request.get("service"), request.get("accessKeyId")
    )


def met_by(fault_id: str) -> str | None:
    fault = _planted.get(fault_id)
    return fault.met if fault else None


def lift(fault_id: str) -> None:
    """Lets a held call continue."""
    fault = _planted.pop(fault_id, None)
    if fault:
        fault.over.set()


def _breaking(dispatch):
    async def dispatch_or_break(method, path, headers, body, query_params, request_id):
        call = (method, path, headers, body, query_params, request_id)
        if not _planted:
            return await dispatch(*call)
        parameters = _parameters(method, path, headers, body, query_params)
        service = _service_of(method, path, headers, parameters)
        action = _action_of(service, method, path, headers, body, parameters)
        fault = _fault_of(action, _access_key_of(headers, query_params))
        if fault is None:
            return await dispatch(*call)
        fault.met = action
        if fault.kind == "delay":
            await fault.over.wait()
            return await dispatch(*call)
        if fault.kind == "kill":
            await dispatch(*call)
        status, code, what = _answer(fault.kind, service)
        message = f"{action} {what}: planted by --break {fault.label}, no real fault"
        _, answer_headers, answer = _refusal(
            service, action, "", request_id, error_code=code, message=message, headers=headers
        )
        return status, answer_headers, answer

    return dispatch_or_break


def _fault_of(action: str | None, access_key_id: str) -> Fault | None:
    service, _, operation = (action or "").partition(":")
    # The key of a root user is its account's id.
    if operation == "" or operation.startswith(LOOKS) or access_key_id.isdigit():
        return None
    for fault in _planted.values():
        if fault.met is None and (
            fault.access_key_id == access_key_id or fault.service == service
        ):
            return fault
    return None


def _answer(kind: str, service: str) -> tuple[int, str, str]:
    """The service's status and code, and what happened to the call."""
    if kind == "deny":
        return 403, "AuthorizationError" if service == "sns" else "AccessDenied", "is denied"
    if kind == "throttle":
        if service == "s3":
            return 503, "SlowDown", "is throttled"
        return 400, "ThrottlingException" if service != "sns" else "Throttling", "is throttled"
    code = "InternalError" if service == "s3" else "InternalFailure"
    return 500, code, "was done, and its answer is lost" if kind == "kill" else "was not done"
