"""The hosts that AWS gives to APIs and to functions with a URL."""

from launcher.patching import name_in

_http_apis = name_in("ministack.services.apigateway", "_apis")
_rest_apis = name_in("ministack.services.apigateway_v1", "_rest_apis")
_function_urls = name_in("ministack.services.lambda_svc", "_function_urls")


def api_hosts() -> dict[str, tuple[str, str]]:
    """Public host of each HTTP and REST API -> account and region."""
    return {
        f"{api}.execute-api.{region}.amazonaws.com": (account, region)
        for apis in (_http_apis, _rest_apis)
        for (account, region, api), _api in apis.all_items()
    }


def function_hosts() -> dict[str, tuple[str, str]]:
    """Public host of each function URL -> account and region."""
    return {
        config["FunctionUrl"].split("/")[2]: (account, region)
        for (account, region, _name), config in _function_urls.all_items()
    }
