"""Gap: MiniStack accepts record sets that Route 53 refuses, and its refusals have other words.

Route 53's words are in many reports, such as https://github.com/hashicorp/terraform-provider-aws/issues/6352
and https://github.com/ansible/ansible/issues/6112. This refuses only what they show.
"""

import re
from ipaddress import AddressValueError, IPv4Address, IPv6Address

from launcher.patching import name_in, wrap
from launcher.resource_types import PROVISIONERS

ROUTE53 = "ministack.services.route53"
RECORD_SET = "AWS::Route53::RecordSet"

_zones = name_in(ROUTE53, "_zones")
_records = name_in(ROUTE53, "_records")
_key = name_in(ROUTE53, "_rs_key")
_values = name_in(ROUTE53, "_rs_values")

# Strings in quotation marks, with spaces between.
_STRING = r'"(?:[^"\\]|\\.)*"'
_STRINGS = re.compile(rf"{_STRING}(?:\s+{_STRING})*", re.DOTALL)


def install() -> None:
    wrap(ROUTE53, "_change_resource_record_sets", _refusing_changes)
    wrap(PROVISIONERS, "_r53_record_set_create", _refusing_resources)
    handlers = name_in(PROVISIONERS, "_RESOURCE_HANDLERS")[RECORD_SET]
    handlers["create"] = name_in(PROVISIONERS, "_r53_record_set_create")
    handlers["update"] = _refusing_resources(handlers["update"], is_update=True)


def _refusing_changes(change):
    parse, find = name_in(ROUTE53, "_parse_body"), name_in(ROUTE53, "_find")
    find_all = name_in(ROUTE53, "_findall")
    parse_record_set = name_in(ROUTE53, "_parse_record_set")
    refuse = name_in(ROUTE53, "_error_response")

    def change_or_refuse(zone_id, body):
        request = parse(body)
        if zone_id in _zones and request is not None:
            records = list(_records[zone_id])
            for element in find_all(find(find(request, "ChangeBatch"), "Changes"), "Change"):
                action = find(element, "Action").text
                record = parse_record_set(find(element, "ResourceRecordSet"))
                problem = _problem(action, record, _zones[zone_id], records)
                if problem:
                    return refuse("InvalidChangeBatch", f"[{problem}]")
                records = [one for one in records if _key(one) != _key(record)]
                records += [] if action == "DELETE" else [record]
        return change(zone_id, body)

    return change_or_refuse


def _refusing_resources(perform, is_update=False):
    zone_id_of = name_in(PROVISIONERS, "_r53_resolve_hosted_zone_id")
    record_of = name_in(PROVISIONERS, "_r53_record_set_build_rs")

    def perform_or_refuse(identifier, *given):
        props = given[-2]
        zone_id, record = zone_id_of(props), record_of(props)
        if zone_id in _zones:
            action = "UPSERT" if is_update else "CREATE"
            problem = _problem(action, record, _zones[zone_id], _records[zone_id])
            if problem:
                raise ValueError(f"[{problem}]")
        return perform(identifier, *given)

    return perform_or_refuse


def _problem(action: str, record: dict, zone: dict, records: list[dict]) -> str | None:
    existing = next((one for one in records if _key(one) == _key(record)), None)
    what = f"resource record set [name='{record['Name']}', type='{record['Type']}'"
    if identifier := record.get("SetIdentifier"):
        what += f", set-identifier='{identifier}'"
    if action == "DELETE":
        if existing is None:
            return f"Tried to delete {what}] but it was not found"
        if _values(existing) != _values(record):
            why = "the values provided do not match the current values"
            return f"Tried to delete {what}] but {why}"
        return None
    if action == "CREATE" and existing is not None:
        return f"Tried to create {what}] but it already exists"
    return _misplaced(record, zone["name"].lower(), records) or _misspelt(record)


def _misplaced(record: dict, zone: str, records: list[dict]) -> str | None:
    name, kind = record["Name"], record["Type"]
    if name != zone and not name.endswith(f".{zone}"):
        return f"RRSet with DNS name {name} is not permitted in zone {zone}"
    of_kind = f"RRSet of type {kind} with DNS name {name} is not permitted"
    if kind == "CNAME" and name == zone:
        return f"{of_kind} at apex in zone {zone}"
    beside = {one["Type"] for one in records if one["Name"] == name} - {kind}
    if kind == "CNAME" and beside:
        return f"{of_kind} as it conflicts with other records with the same DNS name in zone {zone}"
    if "CNAME" in beside:
        return (
            f"{of_kind} because a conflicting RRSet of type CNAME with the same DNS name "
            f"already exists in zone {zone}"
        )
    return None


def _misspelt(record: dict) -> str | None:
    check = {"A": _ipv4, "AAAA": _ipv6, "TXT": _strings}.get(record["Type"], lambda _: None)
    for value in record.get("ResourceRecords", []):
        if problem := check(value):
            return (
                f"Invalid Resource Record: 'FATAL problem: {problem} encountered with '{value}''"
            )
    return None


def _ipv4(value: str) -> str | None:
    try:
        IPv4Address(value)
    except AddressValueError:
        return "ARRDATAIllegalIPv4Address (Value is not a valid IPv4 address)"
    return None


def _ipv6(value: str) -> str | None:
    try:
        IPv6Address(value)
    except AddressValueError:
        return "AAAARRDATAIllegalIPv6Address (Value is not a valid IPv6 address)"
    return None


def _strings(value: str) -> str | None:
    if not _STRINGS.fullmatch(value):
        return "InvalidCharacterString (Value should be enclosed in quotation marks)"
    strings = (string[1:-1] for string in re.findall(_STRING, value, re.DOTALL))
    if any(len(re.sub(r"\\(?:[0-7]{3}|.)", "x", string).encode()) > 255 for string in strings):
        return "CharacterStringTooLong (Value is too long)"
    return None
