"""The hosts that AWS gives to APIs and to functions with a URL."""

from dataclasses import dataclass

from launcher.patching import name_in

_http_apis = name_in("ministack.services.apigateway", "_apis")
_rest_apis = name_in("ministack.services.apigateway_v1", "_rest_apis")
_function_urls = name_in("ministack.services.lambda_svc", "_function_urls")


@dataclass(frozen=True)
class PublicHost:
    account: str
    region: str
    # Its first label, here and on AWS.
    identifier: str
    public: str
    # Without the port.
    local: str


def api_hosts() -> list[PublicHost]:
    """Of each HTTP and REST API."""
    return [
        PublicHost(
            account,
            region,
            api,
            f"{api}.execute-api.{region}.amazonaws.com",
            f"{api}.execute-api.localhost",
        )
        for apis in (_http_apis, _rest_apis)
        for (account, region, api), _api in apis.all_items()
    ]


def function_hosts() -> list[PublicHost]:
    """Of each function URL."""
    found = []
    for (account, region, _name), config in _function_urls.all_items():
        public = config["FunctionUrl"].split("/")[2]
        identifier = public.split(".")[0]
        local = f"{identifier}.lambda-url.{region}.localhost"
        found.append(PublicHost(account, region, identifier, public, local))
    return found
