"""AWS::CloudWatch::CompositeAlarm, through CloudWatch's own PutCompositeAlarm."""

from launcher.patching import name_in
from launcher.resource_types import PROVISIONERS, register
from launcher.resource_types.service_call import succeed

TYPE = "AWS::CloudWatch::CompositeAlarm"
CLOUDWATCH = "ministack.services.cloudwatch"


def install() -> None:
    put = name_in(CLOUDWATCH, "_put_composite_alarm")
    remove = name_in(CLOUDWATCH, "_delete_alarms")
    alarms = name_in(CLOUDWATCH, "_composite_alarms")
    physical_name = name_in(PROVISIONERS, "_physical_name")

    def apply(name, props):
        succeed(put({}, {**props, "AlarmName": name}, False, True), TYPE)
        return name, {"Arn": alarms[name]["AlarmArn"]}

    def create(logical_id, props, stack_name):
        return apply(props.get("AlarmName") or physical_name(stack_name, logical_id), props)

    def update(physical_id, _old, props, _stack_name):
        return apply(props.get("AlarmName") or physical_id, props)

    def delete(physical_id, _props):
        succeed(remove({}, {"AlarmNames": [physical_id]}, False, True), TYPE)

    register(TYPE, create=create, update=update, delete=delete)
