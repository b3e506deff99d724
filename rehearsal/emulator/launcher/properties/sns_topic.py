"""Attributes of an SNS topic beyond its name."""

from launcher.patching import name_in
from launcher.resource_types import after_change
from launcher.resource_types.service_call import succeed

ATTRIBUTES = ("KmsMasterKeyId", "SignatureVersion", "TracingConfig")


def install() -> None:
    set_attribute = name_in("ministack.services.sns", "_set_topic_attributes")

    def set_attributes(topic_arn, props):
        for name in ATTRIBUTES:
            value = str(props.get(name, ""))
            call = {"TopicArn": [topic_arn], "AttributeName": [name], "AttributeValue": [value]}
            succeed(set_attribute(call), f"AWS::SNS::Topic {name}")

    after_change("AWS::SNS::Topic", set_attributes)
