"""Properties that CloudFormation accepts here and that are forgotten, or have no effect.

Held true by test/emulator/dropped-properties.test.ts and network.test.ts, which look for each of them.
"""

# A path goes through maps by name, and through lists without saying so.
DROPPED = {
    # Remembered, but nothing is logged. Throttling is forgotten.
    "AWS::ApiGatewayV2::Stage": ("AccessLogSettings", "DefaultRouteSettings"),
    # Nothing is locked.
    "AWS::Backup::BackupVault": ("LockConfiguration",),
    # The rehearsal runs the builds itself, each in a fresh workspace, and none but the pipeline's.
    "AWS::CodeBuild::Project": ("Cache", "Triggers"),
    # Remembered, but nothing flows: a function calls the emulator, whatever network it is in.
    "AWS::EC2::FlowLog": ("LogDestination",),
    # Forgotten.
    "AWS::EC2::NetworkAclEntry": ("PortRange",),
    # Told to nobody, and no call goes by an endpoint.
    "AWS::EC2::VPCEndpoint": ("PolicyDocument",),
    # Remembered, but a function calls what it likes.
    "AWS::Lambda::Function": ("VpcConfig",),
    # Remembered, but no log line becomes a metric.
    "AWS::Logs::MetricFilter": ("MetricTransformations",),
    # Forgotten: nobody asks the emulator for a name by DNS.
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
