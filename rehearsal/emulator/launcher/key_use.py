"""Checks the KMS permissions that a call on encrypted data needs."""

import logging
from collections.abc import Iterable

from launcher.authorization import Decide, Request
from launcher.patching import name_in

_account_id = name_in("ministack.core.responses", "get_account_id")
_request_scope = name_in("ministack.core.responses", "request_scope")

_log = logging.getLogger("launcher")


def denied_by_key(decide: Decide, request: Request, key_arn: str, needed: Iterable[str]):
    """The first denial of a permission that the request needs on a customer's key; None if there is none."""
    region, account = key_arn.split(":")[3:5]
    context = {
        "kms:ViaService": f"{request.action.partition(':')[0]}.{region}.amazonaws.com",
        "kms:CallerAccount": _account_id(),
    }
    for action in needed:
        with _request_scope(account, region):
            denied = decide(Request(request.access_key_id, action, "kms", region, key_arn, context))
        if denied:
            _log.warning(
                "%s on %s is denied for want of %s on %s",
                request.action,
                request.resource_arn,
                action,
                key_arn,
            )
            return denied
    return None
