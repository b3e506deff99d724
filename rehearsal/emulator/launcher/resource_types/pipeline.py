"""Pipelines: this module remembers them. The rehearsal's runner reads them and runs them.

A new pipeline has version 1. Each update that changes it adds one:
https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_UpdatePipeline.html
"""

from launcher.patching import name_in, wrap
from launcher.resource_types import PROVISIONERS, register

TYPE = "AWS::CodePipeline::Pipeline"
WEBHOOK = "AWS::CodePipeline::Webhook"

_region_name = name_in("ministack.core.responses", "get_region")
_account_id = name_in("ministack.core.responses", "get_account_id")

# (account, region, name) -> version.
_versions: dict[tuple[str, str, str], int] = {}


def install() -> None:
    register(TYPE, create=_create, update=_update, delete=_delete)
    wrap("ministack.services.cloudformation.engine", "validate_template_support", _without_tokens)


def _without_tokens(validate):
    """A source of GitHub (version 1) has a token in a secret. A local folder needs none, so neither it nor
    its webhook's is read."""

    def validate_template_support(template, *args, **kwargs):
        for resource in (template.get("Resources") or {}).values():
            if isinstance(resource, dict):
                _replace_token(resource.get("Type"), resource.get("Properties") or {})
        return validate(template, *args, **kwargs)

    return validate_template_support


def _replace_token(resource_type, properties: dict) -> None:
    if resource_type == WEBHOOK and "AuthenticationConfiguration" in properties:
        properties["AuthenticationConfiguration"] = {"SecretToken": "not read"}
    if resource_type != TYPE:
        return
    stages = properties.get("Stages") or []
    for action in (action for stage in stages for action in stage.get("Actions") or []):
        configuration = action.get("Configuration") or {}
        if "OAuthToken" in configuration:
            configuration["OAuthToken"] = "not read"


def version_of(account: str, region: str, name: str) -> int:
    return _versions[account, region, name]


def _create(logical_id, props, stack_name):
    name = props.get("Name") or name_in(PROVISIONERS, "_physical_name")(stack_name, logical_id)
    return _with_version(name, 1)


def _update(name, _old_props, props, _stack_name):
    new_name = props.get("Name") or name
    if new_name != name:
        return _with_version(new_name, 1)
    return _with_version(name, _versions[_key(name)] + 1)


def _delete(name, _props):
    _versions.pop(_key(name), None)


def _with_version(name: str, version: int):
    _versions[_key(name)] = version
    return name, {"Version": str(version)}


def _key(name: str) -> tuple[str, str, str]:
    return _account_id(), _region_name(), name
