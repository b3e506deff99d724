"""Gap: every request to an HTTP API comes from 127.0.0.1. On AWS, `sourceIp` is the client's address.

The contact form limits the number of messages from one address.
https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
"""

from launcher.patching import name_in, wrap


def install() -> None:
    client_ip = name_in("ministack.core.responses", "get_request_client_ip")

    def make(execute):
        def execute_for_client(function, event, *args, **options):
            http = _http(event)
            if http:
                http["sourceIp"] = client_ip()
            return execute(function, event, *args, **options)

        return execute_for_client

    wrap("ministack.services.lambda_svc", "_execute_function_with_config_scope", make)


def _http(event) -> dict | None:
    """The part of a request's event with the client; `None` for any other event."""
    if not isinstance(event, dict) or event.get("version") != "2.0":
        return None
    context = event.get("requestContext")
    return context.get("http") if isinstance(context, dict) else None
