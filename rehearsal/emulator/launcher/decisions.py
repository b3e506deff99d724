"""Writes down the decision on every call of a role, with everything that it depends on.

`decisions.jsonl` in the emulator's folder has one line for each decision, also if it was made often.
CloudTrail's events have neither the resource nor the policies. Tests compare the lines with the
templates and with another evaluator (docs/least-privilege.md).
"""

import json
import os
from contextvars import ContextVar
from pathlib import Path
from typing import Any

from launcher import calls
from launcher.authorization import wrap_decision
from launcher.patching import name_in, wrap
from launcher.verdicts import Verdict, verdict_of, written

FILE = "decisions.jsonl"
EVALUATOR = "ministack.core.iam_evaluator"

# What the evaluator gets for the decision on one call: context, policies, limits.
_asked: ContextVar[list | None] = ContextVar("launcher_asked", default=None)


def install() -> None:
    """Installed before the gaps: so it sees the call as they change it."""
    evaluator = Evaluator()
    verdicts: dict[str, Verdict] = {}
    file = Path(os.environ["HOME"], FILE)

    def listening(evaluate):
        def evaluate_aloud(ctx, policies, *limits):
            heard = _asked.get()
            if heard is not None:
                heard.append((ctx, policies, limits))
            return evaluate(ctx, policies, *limits)

        return evaluate_aloud

    def recording(decide):
        def decide_and_record(request):
            heard: list = []
            listening_to = _asked.set(heard)
            try:
                denied = decide(request)
            finally:
                _asked.reset(listening_to)
            # Nothing is decided about root users, and about callers with wrong credentials.
            if heard and ":assumed-role/" in heard[0][0].principal_arn:
                decision = evaluator.describe(request, *heard[0], denied)
                line = json.dumps(decision, sort_keys=True, default=str)
                if line not in verdicts:
                    document = decision["resourcePolicy"]
                    verdicts[line] = verdict_of(*heard[0], document, decision["decision"])
                    with file.open("a") as lines:
                        lines.write(f"{line}\n")
                calls.count(request, heard[0][0], verdicts[line])
            return denied

        return decide_and_record

    wrap(EVALUATOR, "evaluate", listening)
    wrap_decision(recording)


class Evaluator:
    """Names inside MiniStack, looked up at start, so that a missing one is noticed then."""

    def __init__(self) -> None:
        self._parse = name_in(EVALUATOR, "parse_policy_document")
        for replaced_by_gaps in ("_resource_policy", "_resolve_condition_key"):
            name_in(EVALUATOR, replaced_by_gaps)

    def describe(self, request, ctx, policies, limits, denied) -> dict:
        session = ctx.principal_arn.split("/")
        # The gaps replace it, and the look-up of keys, after this module is installed.
        resource_policy = name_in(EVALUATOR, "_resource_policy")
        found = resource_policy(request.service, request.resource_arn)
        document = _document(found[0]) if found else None
        layers = [*policies, *(policy for limit in limits for policy in limit)]
        if document:
            layers.append(self._parse(document))
        return {
            # Without the session's name, which is different each time.
            "principal": "/".join([*session[:-1], "session"]),
            "action": request.action,
            "resource": request.resource_arn,
            "region": ctx.region,
            "context": self._context(layers, ctx),
            "policies": [_written(policy) for policy in policies],
            "limits": [[_written(policy) for policy in limit] for limit in limits],
            "resourcePolicy": document,
            "owner": found[1] if found else None,
            "decision": denied.decision if denied else "Allow",
        }

    def _context(self, layers, ctx) -> dict[str, Any]:
        """Values of the condition keys that the policies name."""
        resolve = name_in(EVALUATOR, "_resolve_condition_key")
        keys = {
            key
            for layer in layers
            for statement in layer
            for operands in statement.conditions.values()
            for key in operands
        }
        values = {key: resolve(key, ctx) for key in keys}
        return {
            key: sorted(map(str, value)) if isinstance(value, list) else str(value)
            for key, value in values.items()
            if value is not None
        }


def _document(policy) -> dict | None:
    return json.loads(policy) if isinstance(policy, str) and policy else policy or None


def _written(statements) -> dict:
    return {"Version": "2012-10-17", "Statement": [written(one) for one in statements]}
