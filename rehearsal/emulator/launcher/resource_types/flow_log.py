"""AWS::EC2::FlowLog, through EC2's own CreateFlowLogs and DeleteFlowLogs."""

from launcher.patching import name_in
from launcher.resource_types import PROVISIONERS, register
from launcher.resource_types.service_call import query_parameters, succeed, text_in

TYPE = "AWS::EC2::FlowLog"
EC2 = "ministack.services.ec2"
PROPERTIES = (
    "ResourceType",
    "TrafficType",
    "LogDestinationType",
    "LogDestination",
    "LogGroupName",
)


def install() -> None:
    create_flow_logs = name_in(EC2, "_create_flow_logs")
    delete_flow_logs = name_in(EC2, "_delete_flow_logs")
    apply_tags = name_in(PROVISIONERS, "_ec2_apply_tags")

    def create(_logical_id, props, _stack_name):
        values = {name: props.get(name) for name in PROPERTIES}
        made = create_flow_logs(
            query_parameters("", {"ResourceId.1": props["ResourceId"], **values})
        )
        succeed(made, TYPE)
        flow_log_id = text_in(made, "item")
        apply_tags(flow_log_id, props)
        return flow_log_id, {"Id": flow_log_id}

    def delete(physical_id, _props):
        succeed(delete_flow_logs({"FlowLogId.1": [physical_id]}), TYPE)

    def update(physical_id, old, new, stack_name):
        # Only tags can be changed in place.
        if {**old, "Tags": None} != {**new, "Tags": None}:
            return create("", new, stack_name)
        apply_tags(physical_id, new, old)
        return physical_id, {"Id": physical_id}

    register(TYPE, create=create, update=update, delete=delete)
