"""Properties that CloudFormation accepts here and nothing remembers or acts on.

Held true by test/emulator/dropped-properties.test.ts, which reads every one of them back.
"""

# A path goes through maps by name and through lists without saying so.
DROPPED = {
    "AWS::ApiGatewayV2::Stage": ("AccessLogSettings", "DefaultRouteSettings", "RouteSettings"),
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
