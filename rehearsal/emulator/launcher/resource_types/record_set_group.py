"""AWS::Route53::RecordSetGroup, as its record sets."""

from launcher.patching import name_in
from launcher.resource_types import PROVISIONERS, register

TYPE = "AWS::Route53::RecordSetGroup"


def install() -> None:
    create_record = name_in(PROVISIONERS, "_r53_record_set_create")
    delete_record = name_in(PROVISIONERS, "_r53_record_set_delete")
    physical_name = name_in(PROVISIONERS, "_physical_name")

    def records(props):
        zone = {key: props[key] for key in ("HostedZoneId", "HostedZoneName") if key in props}
        return [{**zone, **record} for record in props.get("RecordSets", [])]

    def create(logical_id, props, stack_name):
        for record in records(props):
            create_record(logical_id, record, stack_name)
        return physical_name(stack_name, logical_id), {}

    def delete(physical_id, props):
        for record in records(props):
            delete_record(physical_id, record)

    def update(physical_id, old_props, new_props, stack_name):
        delete(physical_id, old_props)
        create(physical_id, new_props, stack_name)
        return physical_id, {}

    register(TYPE, create=create, update=update, delete=delete)
