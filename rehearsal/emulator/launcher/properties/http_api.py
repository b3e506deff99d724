"""CORS of an HTTP API: CloudFormation and the service spell it differently."""

from launcher.patching import name_in
from launcher.resource_types import after_change


def install() -> None:
    apis = name_in("ministack.services.apigateway", "_apis")

    def spell_as_the_service_does(physical_id, props):
        cors = props.get("CorsConfiguration")
        if cors:
            apis[physical_id]["corsConfiguration"] = {
                name[0].lower() + name[1:]: value for name, value in cors.items()
            }

    after_change("AWS::ApiGatewayV2::Api", spell_as_the_service_does)
