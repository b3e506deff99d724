"""Counts the calls of roles, each with the statements that decided on it, for `/_waypost/calls`.

A call belongs to the session at the beginning of the chain of roles: of an action, a build or a
function. calls.ts has the shape of the answer.
"""

import json
from collections import Counter
from contextvars import ContextVar
from dataclasses import dataclass, replace

from launcher.patching import name_in, wrap
from launcher.verdicts import Statement, Verdict, trust_verdict

EVALUATOR = "ministack.core.iam_evaluator"


@dataclass(frozen=True)
class Call:
    # ARN of the session at the beginning of the chain.
    origin: str
    # Name of the role that made the call, or of a service that assumes a role.
    caller: str
    # Account of the caller, or of the role that a service assumes.
    account: str
    region: str
    action: str
    resource: str
    verdict: Verdict


_counts: Counter[Call] = Counter()
# The last decision in a request: another place may still refuse it.
_last: ContextVar[Call | None] = ContextVar("launcher_last_call", default=None)

# Looked up at start, so that a missing name is noticed then.
_sessions = name_in("ministack.services.sts", "_sessions")
_role_name_of = name_in(EVALUATOR, "_role_name_from_assumed_arn")


def install() -> None:
    """Decisions that the policies of the caller, and of a resource in its account, do not make."""

    def counting_trust(trusts):
        def evaluate_trust_policy(document, caller_arn, ctx=None):
            trusted = trusts(document, caller_arn, ctx)
            last = _last.get()
            if ctx is not None and last is not None and last.action == ctx.action:

                def alone(statement):
                    return trusts({"Statement": [statement]}, caller_arn, ctx)

                verdict = trust_verdict(document, ctx.resource_arn, trusted, alone)
                _counts[replace(last, resource=ctx.resource_arn, verdict=verdict)] += 1
            return trusted

        return evaluate_trust_policy

    def counting_refusals(allows):
        def foreign_bucket_allows(*args, **options):
            allowed = allows(*args, **options)
            last = _last.get()
            if not allowed and last is not None and last.action.startswith("s3:"):
                _counts[replace(last, verdict=Verdict("ImplicitDeny", "resource"))] += 1
            return allowed

        return foreign_bucket_allows

    wrap(EVALUATOR, "evaluate_trust_policy", counting_trust)
    wrap("ministack.services.s3", "_foreign_bucket_allows", counting_refusals)


def count(request, ctx, verdict: Verdict) -> None:
    call = Call(
        _origin(request.access_key_id, ctx.principal_arn),
        _role_name_of(ctx.principal_arn),
        ctx.principal_account,
        ctx.region,
        request.action,
        request.resource_arn,
        verdict,
    )
    _last.set(call)
    _counts[call] += 1


def count_service(service: str, role_arn: str, session_arn: str, region: str, verdict: Verdict) -> None:
    """A service that assumes a role without an API call, for a session that it names."""
    account = role_arn.split(":")[4]
    _counts[Call(session_arn, service, account, region, "sts:AssumeRole", role_arn, verdict)] += 1


def _origin(access_key_id: str, arn: str) -> str:
    source = (_sessions.get(access_key_id) or {}).get("SourceAccessKeyId")
    # An account's own key begins no chain. The role that it assumes does.
    return _origin(source, _sessions[source]["Arn"]) if source in _sessions else arn


def answer() -> dict:
    numbers: dict[Statement, int] = {}

    def number(statement: Statement) -> int:
        return numbers.setdefault(statement, len(numbers))

    calls = [
        {
            "origin": call.origin,
            "caller": call.caller,
            "account": call.account,
            "region": call.region,
            "action": call.action,
            "resource": call.resource,
            "count": times,
            "decision": call.verdict.decision,
            "missing": call.verdict.missing,
            "statements": [number(one) for one in call.verdict.statements],
            "nearest": [
                {"statement": number(one), "fails": fails} for one, fails in call.verdict.nearest
            ],
        }
        for call, times in _counts.items()
    ]
    return {"calls": calls, "statements": [_described(one) for one in numbers]}


def _described(statement: Statement) -> dict:
    return {
        "kind": statement.kind,
        "holder": statement.holder,
        "policy": statement.policy,
        "number": statement.number,
        "document": json.loads(statement.document),
    }
