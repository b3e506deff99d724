"""A JSON answer of an ASGI application."""

import json


async def send_json(send, status: int, body) -> None:
    payload = json.dumps(body, default=str).encode()
    headers = [
        (b"content-type", b"application/json"),
        (b"content-length", str(len(payload)).encode()),
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": payload})
