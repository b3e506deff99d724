"""Gap: an unsigned request for an API, a function URL or a distribution is looked up in one account only.

An API's or URL's id or a distribution's name belongs to one account. On AWS, the request need not say which.
"""

from launcher.patching import name_in, wrap
from launcher.public_hosts import api_hosts, function_hosts


def install() -> None:
    parse_api = name_in("ministack.app", "_parse_execute_api_url")
    parse_distribution = name_in("ministack.app", "_parse_cloudfront_dataplane_host")
    parse_function_url = name_in("ministack.app", "_parse_lambda_url")
    distributions = name_in("ministack.services.cloudfront", "_distributions")
    request_scope = name_in("ministack.core.responses", "request_scope")

    def owner(host: str, path: str):
        api = parse_api(host, path)
        url = parse_function_url(host, path)
        if api or url:
            identifier = (api or url)[0]
            hosts = api_hosts() if api else function_hosts()
            return next(
                ((one.account, one.region) for one in hosts if one.identifier == identifier), None
            )
        label = parse_distribution(host)
        domain = f"{label}.cloudfront.net" if label else None
        return next(
            (
                (account, "us-east-1")
                for (account, _id), distribution in distributions.to_dict().items()
                if distribution["DomainName"].lower() == domain
            ),
            None,
        )

    def make(ministack):
        async def app(scope, receive, send):
            if scope["type"] != "http" or _is_signed(scope):
                return await ministack(scope, receive, send)
            headers = dict(scope["headers"])
            found = owner(headers.get(b"host", b"").decode("latin-1"), scope["path"])
            if not found:
                return await ministack(scope, receive, send)
            with request_scope(*found):
                return await ministack(scope, receive, send)

        return app

    wrap("ministack.app", "app", make)


def _is_signed(scope) -> bool:
    # A bearer token says nothing of an account.
    return any(
        name == b"authorization" and value.startswith(b"AWS4-") for name, value in scope["headers"]
    ) or b"X-Amz-Credential=" in scope.get("query_string", b"")
