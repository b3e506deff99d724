"""The resources that CloudFormation has provisioned in every account, and their addresses."""

from datetime import datetime, timezone

from launcher.gaps import topic_mail
from launcher.patching import name_in
from launcher.properties.dropped import dropped
from launcher.public_hosts import api_hosts, function_hosts
from launcher.resource_types import pipeline, unknown
from launcher.resource_types.recorded import RECORDED

# Looked up at start, so that a missing name is noticed then.
_stacks = name_in("ministack.services.cloudformation", "_stacks")
_sent_emails = name_in("ministack.services.ses", "_sent_emails")
_distributions = name_in("ministack.services.cloudfront", "_distributions")
_parse_xml = name_in("ministack.services.cloudfront", "fromstring")


def pipelines() -> list[dict]:
    return [
        {
            **where,
            "name": (name := resource["PhysicalResourceId"]),
            "version": pipeline.version_of(where["account"], where["region"], name),
            "properties": resource["Properties"],
        }
        for where, resource in _resources()
        if resource["ResourceType"] == pipeline.TYPE
    ]


def resources() -> list[dict]:
    return [
        {
            **where,
            "physicalId": resource["PhysicalResourceId"],
            "type": resource["ResourceType"],
            "coverage": _coverage(resource["ResourceType"]),
            "unknown": resource["ResourceType"] in unknown.TYPES,
            "droppedProperties": dropped(resource["ResourceType"], resource["Properties"]),
        }
        for where, resource in _resources()
    ]


def _coverage(resource_type: str) -> str:
    is_recorded = resource_type in RECORDED or resource_type in unknown.TYPES
    return "recorded" if is_recorded else "emulated"


def endpoints(port: int) -> list[dict]:
    """On AWS, a distribution has its own name and its aliases. Here it has one name."""
    found = []
    for distribution in all_distributions():
        local = f"http://{local_host(distribution)}:{port}"
        for name in [distribution["DomainName"], *aliases(distribution)]:
            found.append({"public": f"https://{name}", "local": local})
    for host in [*api_hosts(), *function_hosts()]:
        found.append({"public": f"https://{host.public}", "local": f"http://{host.local}:{port}"})
    return found


def all_distributions() -> list[dict]:
    return list(_distributions.to_dict().values())


def local_host(distribution: dict) -> str:
    return distribution["DomainName"].replace(".cloudfront.net", ".cloudfront.localhost").lower()


def aliases(distribution: dict) -> list[str]:
    config = _parse_xml(distribution["config_xml"])
    return [
        name.text.lower()
        for element in config
        if element.tag.rsplit("}", 1)[-1] == "Aliases"
        for name in element.iter()
        if name.tag.rsplit("}", 1)[-1] == "CNAME" and name.text
    ]


def mails() -> list[dict]:
    """Mails of SES and of topics."""
    found = [
        _mail(account, region, record)
        for (account, region, key), records in _sent_emails.all_items()
        if key == "entries"
        for record in records
    ]
    found += [_mail(*sent) for sent in topic_mail.SENT]
    return sorted(found, key=lambda mail: mail["sentAt"])


def _mail(account: str, region: str, record: dict) -> dict:
    mail = {
        "account": account,
        "region": region,
        "messageId": record["MessageId"],
        "sentAt": datetime.fromtimestamp(record["Timestamp"], timezone.utc).isoformat(),
        "from": record["Source"],
        "to": record.get("To") or [],
        "cc": record.get("CC") or [],
        "bcc": record.get("BCC") or [],
        "replyTo": record.get("ReplyTo") or [],
        "subject": record.get("RenderedSubject") or record.get("Subject") or "",
        "text": record.get("RenderedBodyText") or record.get("BodyText") or "",
        "html": record.get("RenderedBodyHtml") or record.get("BodyHtml") or "",
    }
    optional = {"template": record.get("Template"), "topic": record.get("Topic")}
    return {**mail, **{name: value for name, value in optional.items() if value}}


def _resources():
    for (account, region, _name), stack in _stacks.all_items():
        if stack["StackStatus"] == "DELETE_COMPLETE":
            continue
        for logical_id, resource in (stack.get("_resources") or {}).items():
            if resource.get("ResourceStatus") == "DELETE_COMPLETE":
                continue
            yield (
                {
                    "account": account,
                    "region": region,
                    "stack": stack["StackName"],
                    "logicalId": logical_id,
                },
                resource,
            )
