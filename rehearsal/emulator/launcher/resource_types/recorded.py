"""Resource types that are only remembered. The report counts them as recorded.

To add a type, add a line to RECORDED. `Ref` and `Fn::GetAtt` follow the type's page in the
CloudFormation reference.
"""

from zlib import crc32

from launcher.patching import name_in
from launcher.resource_types import PROVISIONERS, register


_region_name = name_in("ministack.core.responses", "get_region")
_account_id = name_in("ministack.core.responses", "get_account_id")


def _arn(service: str, resource: str):
    """Builds `arn:aws:<service>:<region>:<account>:<resource><name>`."""

    def build(name: str) -> str:
        return f"arn:aws:{service}:{_region_name()}:{_account_id()}:{resource}{name}"

    return build


def _global_arn(service: str, resource: str):
    """The same for a service without regions."""

    def build(name: str) -> str:
        return f"arn:aws:{service}::{_account_id()}:{resource}{name}"

    return build


def _itself(name: str) -> str:
    return name


class Recorded:
    """One type: the property that names it, what `Ref` returns, and its attributes."""

    def __init__(self, name_property, ref=_itself, attributes=None):
        self.name_property = name_property
        self.ref = ref
        # Attribute name -> function of the name.
        self.attributes = attributes or {}

    def provision(self, name, props):
        name = props.get(self.name_property) or name
        return self.ref(name), {key: value(name) for key, value in self.attributes.items()}


def _address(name: str) -> str:
    """One for documentation (RFC 5737). The address of an address is itself."""
    return name if name.startswith("203.0.113.") else f"203.0.113.{crc32(name.encode()) % 254 + 1}"


def _clone_url(protocol: str, name: str) -> str:
    return f"{protocol}://git-codecommit.{_region_name()}.amazonaws.com/v1/repos/{name}"


_connection = Recorded(
    "ConnectionName",
    _arn("codeconnections", "connection/"),
    # Pending until a person completes the connection in the console.
    {
        "ConnectionArn": _arn("codeconnections", "connection/"),
        "ConnectionStatus": lambda _: "PENDING",
    },
)

RECORDED = {
    "AWS::Backup::RestoreTestingPlan": Recorded(
        "RestoreTestingPlanName",
        attributes={"RestoreTestingPlanArn": _arn("backup", "restore-testing-plan:")},
    ),
    "AWS::Backup::RestoreTestingSelection": Recorded("RestoreTestingSelectionName"),
    "AWS::CE::AnomalyMonitor": Recorded(
        None,
        _global_arn("ce", "anomalymonitor/"),
        {"MonitorArn": _global_arn("ce", "anomalymonitor/")},
    ),
    "AWS::CE::AnomalySubscription": Recorded(
        None,
        _global_arn("ce", "anomalysubscription/"),
        {"SubscriptionArn": _global_arn("ce", "anomalysubscription/")},
    ),
    # The source of a pipeline: a folder of this machine stands for it.
    "AWS::CodeCommit::Repository": Recorded(
        "RepositoryName",
        attributes={
            "Arn": _arn("codecommit", ""),
            "Name": _itself,
            "CloneUrlHttp": lambda name: _clone_url("https", name),
            "CloneUrlSsh": lambda name: _clone_url("ssh", name),
        },
    ),
    "AWS::CodeConnections::Connection": _connection,
    "AWS::CodePipeline::Webhook": Recorded(
        "Name", attributes={"Url": lambda name: f"https://webhooks.invalid/{name}"}
    ),
    "AWS::CodeStarConnections::Connection": _connection,
    # CDK gives each public subnet of a Vpc these two, unless it is told otherwise.
    "AWS::EC2::EIP": Recorded(
        None,
        _address,
        {
            "AllocationId": lambda name: f"eipalloc-{_address(name).replace('.', '')}",
            "PublicIp": _address,
        },
    ),
    "AWS::EC2::NatGateway": Recorded(None, attributes={"NatGatewayId": _itself}),
    "AWS::Logs::Delivery": Recorded(
        None, attributes={"DeliveryId": _itself, "Arn": _arn("logs", "delivery:")}
    ),
    "AWS::Logs::DeliveryDestination": Recorded(
        "Name", attributes={"Arn": _arn("logs", "delivery-destination:")}
    ),
    "AWS::Logs::DeliverySource": Recorded(
        "Name", attributes={"Arn": _arn("logs", "delivery-source:")}
    ),
    "AWS::Logs::QueryDefinition": Recorded(None, attributes={"QueryDefinitionId": _itself}),
    "AWS::Route53::DNSSEC": Recorded("HostedZoneId"),
    "AWS::Route53::KeySigningKey": Recorded("Name"),
}


def install() -> None:
    physical_name = name_in(PROVISIONERS, "_physical_name")

    for resource_type, recorded in RECORDED.items():

        def create(logical_id, props, stack_name, recorded=recorded):
            return recorded.provision(physical_name(stack_name, logical_id), props)

        def update(physical_id, _old, props, _stack_name, recorded=recorded):
            return recorded.provision(physical_id.rsplit("/", 1)[-1], props)

        register(resource_type, create=create, update=update)
