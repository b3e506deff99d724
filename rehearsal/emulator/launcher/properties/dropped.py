"""Properties that CloudFormation accepts here, but that are forgotten or have no effect.

test/emulator/dropped-properties.test.ts and network.test.ts look for each of them.
"""

# A path names the keys of maps, and does not mention lists.
DROPPED = {
    # Remembered, but nothing is logged. Throttling is forgotten.
    "AWS::ApiGatewayV2::Stage": ("AccessLogSettings", "DefaultRouteSettings"),
    # Nothing is locked.
    "AWS::Backup::BackupVault": ("LockConfiguration",),
    # The rehearsal itself runs the builds, only the pipeline's, each in a new folder.
    "AWS::CodeBuild::Project": ("Cache", "Triggers"),
    # Remembered, but there is no traffic: in any network, a function calls the emulator.
    "AWS::EC2::FlowLog": ("LogDestination",),
    # Forgotten.
    "AWS::EC2::NetworkAclEntry": ("PortRange",),
    # Nobody sees them, and no call uses an endpoint.
    "AWS::EC2::VPCEndpoint": ("PolicyDocument",),
    # Remembered, but a function may call anything.
    "AWS::Lambda::Function": ("VpcConfig",),
    # Remembered, but no log line becomes a metric.
    "AWS::Logs::MetricFilter": ("MetricTransformations",),
    # Forgotten: nobody asks the emulator for names by DNS.
    "AWS::Route53::HostedZone": ("QueryLoggingConfig",),
    # Remembered, but no access is logged.
    "AWS::S3::Bucket": ("LoggingConfiguration",),
    # Remembered, but no event is published.
    "AWS::SES::ConfigurationSetEventDestination": ("EventDestination",),
}


def dropped(resource_type: str, properties: dict) -> list[str]:
    """The paths of DROPPED that a resource's own properties use."""
    return [path for path in DROPPED.get(resource_type, ()) if _has(properties, path.split("."))]


def _has(value, path: list[str]) -> bool:
    if isinstance(value, list):
        return any(_has(item, path) for item in value)
    if not path:
        return True
    return isinstance(value, dict) and path[0] in value and _has(value[path[0]], path[1:])
