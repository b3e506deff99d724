"""Waypost's own paths on the emulator's port, for the rehearsal alone."""

import hmac
import json
from urllib.parse import parse_qs

PREFIX = "/_waypost/"
TOKEN_HEADER = b"x-waypost-token"

_token = ""


def set_token(token: str) -> None:
    global _token
    _token = token


async def answer(scope, receive, send) -> None:
    status, body = await _respond(scope, receive)
    payload = json.dumps(body, default=str).encode()
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(payload)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": payload})


async def _respond(scope, receive):
    given = dict(scope["headers"]).get(TOKEN_HEADER, b"").decode("latin-1")
    if not _token or not hmac.compare_digest(given, _token):
        return 401, {"error": "wrong or missing x-waypost-token: these paths are the rehearsal's"}
    request = (scope["method"], scope["path"].removeprefix(PREFIX))
    if request == ("GET", "health"):
        return 200, {"status": "ready"}
    return 404, {"error": f"no control path {request[0]} {scope['path']}"}
