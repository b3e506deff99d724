"""Calls a function of an emulated service in the way of an API call."""

import re


def query_parameters(prefix: str, values: dict) -> dict:
    """Parameters of the AWS Query protocol, in the form of MiniStack's service functions."""
    return {f"{prefix}{name}": [str(value)] for name, value in values.items() if value is not None}


def succeed(response, what: str) -> None:
    """Fails the resource with the service's own words, if the service refused the call."""
    status, _headers, body = response
    if status >= 400:
        raise ValueError(
            f"{what}: {body.decode(errors='replace') if isinstance(body, bytes) else body}"
        )


def text_in(response, element: str) -> str:
    """Text of the first XML element of that name in an answer."""
    _status, _headers, body = response
    return re.search(rf"<{element}>([^<]+)</{element}>", body.decode())[1]
