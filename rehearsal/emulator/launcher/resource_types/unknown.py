"""Types that AWS has, and neither MiniStack nor the launcher: with --record-unknown they are only remembered.

The rehearsal writes the types of CloudFormation's registry into a file (resource-registry.ts). A type that
is not in it stays unknown, so that a misspelt one is noticed.
"""

import json
import os
import re
from pathlib import Path

from launcher.patching import name_in, wrap
from launcher.resource_types import PROVISIONERS, register

# Path of that file. Unset without --record-unknown.
VARIABLE = "WAYPOST_RECORD_UNKNOWN"
HINT = "(--record-unknown deploys types that AWS has and the rehearsal lacks, as records)"
# Their own machinery: stacks, macros, custom resources.
OF_CLOUDFORMATION = "AWS::CloudFormation::"

# Types that are recorded so.
TYPES: set[str] = set()

_region_name = name_in("ministack.core.responses", "get_region")
_account_id = name_in("ministack.core.responses", "get_account_id")


def install() -> None:
    path = os.environ.get(VARIABLE)
    if path is None:
        wrap("ministack.services.cloudformation.engine", "validate_template_support", _with_hint)
        return
    known = name_in(PROVISIONERS, "_RESOURCE_HANDLERS")
    for registered in json.loads(Path(path).read_text()):
        if registered["type"] in known or registered["type"].startswith(OF_CLOUDFORMATION):
            continue
        TYPES.add(registered["type"])
        _record(registered)


def _record(registered: dict) -> None:
    physical_name = name_in(PROVISIONERS, "_physical_name")

    def create(logical_id, props, stack_name):
        return _made(registered, props, physical_name(stack_name, logical_id))

    def update(physical_id, _old, props, _stack_name):
        _id, attributes = _made(registered, props, re.split(r"[:/]", physical_id)[-1])
        return physical_id, attributes

    register(registered["type"], create=create, update=update)


def _made(registered: dict, props: dict, name: str):
    """Its physical id, and a made-up value for each attribute."""
    identifier = registered.get("identifier") or ""
    given = props.get(identifier)
    name = given if isinstance(given, str) else name
    arn = _arn(registered, name)
    attributes = {
        attribute: _value(attribute, kind, name, arn)
        for attribute, kind in registered["attributes"].items()
    }
    return (arn if identifier.endswith("Arn") else name), attributes


def _value(attribute: str, kind: str, name: str, arn: str):
    match kind:
        case "string":
            return arn if attribute.endswith("Arn") else name
        case "array":
            return [name]
        case "boolean":
            return False
        case "integer" | "number":
            return 0
        case _:
            return name


def _arn(registered: dict, name: str) -> str:
    service = registered["type"].split("::")[1].lower()
    template = registered.get("arn") or f"arn:aws:{service}:${{Region}}:${{Account}}:${{Name}}"
    values = {"Partition": "aws", "Region": _region_name(), "Account": _account_id()}
    return re.sub(r"\$\{(\w+)\}", lambda found: values.get(found[1], name), template)


def _with_hint(validate):
    def validate_template_support(*args, **kwargs):
        try:
            return validate(*args, **kwargs)
        except ValueError as refusal:
            if "Unrecognized resource types" not in str(refusal):
                raise
            raise ValueError(f"{refusal} {HINT}") from refusal

    return validate_template_support
