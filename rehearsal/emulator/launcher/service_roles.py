"""Sessions of the roles of AWS services: CodePipeline, CodeBuild and CloudFormation."""

import json
import secrets
import time

from launcher import calls
from launcher.patching import name_in
from launcher.verdicts import trust_verdict

SESSION_SECONDS = 12 * 3600
EVALUATOR = "ministack.core.iam_evaluator"

# Looked up at start, so that a missing name is noticed then.
_roles = name_in("ministack.services.iam", "_roles")
_register_session = name_in("ministack.services.sts", "register_session")
_context = name_in(EVALUATOR, "EvalContext")
_parse_policy = name_in(EVALUATOR, "parse_policy_document")
_names_service = name_in(EVALUATOR, "_service_principal_matches")
_matches_action = name_in(EVALUATOR, "_action_matches")
_conditions_met = name_in(EVALUATOR, "_conditions_met")


class Refused(Exception):
    """The role's trust policy does not admit the service. The text says what is missing."""


def assume(role_arn: str, service: str, session_name: str, region: str) -> dict:
    """Credentials of a session, if the role's trust policy admits the service principal.

    AWS does this inside the service, without an API call that the emulator could check.
    """
    parts = role_arn.split(":")
    if len(parts) != 6 or not parts[5].startswith("role/"):
        raise Refused(f"'{role_arn}' is not the ARN of an IAM role")
    account, name = parts[4], parts[5].rsplit("/", 1)[-1]
    role = _roles.get_scoped(account, None, name)
    if role is None:
        raise Refused(f"{service} cannot assume {role_arn}: account {account} has no such role")
    session_arn = f"arn:aws:sts::{account}:assumed-role/{name}/{session_name}"
    trusted = _trusts(role, _statements(role), service, region)
    verdict = trust_verdict(
        {"Statement": _statements(role)},
        role_arn,
        trusted,
        lambda statement: _trusts(role, [statement], service, region),
    )
    calls.count_service(service, role_arn, session_arn, region, verdict)
    if not trusted:
        raise Refused(
            f"{service} cannot assume {role_arn}: no statement of the role's trust policy allows "
            f'"sts:AssumeRole" to {{"Service": "{service}"}}'
        )
    return _register(role, account, session_arn)


def _trusts(role: dict, statements: list[dict], service: str, region: str) -> bool:
    context = _context(
        principal_arn=service,
        principal_type="Service",
        principal_account="",
        action="sts:AssumeRole",
        resource_arn=role["Arn"],
        region=region,
        service_context={"aws:sourceaccount": role["Arn"].split(":")[4]},
    )
    matching = {
        statement.effect
        for raw in statements
        for statement in _parse_policy({"Statement": raw})
        if _matches_action("sts:AssumeRole", statement.actions, statement.not_actions)
        and _names_service(raw.get("Principal"), service)
        and _conditions_met(statement.conditions, context)
    }
    return matching == {"Allow"}


def _statements(role: dict) -> list[dict]:
    document = role["AssumeRolePolicyDocument"]
    statements = (json.loads(document) if isinstance(document, str) else document)["Statement"]
    return [statements] if isinstance(statements, dict) else statements


def _register(role: dict, account: str, session_arn: str) -> dict:
    access_key = f"ASIA{secrets.token_hex(8).upper()}"
    secret, token = secrets.token_urlsafe(30), secrets.token_urlsafe(60)
    _register_session(
        access_key,
        {
            "Arn": session_arn,
            "UserId": f"{role['RoleId']}:{session_arn.rpartition('/')[2]}",
            "SecretAccessKey": secret,
            "SessionToken": token,
            "Expiration": time.time() + SESSION_SECONDS,
            "AccountId": account,
            "PrincipalType": "AssumedRole",
            "SessionTags": [],
            "SessionPolicies": None,
        },
    )
    return {"accessKeyId": access_key, "secretAccessKey": secret, "sessionToken": token}
