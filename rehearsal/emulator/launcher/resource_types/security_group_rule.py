"""AWS::EC2::SecurityGroupIngress and SecurityGroupEgress, as rules of the group."""

import uuid

from launcher.patching import name_in
from launcher.resource_types import PROVISIONERS, register

EC2 = "ministack.services.ec2"
STORES = {
    "AWS::EC2::SecurityGroupIngress": "IpPermissions",
    "AWS::EC2::SecurityGroupEgress": "IpPermissionsEgress",
}


def install() -> None:
    groups = name_in(EC2, "_security_groups")
    to_permissions = name_in(PROVISIONERS, "_ec2_sg_permissions")
    everything = name_in(PROVISIONERS, "_ec2_sg_egress_permissions")([])

    def rules(resource_type, group_id):
        if group_id not in groups:
            raise ValueError(f"{resource_type}: the security group {group_id} does not exist")
        return groups[group_id][STORES[resource_type]]

    for resource_type in STORES:

        def create(_logical_id, props, _stack_name, resource_type=resource_type):
            store = rules(resource_type, props["GroupId"])
            # The first own rule replaces a new group's "everything out".
            if resource_type.endswith("Egress") and store == everything:
                store.clear()
            store.extend(to_permissions([props]))
            rule_id = f"sgr-{uuid.uuid4().hex[:17]}"
            return rule_id, {"Id": rule_id}

        def delete(_physical_id, props, resource_type=resource_type):
            if props["GroupId"] in groups:
                store = rules(resource_type, props["GroupId"])
                gone = to_permissions([props])
                store[:] = [rule for rule in store if rule not in gone]

        def update(physical_id, old, new, stack_name, create=create, delete=delete):
            delete(physical_id, old)
            return create("", new, stack_name)

        register(resource_type, create=create, update=update, delete=delete)
