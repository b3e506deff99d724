"""Attributes of an SNS topic other than its name."""

from launcher.patching import name_in
from launcher.resource_types import after_change
from launcher.resource_types.service_call import succeed

ATTRIBUTES = ("KmsMasterKeyId", "SignatureVersion", "TracingConfig")


def install() -> None:
    topics = name_in("ministack.services.sns", "_topics")
    set_attribute = name_in("ministack.services.sns", "_set_topic_attributes")

    def set_attributes(topic_arn, props):
        for name in ATTRIBUTES:
            if name not in props:
                topics[topic_arn]["attributes"].pop(name, None)
                continue
            call = {
                "TopicArn": [topic_arn],
                "AttributeName": [name],
                "AttributeValue": [str(props[name])],
            }
            succeed(set_attribute(call), f"AWS::SNS::Topic {name}")

    after_change("AWS::SNS::Topic", set_attributes)
