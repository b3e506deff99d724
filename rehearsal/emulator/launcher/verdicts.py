"""The statements that decide on a call: they allow or deny it, or no statement allows it."""

import json
import re
from dataclasses import dataclass
from typing import Any

from launcher.patching import name_in

EVALUATOR = "ministack.core.iam_evaluator"
# Statements that would allow the call on another resource, or under a condition that it does not meet.
NEAREST = 3


@dataclass(frozen=True)
class Statement:
    """A deployed statement, by its place."""

    # `role`, `boundary`, `session`, `resource` or `trust`.
    kind: str
    # ARN of the role or the resource that has the policy.
    holder: str
    policy: str
    # From 1.
    number: int
    document: str


@dataclass(frozen=True)
class Verdict:
    # `Allow`, `Deny` or `ImplicitDeny`.
    decision: str
    # For an `ImplicitDeny`: the first kind of policy without an Allow.
    missing: str | None = None
    statements: tuple[Statement, ...] = ()
    # Statements whose resource or condition does not match, with the one that does not.
    nearest: tuple[tuple[Statement, str], ...] = ()


# Looked up at start, so that a missing name is noticed then.
_roles = name_in("ministack.services.iam", "_roles")
_parse = name_in(EVALUATOR, "parse_policy_document")
_evaluate = name_in(EVALUATOR, "evaluate")
_managed = name_in(EVALUATOR, "_resolve_managed_policy_document")
_matches_action = name_in(EVALUATOR, "_action_matches")
_matches_resource = name_in(EVALUATOR, "_resource_matches")
_role_name_of = name_in(EVALUATOR, "_role_name_from_assumed_arn")
# The gaps replace these after this module is loaded.
for _replaced in ("_conditions_met", "evaluate_resource_policy"):
    name_in(EVALUATOR, _replaced)


def verdict_of(ctx, policies, limits, document: dict | None, decision: str) -> Verdict:
    """@param policies, limits: of the role, as the evaluator has them; document: of the resource"""
    layers = _layers(ctx, policies, limits)
    # An object's policy is the bucket's.
    holder = re.sub(r"^(arn:[^:]*:s3:::[^/]*)/.*", r"\1", ctx.resource_arn, flags=re.DOTALL)
    resource = _statements_of("resource", holder, "its own policy", document)
    effect = "Deny" if decision == "Deny" else "Allow"
    said = {
        kind: [one for one, parsed in layer if _says(parsed, ctx, effect)] for kind, layer in layers
    }
    said["resource"] = [one for one, raw in resource if _resource_says(raw, ctx, effect)]
    statements = tuple(one for found in said.values() for one in found)
    if decision != "ImplicitDeny":
        return Verdict(decision, None, statements)
    missing = next((kind for kind, _ in layers if not said[kind]), "resource")
    nearest = _nearest(ctx, dict(layers).get(missing, []))
    return Verdict(decision, missing, statements, nearest)


def trust_verdict(document: Any, role_arn: str, trusted: bool, alone) -> Verdict:
    """@param alone: whether a statement by itself lets the caller in"""
    statements = _statements_of("trust", role_arn, "its trust policy", document)
    if trusted:
        return Verdict("Allow", None, tuple(one for one, raw in statements if alone(raw)))
    denials = tuple(
        one
        for one, raw in statements
        if raw.get("Effect") == "Deny" and alone({**raw, "Effect": "Allow"})
    )
    return Verdict("Deny", None, denials) if denials else Verdict("ImplicitDeny", "trust")


def written(statement) -> dict:
    """A parsed statement as it was written."""
    parts = {
        "Sid": statement.sid,
        "Effect": statement.effect,
        "Action": statement.actions,
        "NotAction": statement.not_actions,
        "Resource": statement.resources,
        "NotResource": statement.not_resources,
        "Condition": statement.conditions,
    }
    return {name: value for name, value in parts.items() if value}


def _layers(ctx, policies, limits):
    """`(kind, [(statement, parsed)])` of the role's policies, and of each limit of them."""
    role = _roles.get_scoped(ctx.principal_account, None, _role_name_of(ctx.principal_arn)) or {}
    holder = role.get("Arn", ctx.principal_arn)
    boundary = role.get("PermissionsBoundary")
    limiting = [("boundary", boundary.rpartition("/")[2])] if boundary else []
    limiting.append(("session", "of the session"))
    layers = [
        ("role", zip(_names(role, ctx.principal_account), policies)),
        *((kind, [(name, one) for one in limit]) for (kind, name), limit in zip(limiting, limits)),
    ]
    return [
        (
            kind,
            [
                (Statement(kind, holder, name, index + 1, _text(written(parsed))), parsed)
                for name, policy in layer
                for index, parsed in enumerate(policy)
            ],
        )
        for kind, layer in layers
    ]


def _names(role: dict, account: str) -> list[str]:
    """The role's policies, as the evaluator collects them: without empty ones."""
    documents = dict(role.get("InlinePolicies") or {})
    for arn in role.get("AttachedPolicies", []):
        documents[arn.rpartition("/")[2]] = _managed(arn, account)
    return [name for name, document in documents.items() if document and _parse(document)]


def _statements_of(kind: str, holder: str, policy: str, document: Any):
    if isinstance(document, str):
        document = json.loads(document)
    raw = (document or {}).get("Statement", [])
    return [
        (Statement(kind, holder, policy, index + 1, _text(one)), one)
        for index, one in enumerate([raw] if isinstance(raw, dict) else raw)
    ]


def _says(parsed, ctx, effect: str) -> bool:
    return parsed.effect == effect and _evaluate(ctx, [[parsed]]).decision == effect


def _resource_says(raw: dict, ctx, effect: str) -> bool:
    evaluate = name_in(EVALUATOR, "evaluate_resource_policy")
    return evaluate({"Statement": [raw]}, ctx).decision == effect


def _nearest(ctx, layer) -> tuple[tuple[Statement, str], ...]:
    conditions_met = name_in(EVALUATOR, "_conditions_met")
    found = []
    for statement, parsed in layer:
        if parsed.effect != "Allow" or not _matches_action(
            ctx.action, parsed.actions, parsed.not_actions
        ):
            continue
        if not _matches_resource(ctx.resource_arn, parsed.resources, parsed.not_resources):
            found.append((statement, "resource"))
        elif not conditions_met(parsed.conditions, ctx):
            found.append((statement, "condition"))
    return tuple(found[:NEAREST])


def _text(value) -> str:
    return json.dumps(value, sort_keys=True, default=str)
