"""The ASGI application in front of MiniStack's. Every request passes through it once."""

from launcher import control, frames, ministack_paths, public_names
from launcher.patching import wrap


def install() -> None:
    wrap("ministack.app", "app", _edge)


def _edge(ministack):
    async def app(scope, receive, send):
        if scope["type"] != "http":
            await ministack(scope, receive, send)
            return
        port = scope["server"][1]
        if scope["path"].startswith(control.PREFIX):
            await control.answer(scope, receive, send, port)
            return
        if ministack_paths.is_closed(scope["path"]):
            await ministack_paths.refuse(scope, send)
            return

        async def send_with_local_names(message):
            if message["type"] == "http.response.start":
                headers = public_names.outgoing(message.get("headers", []), port)
                message = {**message, "headers": frames.outgoing(scope["headers"], headers)}
            await send(message)

        headers = _as_if_encrypted(public_names.incoming(scope["headers"], port))
        await ministack({**scope, "headers": headers}, receive, send_with_local_names)

    return app


def _as_if_encrypted(headers):
    """Loopback counts as TLS: bucket policies rightly refuse requests without `aws:SecureTransport`."""
    return [*(h for h in headers if h[0] != b"x-forwarded-proto"), (b"x-forwarded-proto", b"https")]
