"""AWS::EC2::NetworkAcl, its entries and its subnets, through EC2's own calls."""

import uuid

from launcher.patching import name_in
from launcher.resource_types import PROVISIONERS, register
from launcher.resource_types.service_call import query_parameters, succeed, text_in

EC2 = "ministack.services.ec2"
LIST = "AWS::EC2::NetworkAcl"
ENTRY = "AWS::EC2::NetworkAclEntry"
ASSOCIATION = "AWS::EC2::SubnetNetworkAclAssociation"
ENTRY_PROPERTIES = ("NetworkAclId", "RuleNumber", "Protocol", "RuleAction", "CidrBlock")


def install() -> None:
    lists = name_in(EC2, "_network_acls")
    create_list = name_in(EC2, "_create_network_acl")
    delete_list = name_in(EC2, "_delete_network_acl")
    create_entry = name_in(EC2, "_create_network_acl_entry")
    delete_entry = name_in(EC2, "_delete_network_acl_entry")
    apply_tags = name_in(PROVISIONERS, "_ec2_apply_tags")

    def make_list(_logical_id, props, _stack_name):
        made = create_list(query_parameters("", {"VpcId": props["VpcId"]}))
        succeed(made, LIST)
        list_id = text_in(made, "networkAclId")
        apply_tags(list_id, props)
        return list_id, {"Id": list_id}

    def change_list(physical_id, old, new, stack_name):
        if old["VpcId"] != new["VpcId"]:
            return make_list("", new, stack_name)
        apply_tags(physical_id, new, old)
        return physical_id, {"Id": physical_id}

    def remove_list(physical_id, _props):
        succeed(delete_list({"NetworkAclId": [physical_id]}), LIST)

    def entry_parameters(props):
        values = {name: props.get(name) for name in ENTRY_PROPERTIES}
        return query_parameters("", {**values, "Egress": str(props.get("Egress", False)).lower()})

    def make_entry(_logical_id, props, _stack_name):
        succeed(create_entry(entry_parameters(props)), ENTRY)
        entry_id = f"nacle-{uuid.uuid4().hex[:17]}"
        return entry_id, {"Id": entry_id}

    def remove_entry(_physical_id, props):
        if props["NetworkAclId"] in lists:
            succeed(delete_entry(entry_parameters(props)), ENTRY)

    def change_entry(physical_id, old, new, stack_name):
        remove_entry(physical_id, old)
        return make_entry("", new, stack_name)

    # EC2's own ReplaceNetworkAclAssociation forgets the subnet.
    def associate(_logical_id, props, _stack_name):
        remove_association("", props)
        if props["NetworkAclId"] not in lists:
            raise ValueError(f"{ASSOCIATION}: {props['NetworkAclId']} does not exist")
        association_id = f"aclassoc-{uuid.uuid4().hex[:17]}"
        lists[props["NetworkAclId"]]["Associations"].append(
            {"NetworkAclAssociationId": association_id, "SubnetId": props["SubnetId"]}
        )
        return association_id, {"AssociationId": association_id}

    def remove_association(_physical_id, props):
        for one in lists.values():
            kept = [made for made in one["Associations"] if made["SubnetId"] != props["SubnetId"]]
            one["Associations"] = kept

    register(LIST, create=make_list, update=change_list, delete=remove_list)
    register(ENTRY, create=make_entry, update=change_entry, delete=remove_entry)
    register(ASSOCIATION, create=associate, delete=remove_association)
